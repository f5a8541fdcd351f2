# SPDX-License-Identifier: Apache-2.0
"""The names of the object types of STIX 2.1 (sections 3.1, 4, 5, 6 and 7)."""

SDO = frozenset(
    {
        "attack-pattern",
        "campaign",
        "course-of-action",
        "grouping",
        "identity",
        "incident",
        "indicator",
        "infrastructure",
        "intrusion-set",
        "location",
        "malware",
        "malware-analysis",
        "note",
        "observed-data",
        "opinion",
        "report",
        "threat-actor",
        "tool",
        "vulnerability",
    }
)
SRO = frozenset({"relationship", "sighting"})
SCO = frozenset(
    {
        "artifact",
        "autonomous-system",
        "directory",
        "domain-name",
        "email-addr",
        "email-message",
        "file",
        "ipv4-addr",
        "ipv6-addr",
        "mac-addr",
        "mutex",
        "network-traffic",
        "process",
        "software",
        "url",
        "user-account",
        "windows-registry-key",
        "x509-certificate",
    }
)
META = frozenset({"extension-definition", "language-content", "marking-definition"})
STANDARD_TYPES = SDO | SRO | SCO | META | {"bundle"}
