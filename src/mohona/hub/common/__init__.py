# SPDX-License-Identifier: Apache-2.0
"""What every room stands on: the clock of positions and the errors people read.

Knows no room. Its one noun is the *clock*.
"""
