# SPDX-License-Identifier: Apache-2.0
"""Steps 2 to 6 of the intake, as far as they need no database: decode, check, values, handling.

Pure: what comes in is a decoded item, what goes out is everything the store wants to know of
it. Runs beside the writing of the chunk before (see intake.py).
"""

import hashlib
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from mohona.cti import model, values
from mohona.cti.formats import stix21
from mohona.cti.problems import Problem
from mohona.release import handling
from mohona.release.handling import Handling, HandlingClass

END, LISTED, MARKING, TRANSLATES = "end", "listed", "marking", "translates"


@dataclass(slots=True)
class Terms:
    """Under which terms a source gives: who it is, its default TLP, the markings it defined."""

    source: str
    default_tlp: str
    definitions: dict[str, Mapping[str, Any]]


@dataclass(slots=True)
class Prepared:
    """One object on its way into the store, or (with `problem`) into quarantine."""

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
    own: HandlingClass | None = None
    definition: Mapping[str, Any] | None = None


def digest(raw: bytes) -> bytes:
    """16 bytes that name the content as it came."""
    return hashlib.blake2b(raw, digest_size=16).digest()


class Preparer:
    """Turns items into prepared objects under one source's terms.

    Equal handlings are made once: a feed of a million indicators has a handful of them.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._handlings: dict[tuple[object, ...], HandlingClass] = {}

    def batch(self, items: list[stix21.Item]) -> list[Prepared]:
        return [self.one(item) for item in items]

    def one(self, item: stix21.Item) -> Prepared:
        record = item.obj
        if item.problem is not None or record is None:
            return _refused(item)
        kind = record["type"]
        prepared = Prepared(item.index, item.raw, None, record["id"], kind)
        prepared.version = model.version_of(record)
        prepared.revoked = record.get("revoked") is True
        prepared.digest = digest(item.raw)
        prepared.title = model.title_of(record)
        prepared.own = self._handling(record)
        prepared.values = tuple(dict.fromkeys(values.extract(record)))
        prepared.references = self._references(record, prepared)
        if kind == "marking-definition":
            prepared.definition = record
        return prepared

    def _references(
        self, record: Mapping[str, Any], prepared: Prepared
    ) -> tuple[tuple[str, str], ...]:
        found = [(END, target) for target in dict.fromkeys(model.ends_of(record))]
        if model.is_container(record):
            prepared.container = True
            found += [(LISTED, target) for target in dict.fromkeys(model.listed_by(record))]
        if record["type"] == "language-content":
            found.append((TRANSLATES, record["object_ref"]))
        assert prepared.own is not None
        if handling.UNKNOWN_MARKING in prepared.own.own.reasons:
            found += [(MARKING, target) for target in markings_of(record)]
        return tuple(found)

    def _handling(self, record: Mapping[str, Any]) -> HandlingClass:
        key = _handling_key(record)
        if key is None:
            return HandlingClass(self.read(record))
        known = self._handlings.get(key)
        if known is None:
            known = self._handlings[key] = HandlingClass(self.read(record))
        return known

    def read(self, record: Mapping[str, Any]) -> Handling:
        """The record's handling under the source's terms."""
        return handling.of(
            record,
            source=self._terms.source,
            default_tlp=self._terms.default_tlp,
            definitions=self._terms.definitions,
        )


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


def waves(batches: Iterator[list[Prepared]], spool: "Spool") -> Iterator[list[Prepared]]:
    """Objects first, then relationships and sightings, then containers.

    So that ends are known before what hangs on them; what waits lies in `spool`, on disk when
    it is much, so that memory stays flat.
    """
    for batch in batches:
        now = []
        for prepared in batch:
            wave = _wave(prepared)
            if wave == 0:
                now.append(prepared)
            else:
                spool.add(wave, prepared)
        if now:
            yield now
    yield from spool.drain(1)
    yield from spool.drain(2)


def _wave(prepared: Prepared) -> int:
    if prepared.problem is not None:
        return 0
    if prepared.container:
        return 2
    return 1 if prepared.references and prepared.references[0][0] == END else 0


def _new_file(limit: int) -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(limit)


# The file is ours alone, unnamed, and gone with the process: nothing foreign is unpickled.
def _dump(prepared: Prepared, file: IO[bytes]) -> None:
    pickle.dump(prepared, file, protocol=pickle.HIGHEST_PROTOCOL)


def _load(file: IO[bytes]) -> Prepared:
    return pickle.load(file)  # type: ignore[no-any-return]  # noqa: S301


class Spool:
    """Prepared objects that wait for their wave: in memory, beyond `limit` bytes on disk."""

    def __init__(self, limit: int = 16 * 1024 * 1024) -> None:
        self._files = {wave: _new_file(limit) for wave in (1, 2)}
        self._counts = {1: 0, 2: 0}

    def add(self, wave: int, prepared: Prepared) -> None:
        _dump(prepared, self._files[wave])
        self._counts[wave] += 1

    def drain(self, wave: int, batch: int = 2000) -> Iterator[list[Prepared]]:
        file = self._files[wave]
        file.seek(0)
        left = self._counts[wave]
        while left:
            yield [_load(file) for _ in range(min(batch, left))]
            left -= min(batch, left)
        file.close()
