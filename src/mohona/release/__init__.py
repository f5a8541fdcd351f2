# SPDX-License-Identifier: Apache-2.0
"""Who may see what, and why: handling, handling classes, decisions, explanations. Pure.

No Django, no database, no clock. `handling` reads what a record says about itself, `engine`
asks Cedar with the policies in `policies/`, `explain` turns an answer into steps that a
person can read.
"""
