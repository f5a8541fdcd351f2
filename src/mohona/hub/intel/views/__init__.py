# SPDX-License-Identifier: Apache-2.0
"""Pages: parse, check the permission, call one action or query, render. One module per page."""
