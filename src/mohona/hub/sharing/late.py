# SPDX-License-Identifier: Apache-2.0
"""Late positions: how records that became allowed later still reach a reader, each once.

Two ways lead here. A class becomes allowed to a recipient that has read before: `fill` gives
the older records of the class positions of their own. A record moves from one class to
another: `moved` keeps it where a reader had it, and places it anew where a reader gains it.
Only under the clock lock.

Where a record stands for a reader: at its late position, if that is `settled` or not older
than the grant; else at its own position, if that is not older than the grant; else nowhere,
until it is placed. Whether a reader had it is remembered in two ways: the grant of the class
knows the stretches that were `delivered` while it held; a settled position of a class that is
not allowed was had.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from mohona.hub.common import clock
from mohona.hub.sharing import grants, registry

CHUNK = 20_000

# One stretch of a back-fill: the records of the class that stand nowhere yet.
_TODO = """
    WITH todo AS (
      SELECT v.{position} AS q, coalesce(l.position, v.{position}) AS d,
             coalesce(coalesce(l.position, v.{position}) <@ g.delivered, false) AS had
      FROM sharing_grant g
      JOIN {table} v ON v.{class_id} = g.handling_class_id
        AND v.{position} < g.since AND v.{position} > %(after)s
      LEFT JOIN sharing_lateposition l
        ON l.recipient_id = g.recipient_id AND l.original = v.{position}
      WHERE g.recipient_id = %(recipient)s AND g.handling_class_id = %(class)s
        AND g.active AND g.filling
        AND (l.position IS NULL OR NOT (l.settled OR l.position >= g.since))
      ORDER BY v.{position} LIMIT %(chunk)s)
"""
_COUNT = _TODO + "SELECT count(*), count(*) FILTER (WHERE NOT had), max(q) FROM todo"
# What was had stays where it was; the others get the next of the fresh positions.
_PLACE = (
    _TODO
    + """
    INSERT INTO sharing_lateposition (recipient_id, original, position, settled)
    SELECT %(recipient)s, q,
           CASE WHEN had THEN d
                ELSE %(first)s + %(step)s * (row_number() OVER (PARTITION BY had ORDER BY q) - 1)
           END, had
    FROM todo
    ON CONFLICT (recipient_id, original)
      DO UPDATE SET position = excluded.position, settled = excluded.settled
"""
)


def fill(recipient: UUID, number: int, *, after: int, table: registry.Records) -> int | None:
    """Place one stretch of older records; returns where to go on, None when all is done."""
    names = {"table": table.table, "position": table.position, "class_id": table.class_id}
    parameters: dict[str, Any] = {
        "recipient": recipient,
        "class": number,
        "after": after,
        "chunk": CHUNK,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(**names), parameters)
        count, fresh, last = cursor.fetchone()
        if not count:
            return None
        positions = clock.allocate(fresh)
        parameters |= {"first": positions.first, "step": positions.step}
        cursor.execute(_PLACE.format(**names), parameters)
    _note_readers([recipient])
    return int(last) if count == CHUNK else None


def filled(recipient: UUID, number: int) -> None:
    """Note that nothing is left to place for this grant."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sharing_grant SET filling = false"
            " WHERE recipient_id = %s AND handling_class_id = %s",
            [recipient, number],
        )


_UNSETTLE = f"""
    WITH reached AS ({grants.REACH})
    UPDATE sharing_lateposition l SET settled = false
    FROM unnest(%s::uuid[], %s::int[]) AS e(recipient, class)
    JOIN {{table}} v ON v.{{class_id}} = e.class
    LEFT JOIN reached r ON r.recipient_id = e.recipient
    WHERE l.settled AND l.recipient_id = e.recipient AND l.original = v.{{position}}
      AND (r.reach IS NULL OR l.position > r.reach)
"""


def unsettle(ended: Iterable[grants.Pair]) -> None:
    """Grants that end: what their readers had not reached yet was not had."""
    pairs = sorted(ended)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id FROM sharing_recipient"
            " WHERE has_late AND organisation_id = ANY(%s)",
            [list({p[0] for p in pairs})],
        )
        late = {row[0] for row in cursor.fetchall()}
        pairs = [p for p in pairs if p[0] in late]
        if not pairs:
            return
        for table in registry.all_records():
            query = _UNSETTLE.format(
                table=table.table, position=table.position, class_id=table.class_id
            )
            cursor.execute(query, [list(late), [p[0] for p in pairs], [p[1] for p in pairs]])


_FORGET = """
    UPDATE sharing_lateposition l SET settled = false
    FROM {table} v
    WHERE l.recipient_id = %s AND l.settled AND v.{position} = l.original
      AND NOT EXISTS (SELECT 1 FROM sharing_grant g WHERE g.recipient_id = l.recipient_id
                      AND g.handling_class_id = v.{class_id} AND g.active)
"""


def forget(recipient: UUID) -> None:
    """Forget what was had of records that are not allowed now: a new reader did not have it."""
    with connection.cursor() as cursor:
        for table in registry.all_records():
            cursor.execute(
                _FORGET.format(table=table.table, position=table.position, class_id=table.class_id),
                [recipient],
            )


_MOVED = f"""
    WITH moved AS (
      SELECT * FROM unnest(%(q)s::bigint[], %(a)s::int[], %(b)s::int[]) AS m(q, a, b)),
    reached AS ({grants.REACH.replace("ANY(%s)", "ANY(%(recipients)s)")}),
    readers AS (
      SELECT DISTINCT g.recipient_id, m.q, m.a, m.b
      FROM moved m JOIN sharing_grant g ON g.handling_class_id IN (m.a, m.b)
      JOIN sharing_recipient r
        ON r.organisation_id = g.recipient_id AND r.first_read_at IS NOT NULL),
    placed AS (
      SELECT m.recipient_id, m.q, coalesce(l.position, m.q) AS d, h.reach,
             l.position AS late, coalesce(l.settled, false) AS settled,
             coalesce(o.active, false) AS was_active, coalesce(n.active, false) AS now_active,
             coalesce(o.active AND (l.settled OR coalesce(l.position, m.q) >= o.since), false)
               AS stands,
             o.delivered AS was_delivered, n.delivered AS now_delivered, n.since AS now_since
      FROM readers m
      LEFT JOIN sharing_grant o
        ON o.recipient_id = m.recipient_id AND o.handling_class_id = m.a
      LEFT JOIN sharing_grant n
        ON n.recipient_id = m.recipient_id AND n.handling_class_id = m.b
      LEFT JOIN sharing_lateposition l
        ON l.recipient_id = m.recipient_id AND l.original = m.q
      LEFT JOIN reached h ON h.recipient_id = m.recipient_id),
    seen AS (
      SELECT *, coalesce((settled AND NOT was_active) OR (stands AND d <= reach)
                         OR d <@ was_delivered, false) AS had
      FROM placed),
    chosen AS (
      SELECT recipient_id, q, d,
        CASE WHEN stands AND now_active OR had THEN
               CASE WHEN settled OR (now_active AND d >= now_since) THEN NULL ELSE 'stay' END
             WHEN now_active OR coalesce(d <@ now_delivered, false) THEN 'anew'
             WHEN settled THEN 'forget' END AS what
      FROM seen)
    SELECT recipient_id, q, d, what FROM chosen WHERE what IS NOT NULL ORDER BY recipient_id, q
"""


def moved(moves: Iterable[tuple[int, int, int]]) -> None:
    """Place records that move: (position, old class id, new class id) of each.

    Called before the rows change class, in the same transaction. For each reader of either
    class: what it had, or can still read, stays; what it gains is placed anew; so is what
    would seem to have been delivered under the new class and was not.
    """
    moves = [m for m in moves if m[1] != m[2]]
    if not moves:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT recipient_id FROM sharing_grant WHERE handling_class_id = ANY(%s)",
            [list({number for m in moves for number in m[1:]})],
        )
        recipients = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            _MOVED,
            {
                "q": [m[0] for m in moves],
                "a": [m[1] for m in moves],
                "b": [m[2] for m in moves],
                "recipients": recipients,
            },
        )
        rows = cursor.fetchall()
    anew = clock.allocate(sum(1 for row in rows if row[3] == "anew"))
    used = 0
    placed: list[tuple[UUID, int, int, bool]] = []
    for recipient, original, stood, what in rows:
        if what == "anew":
            placed.append((recipient, original, anew[used], False))
            used += 1
        else:
            placed.append((recipient, original, stood, what == "stay"))
    _write(placed)


def _write(placed: list[tuple[UUID, int, int, bool]]) -> None:
    if not placed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sharing_lateposition (recipient_id, original, position, settled)"
            " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[], %s::bool[])"
            " ON CONFLICT (recipient_id, original)"
            " DO UPDATE SET position = excluded.position, settled = excluded.settled",
            [[p[column] for p in placed] for column in range(4)],
        )
    _note_readers({p[0] for p in placed})


def _note_readers(recipients: Iterable[UUID]) -> None:
    """Note that these recipients have late positions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sharing_recipient SET has_late = true"
            " WHERE organisation_id = ANY(%s) AND NOT has_late",
            [list(recipients)],
        )
