# SPDX-License-Identifier: Apache-2.0
"""How organisations stand to each other: communities and who is a member of them.

For: groups inside which records flow up to a TLP ceiling. Not for: deciding about single
records (sharing). Nouns: community, membership.
"""
