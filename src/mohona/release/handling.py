# SPDX-License-Identifier: Apache-2.0
"""What a record says about its own handling, and the class it belongs to.

A class is a record's own handling together with its *bounds*: other handlings that must be
permitted as well (the ends of a relationship, newer versions of the same object).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mohona.cti import model, sectors, tlp

STRICTEST = "red"
OTHER_KIND = "other"

UNKNOWN_MARKING = "unknown-marking"
UNREADABLE_MARKING = "unreadable-marking"
NO_MARKING = "no-marking"
UNKNOWN_END = "unknown-end"
UNKNOWN_SECTOR = "unknown-sector"
TAKEN_BACK = "taken-back"
WITHDRAWN = "withdrawn"
REASONS = (
    UNKNOWN_MARKING,
    UNREADABLE_MARKING,
    NO_MARKING,
    UNKNOWN_SECTOR,
    UNKNOWN_END,
    TAKEN_BACK,
    WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Handling:
    """The terms of one record.

    source: id of the organisation that gave it first; givers: all that gave this very record.
    tlp: a level of `cti.tlp.LEVELS`. kind: STIX type, or "other". sectors: NIS2 codes, empty
    for "no sector named". reasons: why it was made narrow; with any reason nobody but its
    givers has it.
    """

    source: str
    tlp: str
    kind: str
    givers: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    pap: str = ""
    reasons: frozenset[str] = frozenset()

    def as_data(self) -> dict[str, Any]:
        """JSON form, the same for equal handlings."""
        return {
            "source": self.source,
            "tlp": self.tlp,
            "kind": self.kind,
            "givers": sorted(self.givers),
            "sectors": sorted(self.sectors),
            "pap": self.pap,
            "reasons": sorted(self.reasons),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Handling":
        return cls(
            source=data["source"],
            tlp=data["tlp"],
            kind=data["kind"],
            givers=frozenset(data["givers"]),
            sectors=frozenset(data["sectors"]),
            pap=data["pap"],
            reasons=frozenset(data["reasons"]),
        )

    def given_also_by(self, organisation: str) -> "Handling":
        """The same terms after `organisation` gave the very same record."""
        return replace(self, givers=self.givers | {organisation})


# An end nobody has given yet: only a record's own givers may have what hangs on it.
MISSING_END = Handling(source="", tlp=STRICTEST, kind=OTHER_KIND, reasons=frozenset({UNKNOWN_END}))


@dataclass(frozen=True, slots=True)
class HandlingClass:
    """One distinct handling with its bounds; what decisions are made about."""

    own: Handling
    bounds: frozenset[Handling] = field(default_factory=frozenset)

    def joined(self, others: Iterable["HandlingClass"]) -> "HandlingClass":
        """This class made as strict as all of `others` (never widens)."""
        bounds = set(self.bounds)
        for other in others:
            bounds.add(other.own)
            bounds |= other.bounds
        bounds.discard(self.own)
        return HandlingClass(self.own, frozenset(bounds))

    def digest(self) -> bytes:
        """32 bytes that name the class: the same for equal classes, in every hub."""
        data = {
            "own": self.own.as_data(),
            "bounds": sorted((b.as_data() for b in self.bounds), key=json.dumps),
        }
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).digest()


def of(
    record: dict[str, Any],
    *,
    source: str,
    default_tlp: str,
    definitions: Mapping[str, dict[str, Any]],
) -> Handling:
    """The handling of a STIX object (design: release, decision steps 1 and 4).

    definitions: the marking definitions known, by id. default_tlp: what the source's terms say
    where the record says nothing, "" when they say nothing either. Missing means narrow.
    """
    reading = tlp.read(record, definitions)
    reasons = set(reading.reasons)
    level = reading.level
    if level is None:
        level = default_tlp
    if not level:
        level = STRICTEST
        reasons.add(NO_MARKING)
    named = sectors.read(record)
    if named.reasons and not named.codes and tlp.rank(level) >= tlp.rank("amber"):
        # Meant for some sector that nobody knows: "no sector named" would be wider than meant.
        reasons.add(UNKNOWN_SECTOR)
    kind = record["type"]
    return Handling(
        source=source,
        tlp=level,
        kind=kind if kind in model.STANDARD_TYPES else OTHER_KIND,
        givers=frozenset({source}),
        sectors=frozenset(named.codes),
        pap=tlp.pap(record) or "",
        reasons=frozenset(reasons),
    )
