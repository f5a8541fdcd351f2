# SPDX-License-Identifier: Apache-2.0
"""Turning verdicts into grants: what is newly permitted, what ends, from which position.

Only `actions` of this room call these, under the clock lock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from mohona.release import engine as release
from mohona.release.handling import Handling, HandlingClass

Pair = tuple[UUID, int]
# Separates policy ids in one text, since PostgreSQL has no arrays of arrays of unequal length.
_SEPARATOR = " "


@dataclass(frozen=True, slots=True)
class Change:
    """Pairs (recipient, class id) that become permitted, with the policies; and that end."""

    permits: Mapping[Pair, tuple[str, ...]]
    ends: frozenset[Pair]

    def __bool__(self) -> bool:
        return bool(self.permits or self.ends)


def permitted(
    recipient: str, record: HandlingClass, verdicts: Mapping[Handling, release.Verdict]
) -> tuple[str, ...] | None:
    """The policies that permit the class to the recipient; None when it is denied."""
    if not release.permits(verdicts, record, recipient):
        return None
    names = set(verdicts[record.own].policies)
    if recipient not in record.own.givers:
        for bound in record.bounds:
            names.update(verdicts[bound].policies)
    return tuple(sorted(names))


def answers(
    engine: release.Engine, records: Mapping[int, HandlingClass], recipients: Iterable[str]
) -> dict[Pair, tuple[str, ...]]:
    """All permits among `recipients` × `records`, decided afresh."""
    handlings = list({h for c in records.values() for h in (c.own, *c.bounds)})
    places = {handling: place for place, handling in enumerate(handlings)}
    # Without bounds the verdict about the own handling is the answer; most classes have none.
    plain = [(number, places[c.own]) for number, c in records.items() if not c.bounds]
    bounded = [(number, c) for number, c in records.items() if c.bounds]
    found: dict[Pair, tuple[str, ...]] = {}
    for recipient, verdicts in engine.decide_all(handlings, recipients).items():
        identity = UUID(recipient)
        for number, place in plain:
            if verdicts[place].permit:
                found[identity, number] = verdicts[place].policies
        if bounded:
            table = dict(zip(handlings, verdicts, strict=True))
            for number, record in bounded:
                policies = permitted(recipient, record, table)
                if policies is not None:
                    found[identity, number] = policies
    return found


def active(recipients: Sequence[UUID], records: Sequence[int] | None) -> set[Pair]:
    """The grants that stand now among these recipients (and classes; None: all)."""
    query = (
        "SELECT recipient_id, handling_class_id FROM sharing_grant"
        " WHERE active AND recipient_id = ANY(%s)"
    )
    parameters: list[Any] = [list(recipients)]
    if records is not None:
        query += " AND handling_class_id = ANY(%s)"
        parameters.append(list(records))
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return {(recipient, number) for recipient, number in cursor.fetchall()}


def worded(recipients: Sequence[UUID], records: Sequence[int] | None) -> dict[Pair, str]:
    """The same grants with the ids of the policies that determined them, in one text."""
    query = (
        "SELECT recipient_id, handling_class_id, array_to_string(policies, ' ')"
        " FROM sharing_grant WHERE active AND recipient_id = ANY(%s)"
    )
    parameters: list[Any] = [list(recipients)]
    if records is not None:
        query += " AND handling_class_id = ANY(%s)"
        parameters.append(list(records))
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return {(recipient, number): names for recipient, number, names in cursor.fetchall()}


_PERMIT = """
    INSERT INTO sharing_grant AS g
      (recipient_id, handling_class_id, since, active, decided_at, filling, policies)
    SELECT n.recipient, n.class,
           CASE WHEN r.first_read_at IS NULL THEN 0 ELSE n.since END,
           true, now(), r.first_read_at IS NOT NULL AND n.since > 0,
           string_to_array(n.policies, ' ')
    FROM unnest(%s::uuid[], %s::int[], %s::text[], %s::bigint[])
      AS n(recipient, class, policies, since)
    JOIN sharing_recipient r ON r.organisation_id = n.recipient
    ON CONFLICT (recipient_id, handling_class_id) DO UPDATE
      SET active = true, since = excluded.since, filling = excluded.filling,
          decided_at = excluded.decided_at, policies = excluded.policies
    RETURNING recipient_id, handling_class_id, filling
"""


def permit(permits: Mapping[Pair, tuple[str, ...]], *, since: int) -> list[Pair]:
    """Write the grants; returns those whose older records need late positions.

    since: the first position not given out yet, or 0 for classes without records.
    A recipient that has never read gets its grants from position 0.
    """
    if not permits:
        return []
    pairs = _ordered(permits)
    parameters: list[Any] = [
        [p[0] for p in pairs],
        [p[1] for p in pairs],
        [_SEPARATOR.join(permits[p]) for p in pairs],
        [since] * len(pairs),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_PERMIT, parameters)
        return [(recipient, number) for recipient, number, filling in cursor.fetchall() if filling]


def waiting(limit: int) -> list[Pair]:
    """Grants whose older records still need late positions, at most `limit`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recipient_id, handling_class_id FROM sharing_grant"
            " WHERE active AND filling ORDER BY handling_class_id LIMIT %s",
            [limit],
        )
        return [(recipient, number) for recipient, number in cursor.fetchall()]


# A reader is a key on a collection. Only sequential reads say that everything before was had;
# with several readers the one that is behind counts: a repeat is harmless, a gap is a loss.
REACH = """
    SELECT recipient_id, min(reach) AS reach FROM (
      SELECT recipient_id, key_id, collection, max(last) AS reach FROM sharing_delivery
      WHERE sequential AND recipient_id = ANY(%s)
      GROUP BY recipient_id, key_id, collection) readers
    GROUP BY recipient_id
"""

_END = f"""
    WITH reached AS ({REACH})
    UPDATE sharing_grant g
    SET active = false, filling = false, decided_at = now(), policies = '{{}}',
        delivered = coalesce(g.delivered, '{{}}'::int8multirange) +
          CASE WHEN r.reach >= g.since THEN int8multirange(int8range(g.since, r.reach, '[]'))
               ELSE '{{}}'::int8multirange END
    FROM unnest(%s::uuid[], %s::int[]) AS e(recipient, class)
    LEFT JOIN reached r ON r.recipient_id = e.recipient
    WHERE g.recipient_id = e.recipient AND g.handling_class_id = e.class AND g.active
"""


def end(pairs: Iterable[Pair]) -> None:
    """End grants at once, remembering up to where each reader had read."""
    ended = _ordered(pairs)
    if not ended:
        return
    recipients = sorted({p[0] for p in ended})
    with connection.cursor() as cursor:
        cursor.execute(_END, [recipients, [p[0] for p in ended], [p[1] for p in ended]])


def forget(recipient: UUID) -> None:
    """Forget what was delivered in earlier times of grants: a new reader did not have it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sharing_grant SET delivered = NULL"
            " WHERE recipient_id = %s AND delivered IS NOT NULL",
            [recipient],
        )


def _ordered(pairs: Iterable[Pair]) -> list[Pair]:
    """In PostgreSQL's order. A UUID compares itself in Python, its number does not."""
    return sorted(pairs, key=lambda pair: (pair[0].int, pair[1]))


_REWORD = """
    UPDATE sharing_grant g SET policies = string_to_array(n.policies, ' ')
    FROM unnest(%s::uuid[], %s::int[], %s::text[]) AS n(recipient, class, policies)
    WHERE g.recipient_id = n.recipient AND g.handling_class_id = n.class
"""


def reword(standing: Mapping[Pair, str], wanted: Mapping[Pair, tuple[str, ...]]) -> None:
    """Note other determining policies on grants that stand as before."""
    changed = {}
    for pair, names in standing.items():
        policies = wanted.get(pair)
        if policies is not None and (text := _SEPARATOR.join(policies)) != names:
            changed[pair] = text
    if not changed:
        return
    pairs = _ordered(changed)
    with connection.cursor() as cursor:
        cursor.execute(
            _REWORD, [[p[0] for p in pairs], [p[1] for p in pairs], [changed[p] for p in pairs]]
        )
