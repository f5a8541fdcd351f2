# SPDX-License-Identifier: Apache-2.0
"""Interning of handling classes: one small integer for each distinct class.

Everything that writes here holds the clock row, so two writers never intern the same class.
"""

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection

from mohona.hub.sharing.models import HandlingClass as Row
from mohona.release.handling import Handling, HandlingClass

_ADD = """
    INSERT INTO sharing_handlingclass (digest, handling, bounds, tlp, kind, source_id, sectors)
    VALUES (%s, %s::jsonb, %s, %s, %s, %s, %s) RETURNING id
"""


def find(wanted: Iterable[HandlingClass]) -> dict[HandlingClass, int]:
    """The ids of those classes that are interned already."""
    digests = {c.digest(): c for c in wanted}
    if not digests:
        return {}
    rows = Row.objects.filter(digest__in=list(digests)).values_list("digest", "id")
    return {digests[bytes(digest)]: number for digest, number in rows}


def load(ids: Iterable[int]) -> dict[int, HandlingClass]:
    """The classes with these ids, bounds included."""
    wanted = set(ids)
    rows = {row.id: row for row in Row.objects.filter(id__in=wanted)}
    more = {bound for row in rows.values() for bound in row.bounds} - rows.keys()
    rows |= {row.id: row for row in Row.objects.filter(id__in=more)}
    return {number: _read(rows[number], rows) for number in wanted if number in rows}


def load_all() -> dict[int, HandlingClass]:
    """Every class of the hub: a few thousand."""
    rows = Row.objects.values_list("id", "handling", "bounds")
    owns = {number: Handling.from_data(data) for number, data, _bounds in rows}
    return {
        number: HandlingClass(owns[number], frozenset(owns[bound] for bound in bounds))
        for number, _data, bounds in rows
    }


def _read(row: Row, rows: Mapping[int, Row]) -> HandlingClass:
    bounds = frozenset(Handling.from_data(rows[b].handling) for b in row.bounds)
    return HandlingClass(Handling.from_data(row.handling), bounds)


def add(new: Iterable[HandlingClass]) -> dict[HandlingClass, int]:
    """Intern `new` and the plain classes of their bounds; returns the ids of all added.

    Only under the clock lock; the caller decides about what was added in the same transaction.
    """
    new = list(new)
    plain = {HandlingClass(bound) for c in new for bound in c.bounds}
    known = find([*plain, *new])
    added: dict[HandlingClass, int] = {}
    with connection.cursor() as cursor:
        for record in sorted({*plain, *new} - known.keys(), key=lambda c: len(c.bounds)):
            bounds = [HandlingClass(bound) for bound in record.bounds]
            numbers = sorted(known.get(b) or added[b] for b in bounds)
            own = record.own
            cursor.execute(
                _ADD,
                [
                    record.digest(),
                    json.dumps(own.as_data()),
                    numbers,
                    own.tlp,
                    own.kind,
                    UUID(own.source) if own.source else None,
                    sorted(own.sectors),
                ],
            )
            (added[record],) = cursor.fetchone()
    return added
