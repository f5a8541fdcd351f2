# SPDX-License-Identifier: Apache-2.0
"""The SQL of the store: what stands, and how rows come in by binary COPY.

Only `commit.py` and the actions of this room call it, under the clock lock. Each function is
one statement or one COPY; what they mean together is told there.
"""

import hashlib
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from django.utils import timezone

from mohona.hub.intel.prepare import Prepared

Move = tuple[int, int, int]


@dataclass(slots=True)
class Standing:
    """A version that stands in the store."""

    stix_id: str
    version: int
    source: UUID
    position: int
    class_id: int
    latest: bool
    digest: bytes
    type: str


_COLUMNS = "v.stix_id, v.version, v.source_id, v.position, v.class_id, v.latest, v.digest, v.type"
# OFFSET 0 keeps the planner from turning thousands of index look-ups into a scan of the table.
_BY_ID = f"""
    SELECT {_COLUMNS} FROM unnest(%b::text[]) AS wanted(id)
    CROSS JOIN LATERAL (
      SELECT * FROM intel_objectversion o WHERE o.stix_id = wanted.id OFFSET 0) v
"""
_AT = f"SELECT {_COLUMNS} FROM intel_objectversion v WHERE v.position = ANY(%b::bigint[])"


def value_key(kind: str, value: str) -> int:
    """The signed 64-bit key under which a value is found; equal keys are compared in full."""
    whole = hashlib.blake2b(f"{kind}\x00{value}".encode(), digest_size=8).digest()
    return int.from_bytes(whole, "big", signed=True)


def standing(stix_ids: Iterable[str]) -> dict[str, list[Standing]]:
    """Every version of these objects, by identifier, in the order of their positions."""
    return _standing(_BY_ID, list(stix_ids))


def standing_at(positions: Iterable[int]) -> dict[str, list[Standing]]:
    """The versions at these positions, by identifier."""
    return _standing(_AT, list(positions))


def _standing(query: str, wanted: list[Any]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    if not wanted:
        return found
    for row in _fetch(query, wanted):
        found.setdefault(row[0], []).append(Standing(*row))
    for versions in found.values():
        versions.sort(key=lambda version: version.position)
    return found


def _fetch(query: str, wanted: list[Any]) -> list[tuple[Any, ...]]:
    """Rows for one list of parameters, both in PostgreSQL's binary form.

    Written as text, a list of thousands costs more than what is looked up with it.
    """
    with psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(query, [wanted], binary=True).fetchall()


def body(position: int) -> bytes:
    """The JSON of the version at a position."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM intel_objectversion WHERE position = %s", [position])
        return bytes(cursor.fetchone()[0])


def ends(positions: Iterable[int]) -> dict[int, list[str]]:
    """The ends that the records at these positions hang on."""
    found: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, target FROM intel_reference"
            " WHERE position = ANY(%s) AND role = 'end'",
            [list(positions)],
        )
        for position, target in cursor.fetchall():
            found.setdefault(position, []).append(target)
    return found


def hanging_on(targets: Iterable[str], *, only_open: bool = False) -> list[int]:
    """The positions of relationships and sightings that have one of `targets` as an end."""
    query = (
        "SELECT DISTINCT r.position FROM unnest(%b::text[]) AS wanted(id)"
        " JOIN intel_reference r ON r.target = wanted.id WHERE r.role = 'end'"
    )
    if only_open:
        # Few references are open: they are looked for among the targets, not the reverse.
        query += " AND r.open"
    return [row[0] for row in _fetch(query, list(targets))]


def waiting_for_marking(targets: Iterable[str], source: UUID) -> list[int]:
    """The positions of this source's records whose marking definition was unknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT r.position FROM intel_reference r"
            " JOIN intel_objectversion v ON v.position = r.position AND v.source_id = %s"
            " WHERE r.target = ANY(%s) AND r.open AND r.role = 'marking'",
            [source, list(targets)],
        )
        return [row[0] for row in cursor.fetchall()]


def settle(targets: Iterable[str], role: str, positions: Iterable[int] | None = None) -> None:
    """Note that these targets are known now, to the records at `positions` (None: to all)."""
    query = "UPDATE intel_reference SET open = false WHERE target = ANY(%s) AND open AND role = %s"
    parameters: list[Any] = [list(targets), role]
    if positions is not None:
        query += " AND position = ANY(%s)"
        parameters.append(list(positions))
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)


_LENGTH = struct.Struct(">i")
# Rows of binary COPY: the number of fields, then length and bytes of each (PostgreSQL, "COPY",
# binary format). Packed here since one pass over a row costs a third of a general adapter.
_VERSION = struct.Struct(">hiqi")
_MIDDLE = struct.Struct(">iqi16siii")
_FLAGS = struct.Struct(">i?i?i?iqi16si")
_VALUE = struct.Struct(">hiqiqiii")
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"


def add_versions(rows: Iterable[tuple[Standing, Prepared]], *, submission: int) -> None:
    """COPY versions in: what stands where, with the body that goes out."""
    parts: list[bytes] = []
    for at, prepared in rows:
        name, kind = at.stix_id.encode(), at.type.encode()
        title, raw = prepared.title.encode(), prepared.raw
        parts += (
            _VERSION.pack(13, 8, at.position, len(name)),
            name,
            _MIDDLE.pack(8, at.version, 16, at.source.bytes, 4, at.class_id, len(kind)),
            kind,
            _FLAGS.pack(
                1,
                at.latest,
                1,
                prepared.revoked,
                1,
                prepared.container,
                8,
                submission,
                16,
                prepared.digest,
                len(title),
            ),
            title,
            _LENGTH.pack(len(raw)),
            raw,
        )
    _copy(
        "COPY intel_objectversion (position, stix_id, version, source_id, class_id, type, latest,"
        " revoked, container, submission_id, digest, title, body) FROM STDIN (FORMAT BINARY)",
        parts,
    )


def add_values(rows: Iterable[tuple[Standing, Prepared]]) -> None:
    """COPY the values of new versions in."""
    parts: list[bytes] = []
    for at, prepared in rows:
        for kind, value in prepared.values:
            name, text = kind.encode(), value.encode()
            parts += (
                _VALUE.pack(
                    5, 8, value_key(kind, value), 8, at.position, 4, at.class_id, len(name)
                ),
                name,
                _LENGTH.pack(len(text)),
                text,
            )
    _copy(
        "COPY intel_value (key, position, class_id, type, value) FROM STDIN (FORMAT BINARY)", parts
    )


def add_references(rows: Sequence[tuple[str, int, str, bool]]) -> None:
    """COPY references in: (target, position, role, open)."""
    parts: list[bytes] = []
    for target, position, role, unknown in rows:
        name, word = target.encode(), role.encode()
        parts += (
            struct.pack(">hi", 4, len(name)),
            name,
            struct.pack(">iqi", 8, position, len(word)),
            word,
            struct.pack(">i?", 1, unknown),
        )
    _copy("COPY intel_reference (target, position, role, open) FROM STDIN (FORMAT BINARY)", parts)


def _copy(statement: str, parts: list[bytes]) -> None:
    if not parts:
        return
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(b"".join((_HEADER, *parts, _TRAILER)))


def supersede(positions: Iterable[int]) -> None:
    """These versions are no longer the latest of their object."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE intel_objectversion SET latest = false WHERE position = ANY(%s)",
            [list(positions)],
        )


def move(moves: Sequence[Move]) -> None:
    """Give records (position, old class id, new class id) their new class."""
    if not moves:
        return
    positions, new = [m[0] for m in moves], [m[2] for m in moves]
    with connection.cursor() as cursor:
        for table in ("intel_objectversion", "intel_value"):
            cursor.execute(
                f"UPDATE {table} t SET class_id = m.class_id"
                " FROM unnest(%s::bigint[], %s::int[]) AS m(position, class_id)"
                " WHERE t.position = m.position",
                [positions, new],
            )
    by_day: dict[date, Counter[int]] = defaultdict(Counter)
    for position, old, number in moves:
        # Counted where it came in: a move is no arrival.
        arrivals = by_day[_day_of(position)]
        arrivals[old] -= 1
        arrivals[number] += 1
    for day, arrivals in by_day.items():
        count(day, {number: change for number, change in arrivals.items() if change})


def _day_of(position: int) -> date:
    return timezone.localdate(datetime.fromtimestamp(position // 1_000_000, tz=UTC))


def count(day: date, arrivals: dict[int, int]) -> None:
    """Add to the count of records by class and day."""
    if not arrivals:
        return
    numbers = sorted(arrivals)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intel_arrival (class_id, day, count)"
            " SELECT n.class, %s, n.count FROM unnest(%s::int[], %s::int[]) AS n(class, count)"
            " ON CONFLICT (class_id, day) DO UPDATE"
            " SET count = intel_arrival.count + excluded.count",
            [day, numbers, [arrivals[n] for n in numbers]],
        )
