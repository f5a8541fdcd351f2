# SPDX-License-Identifier: Apache-2.0
"""The SQL of the store: what stands, and how rows come in by binary COPY.

Only `commit.py` and the actions of this room call it, under the clock lock. Each function is
one statement or one COPY; what they mean together is told there.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

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


_STANDING = (
    "SELECT stix_id, version, source_id, position, class_id, latest, digest, type"
    " FROM intel_objectversion WHERE "
)


def value_key(kind: str, value: str) -> int:
    """The signed 64-bit key under which a value is found; equal keys are compared in full."""
    whole = hashlib.blake2b(f"{kind}\x00{value}".encode(), digest_size=8).digest()
    return int.from_bytes(whole, "big", signed=True)


def standing(stix_ids: Iterable[str]) -> dict[str, list[Standing]]:
    """Every version of these objects, by identifier, in the order of their positions."""
    return _standing("stix_id = ANY(%s) ORDER BY position", [list(stix_ids)])


def standing_at(positions: Iterable[int]) -> dict[str, list[Standing]]:
    """The versions at these positions, by identifier."""
    return _standing("position = ANY(%s) ORDER BY position", [list(positions)])


def _standing(where: str, parameters: list[Any]) -> dict[str, list[Standing]]:
    found: dict[str, list[Standing]] = {}
    if not parameters[0]:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_STANDING + where, parameters)
        for row in cursor.fetchall():
            found.setdefault(row[0], []).append(Standing(*row[:6], bytes(row[6]), row[7]))
    return found


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
    query = "SELECT DISTINCT position FROM intel_reference WHERE target = ANY(%s) AND role = 'end'"
    if only_open:
        query += " AND open"
    with connection.cursor() as cursor:
        cursor.execute(query, [list(targets)])
        return [row[0] for row in cursor.fetchall()]


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


def settle(targets: Iterable[str], role: str) -> None:
    """Note that these targets are known now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE intel_reference SET open = false WHERE target = ANY(%s) AND open AND role = %s",
            [list(targets), role],
        )


def add_versions(rows: Sequence[tuple[Any, ...]]) -> None:
    """COPY versions; columns as listed."""
    _copy(
        "COPY intel_objectversion (position, stix_id, version, source_id, class_id, type, latest,"
        " revoked, container, submission_id, digest, title, body) FROM STDIN (FORMAT BINARY)",
        [
            "int8",
            "text",
            "int8",
            "uuid",
            "int4",
            "text",
            "bool",
            "bool",
            "bool",
            "int8",
            "bytea",
            "text",
            "bytea",
        ],
        rows,
    )


def add_values(rows: Sequence[tuple[Any, ...]]) -> None:
    """COPY values; columns as listed."""
    _copy(
        "COPY intel_value (key, position, class_id, type, value) FROM STDIN (FORMAT BINARY)",
        ["int8", "int8", "int4", "text", "text"],
        rows,
    )


def add_references(rows: Sequence[tuple[Any, ...]]) -> None:
    """COPY references; columns as listed."""
    _copy(
        "COPY intel_reference (target, position, role, open) FROM STDIN (FORMAT BINARY)",
        ["text", "int8", "text", "bool"],
        rows,
    )


def _copy(statement: str, types: list[str], rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        write = copy.write_row
        for row in rows:
            write(row)


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
                f"UPDATE {table} t SET class_id = m.class_id"  # noqa: S608 - two constants
                " FROM unnest(%s::bigint[], %s::int[]) AS m(position, class_id)"
                " WHERE t.position = m.position",
                [positions, new],
            )
        today = timezone.localdate()
        count(today, {number: new.count(number) for number in set(new)})
        old = [m[1] for m in moves]
        count(today, {number: -old.count(number) for number in set(old)})


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
