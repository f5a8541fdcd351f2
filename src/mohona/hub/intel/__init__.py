# SPDX-License-Identifier: Apache-2.0
"""The STIX store: takes intelligence in, keeps every version, finds values, gives it out.

For: intake, versions, conflicts, quarantine, values, search. Not for: protocols (exchange) or
decisions (sharing). Nouns: object version, value, quarantine.
"""
