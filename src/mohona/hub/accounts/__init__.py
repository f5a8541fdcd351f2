# SPDX-License-Identifier: Apache-2.0
"""Who is there: organisations as parties, the people who act for them, and keys for machines.

For: names, roles, permissions, sign-in, API keys. Not for: what organisations have agreed
(partners) or what they may see (sharing). Nouns: organisation, person, key.
"""
