# SPDX-License-Identifier: Apache-2.0
"""Steps 2 to 6 of the intake, as far as they need no database: decode, check, values, handling.

Pure: what comes in is a decoded item, what goes out is everything the store wants to know of
it. Runs beside the writing of the chunk before (see intake.py).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from mohona.cti import model, values
from mohona.cti.formats import stix21
from mohona.cti.problems import Problem
from mohona.release import handling
from mohona.release.handling import Handling, HandlingClass

END, LISTED, MARKING, TRANSLATES = "end", "listed", "marking", "translates"
# Kinds that can neither hang on other records nor list them.
_REFERRING = frozenset({"language-content"}) | model.SRO | model.CONTAINERS


@dataclass(slots=True)
class Terms:
    """Under which terms a source gives: who it is, its default TLP, the markings it defined."""

    source: str
    default_tlp: str
    definitions: dict[str, dict[str, Any]]


class Prepared(msgspec.Struct, array_like=True, gc=False):
    """One object on its way into the store, or (with `problem`) into quarantine.

    own: index of its handling class among `Preparer.classes`. references: (role, target).
    Without cycles and plain, so that it can go through a pipe and need not be traced.
    """

    index: int
    raw: bytes
    problem: Problem | None
    stix_id: str = ""
    type: str = ""
    version: int | None = None
    revoked: bool = False
    container: bool = False
    digest: bytes = b""
    title: str = ""
    values: tuple[tuple[str, str], ...] = ()
    references: tuple[tuple[str, str], ...] = ()
    own: int = 0
    definition: dict[str, Any] | None = None


def digest(raw: bytes) -> bytes:
    """16 bytes that name the content as it came."""
    return hashlib.blake2b(raw, digest_size=16).digest()


class Preparer:
    """Turns items into prepared objects under one source's terms.

    Equal handlings are made once: a feed of a million indicators has a handful of them.
    classes: all classes met so far, in the order in which they were met.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.classes: list[HandlingClass] = []
        self._by_key: dict[tuple[object, ...], int] = {}
        self._by_handling: dict[Handling, int] = {}

    def batch(self, items: list[stix21.Item]) -> list[Prepared]:
        """Prepare items, in order."""
        return [self.one(item) for item in items]

    def one(self, item: stix21.Item) -> Prepared:
        """Prepare one item; one with a problem only as far as quarantine needs it."""
        record = item.obj
        if item.problem is not None or record is None:
            return _refused(item)
        kind = record["type"]
        own = self._class_of(record)
        unmarked = handling.UNKNOWN_MARKING in self.classes[own].own.reasons
        references: tuple[tuple[str, str], ...] = ()
        if unmarked or kind in _REFERRING:
            references = _references(record, unmarked=unmarked)
        return Prepared(
            item.index,
            item.raw,
            None,
            record["id"],
            kind,
            model.version_of(record),
            record.get("revoked") is True,
            kind in model.CONTAINERS,
            hashlib.blake2b(item.raw, digest_size=16).digest(),
            model.title_of(record),
            tuple(dict.fromkeys(values.extract(record))),
            references,
            own,
            record if kind == "marking-definition" else None,
        )

    def read(self, record: dict[str, Any]) -> Handling:
        """The record's handling under the source's terms."""
        return handling.of(
            record,
            source=self.terms.source,
            default_tlp=self.terms.default_tlp,
            definitions=self.terms.definitions,
        )

    def _class_of(self, record: dict[str, Any]) -> int:
        key = _handling_key(record)
        if key is None:
            return self._number(self.read(record))
        known = self._by_key.get(key)
        if known is None:
            known = self._by_key[key] = self._number(self.read(record))
        return known

    def _number(self, own: Handling) -> int:
        number = self._by_handling.get(own)
        if number is None:
            number = self._by_handling[own] = len(self.classes)
            self.classes.append(HandlingClass(own))
        return number


def _references(record: dict[str, Any], *, unmarked: bool) -> tuple[tuple[str, str], ...]:
    found = [(END, target) for target in dict.fromkeys(model.ends_of(record))]
    if model.is_container(record):
        found += [(LISTED, target) for target in dict.fromkeys(model.listed_by(record))]
    if record["type"] == "language-content":
        found.append((TRANSLATES, record["object_ref"]))
    if unmarked:
        found += [(MARKING, target) for target in markings_of(record)]
    return tuple(found)


def _handling_key(record: Mapping[str, Any]) -> tuple[object, ...] | None:
    """All that `handling.of` looks at, where it is simple enough to be a key."""
    if "granular_markings" in record or "sectors" in record:
        return None
    marks, labels = record.get("object_marking_refs"), record.get("labels")
    try:
        key = (
            record["type"],
            tuple(marks) if marks is not None else None,
            tuple(labels) if labels is not None else None,
        )
        hash(key)
    except TypeError:
        return None
    return key


def markings_of(record: Mapping[str, Any]) -> list[str]:
    """The identifiers of all markings that a record refers to, granular ones included."""
    found = [m for m in record.get("object_marking_refs") or () if isinstance(m, str)]
    granular = record.get("granular_markings")
    if isinstance(granular, list):
        found += [
            part["marking_ref"]
            for part in granular
            if isinstance(part, dict) and isinstance(part.get("marking_ref"), str)
        ]
    return list(dict.fromkeys(found))


def _refused(item: stix21.Item) -> Prepared:
    problem = item.problem or Problem("not-an-object", {})
    record = item.obj or {}
    identity, kind = record.get("id"), record.get("type")
    return Prepared(
        item.index,
        item.raw,
        problem,
        stix_id=shown(identity),
        type=shown(kind),
        digest=digest(item.raw),
    )


def shown(text: object) -> str:
    """What may stand in a text column of whatever came, at most 200 characters."""
    if not isinstance(text, str):
        return ""
    return text.replace("\x00", "")[:200].encode("utf-8", "replace").decode()
