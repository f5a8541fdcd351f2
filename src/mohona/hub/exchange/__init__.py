# SPDX-License-Identifier: Apache-2.0
"""The doors through which machines of partners come: one folder per protocol.

For: speaking a protocol on the outside and the rooms' own words on the inside. Not for:
decisions (sharing) or storage (intel). Nouns: key signed in with, answer, bundle.
"""
