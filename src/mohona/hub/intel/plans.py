# SPDX-License-Identifier: Apache-2.0

"""The statement that reads a page by position, and the choice of its plan.

Records stand at their own position, or at a late one where they became allowed after it had
passed (design: release, "Positions"). The decision is inside the statement. The plan differs
with how much of the store the reader may have; what it shows never does.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from mohona.hub.sharing import queries as sharing
from mohona.hub.sharing.queries import Sight

# What it costs to look at a record and reject it, and to find one by its position, when taking
# the next one in order costs 1.
REJECT_COST = 2.5
FIND_COST = 2.0
SHARE_AGE = 30.0
_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks for; empty means everything. versions: see TAXII 2.1 section 3.4.1."""

    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    times: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.ids or self.types or self.versions or self.times)


@dataclass(slots=True)
class Query:
    """A statement in the making: text and parameters side by side."""

    parts: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, text: str, *parameters: Any) -> None:
        self.parts.append(text)
        self.parameters.extend(parameters)

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(slots=True)
class _Wanted:
    """What each arm of the statement is made of."""

    sight: Sight
    after: int
    limit: int
    filters: Filters
    columns: str
    conditions: str
    parameters: list[Any]


def statement(
    sight: Sight,
    *,
    has_late: bool,
    after: int,
    limit: int,
    filters: Filters,
    bodies: bool = True,
    bare: bool = False,
) -> Query:
    """Reads (position, stix_id, version, body, container, source_id, class_id), in order.

    has_late: whether the reader has late positions (`sharing.reader_state`). bare: only
    (position, body, container).
    """
    conditions, parameters = _conditions(filters, sight)
    body = "v.body" if bodies else "''::bytea"
    columns = f"v.stix_id, v.version, {body} AS body, v.container, v.source_id, v.class_id"
    names = "position, stix_id, version, body, container, source_id, class_id"
    if bare:
        columns, names = "v.body, v.container", "position, body, container"
    late = _Wanted(sight, after, int(limit), filters, columns, conditions, parameters)
    own = late
    if has_late:
        elsewhere = (
            " AND NOT EXISTS (SELECT 1 FROM sharing_lateposition l"
            " WHERE l.recipient_id = %s AND l.original = v.position)"
        )
        own = _Wanted(sight, after, int(limit), filters, columns,
                      conditions + elsewhere, [*parameters, sight.recipient])  # fmt: skip
    query = Query()
    query.add(f"SELECT {names} FROM (")
    _direct(query, own)
    _direct_from_since(query, own)
    if has_late:
        _late(query, late)
    query.add(f") found ORDER BY position LIMIT {int(limit)}")
    return query


def _direct(query: Query, wanted: _Wanted) -> None:
    """Classes that hold for the whole stretch after the cursor."""
    granted, parameters = sharing.granted(wanted.sight, "g.since <= %s")
    parameters = [*parameters, wanted.after + 1]
    columns, conditions, limit = wanted.columns, wanted.conditions, wanted.limit
    if wanted.filters.ids:
        query.add(
            f"(SELECT v.position, {columns} FROM intel_objectversion v"
            f" WHERE v.position > %s AND v.class_id IN ({granted}){conditions}"
            f" ORDER BY v.position LIMIT {limit})",
            wanted.after, *parameters, *wanted.parameters,
        )  # fmt: skip
    elif _is_dense(wanted.sight, limit):
        # "IS TRUE" keeps the planner on the index of positions, which is in the right order, and
        # makes it look classes up in a hash table; an array would be searched from its start.
        query.add(
            f"(SELECT v.position, {columns} FROM intel_objectversion v"
            f" WHERE v.position > %s AND (v.class_id IN ({granted})) IS TRUE{conditions}"
            f" ORDER BY v.position LIMIT {limit})",
            wanted.after, *parameters, *wanted.parameters,
        )  # fmt: skip
    else:
        query.add(
            f"(SELECT v.position, {columns} FROM ("
            f" SELECT n.position FROM ({granted}) AS c(id) CROSS JOIN LATERAL ("
            "   SELECT v.position FROM intel_objectversion v"
            f"  WHERE v.class_id = c.id AND v.position > %s{conditions}"
            f"  ORDER BY v.position LIMIT {limit}) n ORDER BY n.position LIMIT {limit}) AS chosen"
            " JOIN intel_objectversion v ON v.position = chosen.position"
            " ORDER BY v.position)",
            *parameters, wanted.after, *wanted.parameters,
        )  # fmt: skip


def _direct_from_since(query: Query, wanted: _Wanted) -> None:
    """Classes that became allowed behind the cursor: their own positions count from there.

    Always part of the statement: were it left out because there was no such class a moment
    ago, a class granted in that moment could be passed over.
    """
    granted, parameters = sharing.granted(wanted.sight, "g.since > %s")
    granted = granted.replace("SELECT g.handling_class_id", "SELECT g.handling_class_id, g.since")
    query.add(
        f" UNION ALL (SELECT n.* FROM ({granted}) AS c(id, since) CROSS JOIN LATERAL ("
        f"   SELECT v.position, {wanted.columns} FROM intel_objectversion v"
        f"   WHERE v.class_id = c.id AND v.position >= c.since{wanted.conditions}"
        f"   ORDER BY v.position LIMIT {wanted.limit}) n"
        f" ORDER BY n.position LIMIT {wanted.limit})",
        *parameters, wanted.after + 1, *wanted.parameters,
    )  # fmt: skip


def _late(query: Query, wanted: _Wanted) -> None:
    """Records that this reader reads at a position of their own."""
    granted, parameters = sharing.granted(wanted.sight)
    query.add(
        f" UNION ALL (SELECT l.position, {wanted.columns} FROM sharing_lateposition l"
        " JOIN intel_objectversion v ON v.position = l.original"
        " JOIN sharing_grant s ON s.recipient_id = l.recipient_id"
        "  AND s.handling_class_id = v.class_id AND (l.settled OR l.position >= s.since)"
        f" WHERE l.recipient_id = %s AND l.position > %s AND v.class_id IN ({granted})"
        f"{wanted.conditions} ORDER BY l.position LIMIT {wanted.limit})",
        wanted.sight.recipient, wanted.after, *parameters, *wanted.parameters,
    )  # fmt: skip


def _conditions(filters: Filters, sight: Sight) -> tuple[str, list[Any]]:
    """SQL for the filters of TAXII 2.1 section 3.4.1; without a version the last one counts.

    The first version is the first that the reader may have: a hidden older one shows in nothing.
    """
    text = ""
    parameters: list[Any] = []
    if filters.ids:
        text += " AND v.stix_id = ANY(%s)"
        parameters.append(list(filters.ids))
    if filters.types:
        text += " AND v.type = ANY(%s)"
        parameters.append(list(filters.types))
    if "all" in filters.versions:
        return text, parameters
    choices = []
    if "last" in filters.versions or not (filters.versions or filters.times):
        choices.append("v.latest")
    if "first" in filters.versions:
        granted, seen = sharing.granted(sight)
        choices.append(
            "NOT EXISTS (SELECT 1 FROM intel_objectversion o WHERE o.stix_id = v.stix_id"
            " AND o.source_id = v.source_id AND o.version < v.version"
            f" AND o.class_id IN ({granted}))"
        )
        parameters += seen
    if filters.times:
        choices.append("v.version = ANY(%s)")
        parameters.append(list(filters.times))
    return f"{text} AND ({' OR '.join(choices)})", parameters


def _is_dense(sight: Sight, limit: int) -> bool:
    """Whether walking all positions and rejecting is cheaper than merging class by class."""
    share = _share(sight)
    if not share.everything or not share.mine:
        return False
    walking = limit * (1 + (share.everything / share.mine - 1) * REJECT_COST)
    merging = min(limit * share.classes, share.mine) + limit * FIND_COST
    return walking <= merging


@dataclass(frozen=True, slots=True)
class _Share:
    """How many records a reader may have, in how many classes, and how many there are."""

    at: float
    mine: int
    everything: int
    classes: int


_shares: dict[object, _Share] = {}


def _share(sight: Sight) -> _Share:
    """Counted anew after half a minute; only the plan depends on it."""
    key = (
        sight.recipient,
        sight.viewer,
        sight.given,
        tuple((name, *values) for name, values in sorted(sight.choice.items())),
    )
    known = _shares.get(key)
    now = time.monotonic()
    if known is not None and now - known.at < SHARE_AGE:
        return known
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(a.count) FILTER (WHERE m.id IS NOT NULL), 0),"
            " coalesce(sum(a.count), 0), count(DISTINCT m.id)"
            f" FROM intel_arrival a LEFT JOIN ({granted}) AS m(id) ON m.id = a.class_id",
            parameters,
        )
        mine, everything, classes = cursor.fetchone()
    if len(_shares) >= _REMEMBERED:
        _shares.clear()
    _shares[key] = share = _Share(now, int(mine), int(everything), int(classes))
    return share
