# SPDX-License-Identifier: Apache-2.0

"""Reading by position: the pages that partners poll (design: release, "Positions").

`joined` is the quick way: bodies are joined as they are stored and no record is looked into.
`page` gives the records one by one. (Joining them in the database costs it more than sending
them one by one: measured, 2.2 against 1.0 ms of its time for 1,000 records.)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from mohona.hub.accounts import queries as accounts
from mohona.hub.common import quick
from mohona.hub.intel import plans
from mohona.hub.intel.plans import Filters, Query
from mohona.hub.sharing import queries as sharing
from mohona.hub.sharing.queries import Sight

__all__ = ["Filters", "Joined", "Page", "Row", "cut_lists", "joined", "page"]

# Bodies of one answer (bytes); a page of large records ends before its limit.
MOST_BYTES = 32 * 1024 * 1024
# Limits whose statement the database keeps prepared; others would push these out.
_USUAL = frozenset({50, 100, 500, 1000, 2000, 5000, 10_000})


@dataclass(frozen=True, slots=True)
class Row:
    """One record as a reader gets it."""

    position: int
    stix_id: str
    version: int
    body: bytes


@dataclass(slots=True)
class Page:
    """Rows in the order of their positions, and whether more follow."""

    rows: list[Row]
    more: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """`count` records as `bodies`, joined with commas; positions of the first and the last.

    An empty one has `first` and `last` 0 and never `more`.
    """

    bodies: bytes
    count: int
    first: int
    last: int
    more: bool


_HAS_LATE = "(SELECT has_late FROM sharing_recipient WHERE organisation_id = %s)"


def page(
    sight: Sight,
    *,
    after: int = 0,
    limit: int = 1000,
    filters: Filters | None = None,
    bodies: bool = True,
) -> Page:
    """The next records after a position. Containers list only what the reader may have."""
    filters, has_late = filters or Filters(), sharing.reader_state(sight).has_late
    while True:
        query = plans.statement(
            sight, has_late=has_late, after=after, limit=limit + 1, filters=filters, bodies=bodies
        )
        text = f"SELECT found.*, {_HAS_LATE} FROM ({query.text}) found ORDER BY position"
        found = quick.fetch(text, [sight.recipient, *query.parameters], prepare=False)
        if has_late or not found or not found[0][7]:
            break
        # The first late position of this reader appeared meanwhile: plan again with it.
        has_late = True
    more = len(found) > limit
    rows = found[:limit]
    if bodies and any(row[4] for row in rows):
        return Page(_listing_only_permitted(rows, sight), more)
    return Page([Row(row[0], row[1], row[2], row[3]) for row in rows], more)


# Two columns, since each costs. A body is missing where the page wants to be read record by
# record: of a container, of a record larger than its share of MOST_BYTES, and when the reader's
# first late position has appeared meanwhile.
_BARE = """
    SELECT position, CASE WHEN NOT container AND octet_length(body) <= {share}
                          {planned} THEN body END
    FROM ({query}) page ORDER BY position
"""


def joined(
    sight: Sight,
    *,
    after: int = 0,
    limit: int = 1000,
    filters: Filters | None = None,
    has_late: bool | None = None,
) -> Joined:
    """The next records after a position, ready for an envelope.

    has_late: what `sharing.reader_state` said, where the caller has asked it.
    """
    filters = filters or Filters()
    if has_late is None:
        has_late = sharing.reader_state(sight).has_late
    query = plans.statement(
        sight, has_late=has_late, after=after, limit=limit + 1, filters=filters, bare=True
    )
    text = _BARE.format(
        query=query.text,
        share=MOST_BYTES // limit,
        planned="" if has_late else f"AND {_HAS_LATE} IS NOT TRUE",
    )
    parameters = query.parameters if has_late else [sight.recipient, *query.parameters]
    found = quick.fetch(text, parameters, prepare=filters.empty and limit in _USUAL)
    if not found:
        return Joined(b"", 0, 0, 0, False)
    more = len(found) > limit
    if more:
        found.pop()
    bodies = [row[1] for row in found]
    if None in bodies:
        return _joined_here(sight, query, after, limit, filters)
    return Joined(b",".join(bodies), len(found), found[0][0], found[-1][0], more)


def _joined_here(sight: Sight, query: Query, after: int, limit: int, filters: Filters) -> Joined:
    """The same, record by record: a page with containers or large records."""
    found = page(sight, after=after, limit=_fitting(query, limit), filters=filters)
    if not found.rows:
        return Joined(b"", 0, 0, 0, False)
    return Joined(
        b",".join([row.body for row in found.rows]),
        len(found.rows),
        found.rows[0].position,
        found.rows[-1].position,
        found.more,
    )


def _fitting(query: Query, limit: int) -> int:
    """How many records of the page fit into MOST_BYTES; at least one."""
    text = (
        "SELECT count(*) FROM (SELECT sum(octet_length(body)) OVER (ORDER BY position) AS size"
        f" FROM ({query.text}) found LIMIT {int(limit)}) sizes WHERE size <= {MOST_BYTES}"
    )
    return max(1, int(quick.fetch(text, query.parameters, prepare=False)[0][0]))


def _listing_only_permitted(rows: Sequence[tuple[Any, ...]], sight: Sight) -> list[Row]:
    """Containers rewritten for this reader; everything else as it came."""
    givers = givers_of({row[6] for row in rows if row[4]})
    foreign = {
        row[0] for row in rows if row[4] and not sight.eyes <= givers.get(row[6], frozenset())
    }
    bodies = {row[0]: row[3] for row in rows if row[0] in foreign}
    cut = dict(zip(bodies, cut_lists(list(bodies.values()), sight), strict=True))
    return [
        Row(row[0], row[1], row[2], cut[row[0]] if row[0] in foreign else row[3]) for row in rows
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
    """Those of the identifiers of which the reader may have some version.

    Whatever a collection chooses: it narrows which records come, never what is inside them.
    """
    wanted = list(set(names))
    if not wanted:
        return set()
    granted, parameters = sharing.granted(Sight(sight.recipient, viewer=sight.viewer))
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
