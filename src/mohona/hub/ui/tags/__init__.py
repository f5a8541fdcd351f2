# SPDX-License-Identifier: Apache-2.0
"""The components by kind; ``templatetags/ui.py`` joins them into one library for pages."""
