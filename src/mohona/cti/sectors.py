# SPDX-License-Identifier: Apache-2.0
"""Sectors of the NIS 2 directive (annexes I and II), and how records name them.

STIX names industries in `sectors` (industry-sector-ov, section 10.5); feeds name sectors in
labels such as `sector:banking` or the machine tag `nis2:sector="banking"`.
"""

import re
from typing import Any, NamedTuple

SECTORS = (
    "energy",
    "transport",
    "banking",
    "financial-market",
    "health",
    "drinking-water",
    "waste-water",
    "digital-infrastructure",
    "ict-service-management",
    "public-administration",
    "space",
    "postal",
    "waste-management",
    "chemicals",
    "food",
    "manufacturing",
    "digital-providers",
    "research",
)
UNKNOWN_SECTOR = "unknown-sector"

# Other names of the same sectors: the STIX vocabulary, the taxonomy `nis2`, everyday words.
# An empty tuple stands for an industry that NIS 2 does not name: it narrows nothing.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "aerospace": ("manufacturing",),
    "agriculture": ("food",),
    "automotive": ("manufacturing",),
    "aviation": ("transport",),
    "bank": ("banking",),
    "chemical": ("chemicals",),
    "civil-aviation": ("transport",),
    "commercial": (),
    "communications": ("digital-infrastructure",),
    "construction": (),
    "dams": ("energy", "drinking-water"),
    "defence": ("public-administration",),
    "defense": ("public-administration",),
    "digital-infrastructures": ("digital-infrastructure",),
    "education": ("research",),
    "electricity": ("energy",),
    "emergency-services": ("public-administration",),
    "entertainment": (),
    "finance": ("banking", "financial-market"),
    "financial": ("banking", "financial-market"),
    "financial-market-infrastructures": ("financial-market",),
    "financial-services": ("banking", "financial-market"),
    "gas": ("energy",),
    "government": ("public-administration",),
    "government-local": ("public-administration",),
    "government-national": ("public-administration",),
    "government-public-services": ("public-administration",),
    "government-regional": ("public-administration",),
    "healthcare": ("health",),
    "hospitality-leisure": (),
    "infrastructure": ("energy", "transport", "drinking-water", "waste-water"),
    "insurance": ("financial-market",),
    "maritime": ("transport",),
    "mining": (),
    "non-profit": (),
    "nuclear": ("energy",),
    "oil": ("energy",),
    "pharmaceuticals": ("health", "manufacturing"),
    "postal-and-courier-services": ("postal",),
    "railway": ("transport",),
    "retail": (),
    "technology": ("ict-service-management", "digital-providers"),
    "telecom": ("digital-infrastructure",),
    "telecommunications": ("digital-infrastructure",),
    "transportation": ("transport",),
    "utilities": ("energy", "drinking-water", "waste-water"),
    "water": ("drinking-water", "waste-water"),
}
_LABEL = re.compile(r"\s*(?:nis2?:)?sectors?\s*[:=](.*)", re.IGNORECASE | re.DOTALL)
_CODES = {code: (code,) for code in SECTORS} | SYNONYMS


_QUOTING = "\"' \t\r\n"


class Sectors(NamedTuple):
    """The NIS 2 sectors that a record names, in the order of SECTORS, and why it is narrow."""

    codes: tuple[str, ...]
    reasons: tuple[str, ...]


def read(obj: dict[str, Any]) -> Sectors:
    """The sectors that an object is about, or UNKNOWN_SECTOR as a reason where one is not known.

    Values that are not texts are unknown sectors too: what cannot be read may not widen.
    """
    named, readable = _named(obj)
    found: set[str] = set()
    reasons: tuple[str, ...] = () if readable else (UNKNOWN_SECTOR,)
    for name in named:
        codes = _CODES.get(name.strip(_QUOTING).lower().replace("_", "-").replace(" ", "-"))
        if codes is None:
            reasons = (UNKNOWN_SECTOR,)
        else:
            found.update(codes)
    return Sectors(tuple(code for code in SECTORS if code in found), reasons)


def _named(obj: dict[str, Any]) -> tuple[list[str], bool]:
    named: list[str] = []
    readable = True
    sectors = obj.get("sectors")
    if sectors is not None:
        if type(sectors) is list and all(type(name) is str for name in sectors):
            named += sectors
        else:
            readable = False
    labels = obj.get("labels")
    if type(labels) is list:
        for label in labels:
            if type(label) is str and "sector" in label.lower():
                match = _LABEL.fullmatch(label)
                if match is not None:
                    named.append(match[1])
    return named, readable
