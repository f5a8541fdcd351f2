# SPDX-License-Identifier: Apache-2.0
"""Reading by position: the pages that partners poll (design: release, "Positions").

One statement reads a page and holds the decision inside it. Records stand at their own
position, or at a late one where they became allowed after it had passed. The plan differs
with how much of the store the reader may have; what it shows never does.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from mohona.hub.accounts import queries as accounts
from mohona.hub.sharing import queries as sharing
from mohona.hub.sharing.queries import ReaderState, Sight

# A record costs about this many times an index entry to look at and reject.
REJECT_COST = 2.5
SHARE_AGE = 30.0


@dataclass(frozen=True, slots=True)
class Row:
    """One record as a reader gets it."""

    position: int
    stix_id: str
    version: int
    body: bytes


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
class Page:
    """Rows in the order of their positions, and whether more follow."""

    rows: list[Row]
    more: bool


@dataclass(slots=True)
class _Query:
    """A statement in the making: text and parameters side by side."""

    parts: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, text: str, *parameters: Any) -> None:
        self.parts.append(text)
        self.parameters.extend(parameters)


def page(
    sight: Sight,
    *,
    after: int = 0,
    limit: int = 1000,
    filters: Filters | None = None,
    bodies: bool = True,
) -> Page:
    """The next records after a position. Containers list only what the reader may have."""
    filters = filters or Filters()
    state = sharing.reader_state(sight)
    if not state.classes:
        return Page([], False)
    query = _statement(sight, state, after, limit + 1, filters, bodies)
    with connection.cursor() as cursor:
        cursor.execute("".join(query.parts), query.parameters)
        found = cursor.fetchall()
    more = len(found) > limit
    rows = found[:limit]
    if bodies and any(row[4] for row in rows):
        return Page(_listing_only_permitted(rows, sight), more)
    return Page([Row(row[0], row[1], row[2], bytes(row[3])) for row in rows], more)


def _statement(
    sight: Sight, state: ReaderState, after: int, limit: int, filters: Filters, bodies: bool
) -> _Query:
    conditions, wanted = _conditions(filters)
    body = "v.body" if bodies else "''::bytea"
    columns = f"v.stix_id, v.version, {body} AS body, v.container, v.source_id, v.class_id"
    plain = (
        ""
        if not state.has_late
        else (
            " AND NOT EXISTS (SELECT 1 FROM sharing_lateposition l"
            " WHERE l.recipient_id = %s AND l.original = v.position)"
        )
    )
    plain_parameters = [sight.recipient] if plain else []
    query = _Query()
    query.add("SELECT position, stix_id, version, body, container, source_id, class_id FROM (")
    _direct(query, sight, state, after, limit, filters, columns,
            conditions + plain, [*wanted, *plain_parameters])  # fmt: skip
    if state.newest_since > after + 1:
        _direct_from_since(query, sight, after, limit, columns,
                           conditions + plain, [*wanted, *plain_parameters])  # fmt: skip
    if state.has_late:
        granted, parameters = sharing.granted(sight)
        query.add(
            f" UNION ALL (SELECT l.position, {columns} FROM sharing_lateposition l"
            " JOIN intel_objectversion v ON v.position = l.original"
            f" WHERE l.recipient_id = %s AND l.position > %s AND v.class_id IN ({granted})"
            f"{conditions} ORDER BY l.position LIMIT %s)",
            sight.recipient, after, *parameters, *wanted, limit,
        )  # fmt: skip
    query.add(") page ORDER BY position LIMIT %s", limit)
    return query


def _direct(
    query: _Query,
    sight: Sight,
    state: ReaderState,
    after: int,
    limit: int,
    filters: Filters,
    columns: str,
    conditions: str,
    wanted: list[Any],
) -> None:
    """Classes that hold for the whole stretch after the cursor."""
    granted, parameters = sharing.granted(sight, f"g.since <= {int(after) + 1}")
    if filters.ids:
        query.add(
            f"(SELECT v.position, {columns} FROM intel_objectversion v"
            f" WHERE v.position > %s AND v.class_id IN ({granted}){conditions}"
            " ORDER BY v.position LIMIT %s)",
            after, *parameters, *wanted, limit,
        )  # fmt: skip
    elif _is_dense(sight, state, limit):
        # "+ 0" keeps the planner on the index of positions, which is in the right order.
        query.add(
            f"(SELECT v.position, {columns} FROM intel_objectversion v"
            f" WHERE v.position > %s AND v.class_id + 0 = ANY(ARRAY({granted})){conditions}"
            " ORDER BY v.position LIMIT %s)",
            after, *parameters, *wanted, limit,
        )  # fmt: skip
    else:
        query.add(
            f"(SELECT v.position, {columns} FROM ("
            f" SELECT n.position FROM ({granted}) AS c(id) CROSS JOIN LATERAL ("
            "   SELECT v.position FROM intel_objectversion v"
            f"  WHERE v.class_id = c.id AND v.position > %s{conditions}"
            "   ORDER BY v.position LIMIT %s) n ORDER BY n.position LIMIT %s) AS chosen"
            " JOIN intel_objectversion v ON v.position = chosen.position"
            " ORDER BY v.position)",
            *parameters, after, *wanted, limit, limit,
        )  # fmt: skip


def _direct_from_since(
    query: _Query,
    sight: Sight,
    after: int,
    limit: int,
    columns: str,
    conditions: str,
    wanted: list[Any],
) -> None:
    """Classes that became allowed behind the cursor: their own positions count from there."""
    granted, parameters = sharing.granted(sight, f"g.since > {int(after) + 1}")
    granted = granted.replace("SELECT g.handling_class_id", "SELECT g.handling_class_id, g.since")
    query.add(
        f" UNION ALL (SELECT n.* FROM ({granted}) AS c(id, since) CROSS JOIN LATERAL ("
        f"   SELECT v.position, {columns} FROM intel_objectversion v"
        f"   WHERE v.class_id = c.id AND v.position >= c.since{conditions}"
        "    ORDER BY v.position LIMIT %s) n ORDER BY n.position LIMIT %s)",
        *parameters, *wanted, limit, limit,
    )  # fmt: skip


def _conditions(filters: Filters) -> tuple[str, list[Any]]:
    """SQL for the filters of TAXII 2.1 section 3.4.1; without a version the last one counts."""
    text, parameters = "", []
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
        choices.append(
            "NOT EXISTS (SELECT 1 FROM intel_objectversion o WHERE o.stix_id = v.stix_id"
            " AND o.source_id = v.source_id AND o.version < v.version)"
        )
    if filters.times:
        choices.append("v.version = ANY(%s)")
        parameters.append(list(filters.times))
    return f"{text} AND ({' OR '.join(choices)})", parameters


def _is_dense(sight: Sight, state: ReaderState, limit: int) -> bool:
    """Whether walking all positions and rejecting is cheaper than merging class by class."""
    mine, everything = _share(state)
    if not everything or not mine:
        return False
    walking = limit / (mine / everything) * REJECT_COST
    merging = min(limit * len(state.classes), mine)
    return walking <= merging


_counts: tuple[float, dict[int, int]] = (0.0, {})


def _share(state: ReaderState) -> tuple[int, int]:
    """How many records the reader may have, and how many there are; half a minute old at most."""
    global _counts
    if time.monotonic() - _counts[0] > SHARE_AGE:
        with connection.cursor() as cursor:
            cursor.execute("SELECT class_id, sum(count) FROM intel_arrival GROUP BY class_id")
            _counts = (time.monotonic(), dict(cursor.fetchall()))
    counts = _counts[1]
    return int(sum(counts.get(n, 0) for n in state.classes)), int(sum(counts.values()))


def _listing_only_permitted(rows: Sequence[tuple[Any, ...]], sight: Sight) -> list[Row]:
    """Containers rewritten for this reader; everything else as it came."""
    givers = givers_of({row[6] for row in rows if row[4]})
    recipient = str(sight.recipient)
    foreign = {row[0] for row in rows if row[4] and recipient not in givers.get(row[6], ())}
    bodies = {row[0]: bytes(row[3]) for row in rows if row[0] in foreign}
    cut = dict(zip(bodies, cut_lists(list(bodies.values()), sight), strict=True))
    return [
        Row(row[0], row[1], row[2], cut[row[0]] if row[0] in foreign else bytes(row[3]))
        for row in rows
    ]


def givers_of(class_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Who gave the records of these classes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, ARRAY(SELECT jsonb_array_elements_text(handling->'givers'))"
            " FROM sharing_handlingclass WHERE id = ANY(%s)",
            [list(class_ids)],
        )
        return {number: frozenset(givers) for number, givers in cursor.fetchall()}


def cut_lists(bodies: Sequence[bytes], sight: Sight) -> list[bytes]:
    """Containers without the references that the reader may not have (release, step 2).

    A list may not be empty in STIX 2.1 (section 2.10), so a container of which nothing is left
    lists the hub's own identity, which everybody may know.
    """
    records = [orjson.loads(body) for body in bodies]
    names = {name for record in records for name in record.get("object_refs", ())}
    permitted = permitted_ids(names, sight)
    cut = []
    for body, record in zip(bodies, records, strict=True):
        listed = record.get("object_refs", ())
        left = [name for name in listed if name in permitted]
        if len(left) == len(listed):
            cut.append(body)
            continue
        record["object_refs"] = left or [hub_identity()]
        cut.append(orjson.dumps(record))
    return cut


def permitted_ids(names: Iterable[str], sight: Sight) -> set[str]:
    """Those of the identifiers of which the reader may have some version."""
    wanted = list(set(names))
    if not wanted:
        return set()
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT v.stix_id FROM intel_objectversion v"
            f" WHERE v.stix_id = ANY(%s) AND v.class_id IN ({granted})",
            [wanted, *parameters],
        )
        return {row[0] for row in cursor.fetchall()}


def hub_identity() -> str:
    """The STIX identifier under which the hub itself is known."""
    operator = accounts.operator()
    return f"identity--{operator.id if operator else UUID(int=0)}"
