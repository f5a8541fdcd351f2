# SPDX-License-Identifier: Apache-2.0
"""Late positions: how records that became allowed later still reach a reader, each once.

Two ways lead here. A class becomes allowed to a recipient that has read before: `fill` gives
the older records of the class positions of their own. A record moves from one class to
another: `moved` keeps it where a reader had it, and places it anew where a reader gains it.
Only under the clock lock.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from mohona.hub.common import clock
from mohona.hub.sharing import grants, registry

CHUNK = 20_000

# One stretch of a back-fill. Delivered before, in an earlier time of the grant: stays where it
# was. Else: the next of the fresh positions.
_FILL = """
    WITH todo AS (
      SELECT v.{position} AS q, l.position AS d, coalesce(l.position, v.{position}) <@ g.delivered AS had
      FROM sharing_grant g
      JOIN {table} v ON v.{class_id} = g.handling_class_id
        AND v.{position} < g.since AND v.{position} > %(after)s
      LEFT JOIN sharing_lateposition l ON l.recipient_id = g.recipient_id AND l.original = v.{position}
      WHERE g.recipient_id = %(recipient)s AND g.handling_class_id = %(class)s
        AND g.active AND g.filling
      ORDER BY v.{position} LIMIT %(chunk)s),
    placed AS (
      SELECT q, CASE WHEN had THEN q
                     ELSE %(first)s - 1 + row_number() OVER (PARTITION BY had ORDER BY q) END AS p
      FROM (SELECT q, d, coalesce(had, false) AS had, d IS NOT NULL AND d > %(since)s AS fresh FROM todo) t
      WHERE NOT (fresh OR (had AND d IS NOT NULL))),
    written AS (
      INSERT INTO sharing_lateposition (recipient_id, original, position)
      SELECT %(recipient)s, q, p FROM placed
      ON CONFLICT (recipient_id, original) DO UPDATE SET position = excluded.position)
    SELECT count(*), max(q) FROM todo
"""


def fill(recipient: UUID, number: int, *, after: int, table: registry.Records) -> int | None:
    """Place one stretch of older records; returns where to go on, None when all is done."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT since FROM sharing_grant WHERE recipient_id = %s AND handling_class_id = %s"
            " AND active AND filling",
            [recipient, number],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        first = clock.allocate(CHUNK).first
        query = _FILL.format(table=table.table, position=table.position, class_id=table.class_id)
        cursor.execute(
            query,
            {
                "recipient": recipient,
                "class": number,
                "after": after,
                "chunk": CHUNK,
                "first": first,
                "since": row[0],
            },
        )
        count, last = cursor.fetchone()
        cursor.execute(
            "UPDATE sharing_recipient SET has_late = true WHERE organisation_id = %s"
            " AND NOT has_late",
            [recipient],
        )
    return last if count == CHUNK else None


def filled(recipient: UUID, number: int) -> None:
    """Note that nothing is left to place for this grant."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sharing_grant SET filling = false"
            " WHERE recipient_id = %s AND handling_class_id = %s",
            [recipient, number],
        )


# For each record that moves from class `a` to class `b` and each reader that has, or had, a
# grant on `b`: where it stood for the reader (d), whether the reader keeps that place, and
# where it would stand by default under `b`.
_MOVED = f"""
    WITH moved AS (SELECT * FROM unnest(%(q)s::bigint[], %(a)s::int[], %(b)s::int[]) AS m(q, a, b)),
    reached AS ({grants.REACH.replace("ANY(%s)", "ANY(%(recipients)s)")}),
    seen AS (
      SELECT g.recipient_id AS recipient, m.q, g.active AS now_active, g.since AS now_since,
             coalesce(l.position, CASE WHEN o.recipient_id IS NOT NULL AND m.q >= o.since
                                       THEN m.q END) AS d,
             l.position AS late, o.active AS was_active, o.delivered AS was_delivered, h.reach
      FROM moved m
      JOIN sharing_grant g ON g.handling_class_id = m.b
      JOIN sharing_recipient r ON r.organisation_id = g.recipient_id AND r.first_read_at IS NOT NULL
      LEFT JOIN sharing_grant o ON o.handling_class_id = m.a AND o.recipient_id = g.recipient_id
      LEFT JOIN sharing_lateposition l ON l.recipient_id = g.recipient_id AND l.original = m.q
      LEFT JOIN reached h ON h.recipient_id = g.recipient_id)
    SELECT recipient, q, keep, d, late FROM (
      SELECT *, coalesce(CASE WHEN d IS NULL THEN false
                     WHEN was_active AND now_active THEN true
                     WHEN was_active THEN d <= reach
                     ELSE coalesce(d <@ was_delivered, false) END, false) AS keep
      FROM seen) s
    WHERE NOT (keep AND (late IS NOT NULL OR (now_active AND q >= now_since)))
    ORDER BY recipient, q
"""


def moved(moves: Iterable[tuple[int, int, int]]) -> None:
    """Place records that move: (position, old class id, new class id) of each.

    Called before the rows change class, in the same transaction.
    """
    moves = [m for m in moves if m[1] != m[2]]
    if not moves:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT recipient_id FROM sharing_grant WHERE handling_class_id = ANY(%s)",
            [list({m[2] for m in moves})],
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
        fresh = clock.allocate(sum(1 for row in rows if not row[2]))
        placed: list[tuple[UUID, int, int]] = []
        used = 0
        for recipient, original, keep, stood, _late in rows:
            if keep:
                placed.append((recipient, original, stood))
            else:
                placed.append((recipient, original, fresh[used]))
                used += 1
        _write(placed)


def _write(placed: list[tuple[UUID, int, int]]) -> None:
    if not placed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sharing_lateposition (recipient_id, original, position)"
            " SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[])"
            " ON CONFLICT (recipient_id, original) DO UPDATE SET position = excluded.position",
            [[p[0] for p in placed], [p[1] for p in placed], [p[2] for p in placed]],
        )
        cursor.execute(
            "UPDATE sharing_recipient SET has_late = true"
            " WHERE organisation_id = ANY(%s) AND NOT has_late",
            [list({p[0] for p in placed})],
        )
