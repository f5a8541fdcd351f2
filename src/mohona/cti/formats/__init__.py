# SPDX-License-Identifier: Apache-2.0
"""One package for each format that the hub reads."""
