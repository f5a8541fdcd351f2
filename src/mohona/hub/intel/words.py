# SPDX-License-Identifier: Apache-2.0
"""The words for what STIX, NIS2 and the store name by codes, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mohona.hub.accounts.words import SECTORS

Word = str | Promise

TYPES: dict[str, Word] = {
    "attack-pattern": _("Attack pattern"),
    "campaign": _("Campaign"),
    "course-of-action": _("Course of action"),
    "grouping": _("Grouping"),
    "identity": _("Identity"),
    "incident": _("Incident"),
    "indicator": _("Indicator"),
    "infrastructure": _("Infrastructure"),
    "intrusion-set": _("Intrusion set"),
    "location": _("Location"),
    "malware": _("Malware"),
    "malware-analysis": _("Malware analysis"),
    "note": _("Note"),
    "observed-data": _("Observed data"),
    "opinion": _("Opinion"),
    "report": _("Report"),
    "threat-actor": _("Threat actor"),
    "tool": _("Tool"),
    "vulnerability": _("Vulnerability"),
    "relationship": _("Relationship"),
    "sighting": _("Sighting"),
    "artifact": _("Artifact"),
    "autonomous-system": _("Autonomous system"),
    "directory": _("Directory"),
    "domain-name": _("Domain name"),
    "email-addr": _("Mail address"),
    "email-message": _("Mail message"),
    "file": _("File"),
    "ipv4-addr": _("IPv4 address"),
    "ipv6-addr": _("IPv6 address"),
    "mac-addr": _("MAC address"),
    "mutex": _("Mutex"),
    "network-traffic": _("Network traffic"),
    "process": _("Process"),
    "software": _("Software"),
    "url": _("URL"),
    "user-account": _("User account"),
    "windows-registry-key": _("Registry key"),
    "x509-certificate": _("Certificate"),
    "extension-definition": _("Extension definition"),
    "language-content": _("Translation"),
    "marking-definition": _("Marking"),
    # What `release.handling` calls every custom type.
    "other": _("Another type"),
}

VALUES: dict[str, Word] = {
    "ipv4": _("IPv4 address"),
    "ipv6": _("IPv6 address"),
    "network": _("Network"),
    "domain": _("Domain"),
    "url": _("URL"),
    "email": _("Mail address"),
    "file-name": _("File name"),
    "path": _("Path"),
    "asn": _("Autonomous system"),
    "mac": _("MAC address"),
    "mutex": _("Mutex"),
    "registry-key": _("Registry key"),
    "user-agent": _("User agent"),
    "email-subject": _("Mail subject"),
    "message-id": _("Message ID"),
    "command-line": _("Command line"),
    "account": _("Account"),
    "certificate-serial": _("Certificate serial number"),
    "app": _("App"),
    # Names of algorithms and lists stay Latin in every language.
    "md5": "MD5",
    "sha1": "SHA-1",
    "sha224": "SHA-224",
    "sha256": "SHA-256",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
    "sha3-256": "SHA3-256",
    "sha3-512": "SHA3-512",
    "ssdeep": "ssdeep",
    "tlsh": "TLSH",
    "imphash": "imphash",
    "cve": "CVE",
    "cpe": "CPE",
}

# The two directions of a relationship type of STIX 2.1 (appendix B).
RELATIONS: dict[str, tuple[Word, Word]] = {
    "analysis-of": (_("analysis of"), _("analysed in")),
    "attributed-to": (_("attributed to"), _("is behind")),
    "authored-by": (_("authored by"), _("author of")),
    "based-on": (_("based on"), _("basis of")),
    "beacons-to": (_("beacons to"), _("receives beacons from")),
    "characterizes": (_("characterises"), _("characterised by")),
    "communicates-with": (_("communicates with"), _("communicates with")),
    "compromises": (_("compromises"), _("compromised by")),
    "consists-of": (_("consists of"), _("part of")),
    "controls": (_("controls"), _("controlled by")),
    "delivers": (_("delivers"), _("delivered by")),
    "derived-from": (_("derived from"), _("origin of")),
    "downloads": (_("downloads"), _("downloaded by")),
    "drops": (_("drops"), _("dropped by")),
    "duplicate-of": (_("duplicate of"), _("duplicated by")),
    "dynamic-analysis-of": (_("dynamic analysis of"), _("dynamically analysed in")),
    "exfiltrates-to": (_("exfiltrates to"), _("receives data from")),
    "exploits": (_("exploits"), _("exploited by")),
    "has": (_("has"), _("belongs to")),
    "hosts": (_("hosts"), _("hosted by")),
    "impersonates": (_("impersonates"), _("impersonated by")),
    "indicates": (_("indicates"), _("indicated by")),
    "investigates": (_("investigates"), _("investigated by")),
    "located-at": (_("located at"), _("location of")),
    "mitigates": (_("mitigates"), _("mitigated by")),
    "originates-from": (_("originates from"), _("origin of")),
    "owns": (_("owns"), _("owned by")),
    "related-to": (_("related to"), _("related to")),
    "remediates": (_("remediates"), _("remediated by")),
    "resolves-to": (_("resolves to"), _("resolved from")),
    "revoked-by": (_("replaced by"), _("replaces")),
    "static-analysis-of": (_("static analysis of"), _("statically analysed in")),
    "subtechnique-of": (_("sub-technique of"), _("has the sub-technique")),
    "targets": (_("targets"), _("targeted by")),
    "uses": (_("uses"), _("used by")),
    "variant-of": (_("variant of"), _("has the variant")),
    "sighting": (_("seen"), _("seen in")),
}

OUTCOMES: dict[str, Word] = {
    "stored": _("Stored"),
    "unchanged": _("Known already"),
    "conflict": _("In conflict"),
    "quarantined": _("Refused"),
}

DOORS: dict[str, Word] = {
    "page": _("upload"),
    "taxii": "TAXII",
    "file": _("a file"),
    "import": _("a file"),
    "cli": _("the command line"),
    "command": _("the command line"),
    "hub": _("the hub itself"),
    "demo": _("the demo world"),
}

RESOLUTIONS: dict[str, Word] = {
    "mended": _("Mended"),
    "replaced": _("Replaced by a later try"),
    "dismissed": _("Dismissed"),
}


def type_of(code: str) -> str:
    """The type of an object in words; a custom type stays as it is called."""
    return str(TYPES.get(code, code))


def sector(code: str) -> str:
    """A sector in words."""
    return str(SECTORS.get(code, code))


def value_type(code: str) -> str:
    """The type of a value in words."""
    return str(VALUES.get(code, code))


def relation(code: str, *, outward: bool) -> str:
    """A relationship as the object that one looks at would say it."""
    pair = RELATIONS.get(code)
    if pair is None:
        return code if outward else f"← {code}"
    return str(pair[0] if outward else pair[1])


def door(code: str) -> str:
    """The way something came in or went out, in words."""
    return str(DOORS.get(code, code))
