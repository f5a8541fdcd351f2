# SPDX-License-Identifier: Apache-2.0

"""Reads behind the pages of one record and of lists: values, kin, choices, deliveries.

As in `queries`, every read of a record goes through a reader's sight.
"""

from collections.abc import Collection as Collected
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q

from mohona.cti import model
from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import queries, reading
from mohona.hub.intel.models import Submission
from mohona.hub.intel.queries import Search, Version
from mohona.hub.sharing import actions as releases
from mohona.hub.sharing import queries as sharing
from mohona.hub.sharing.models import Collection, Delivery, Grant, LatePosition
from mohona.hub.sharing.queries import Sight

# An export reads so many records at a time.
STRETCH = 1_000
# Values that very many records carry (a resolver, a shared host) say nothing about kinship.
COMMON_VALUE = 200


def values_at(position: int, *, limit: int = 200) -> list[tuple[str, str]]:
    """The values (type, normal form) of the record at a position that was read through a sight."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, value FROM intel_value WHERE position = %s ORDER BY type, value LIMIT %s",
            [position, limit],
        )
        return list(cursor.fetchall())


def translated_names(versions: Sequence[Version], language: str, sight: Sight) -> dict[int, str]:
    """Names in another language, by position, as `queries.translations_of` finds them for one."""
    wanted = {(one.stix_id, one.source_id): one for one in versions}
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.target, v.source_id, v.body FROM intel_reference r"
            " JOIN intel_objectversion v ON v.position = r.position AND v.latest"
            " WHERE r.target = ANY(%s) AND r.role = 'translates'"
            f" AND v.class_id IN ({granted}) ORDER BY v.position",
            [[one.stix_id for one in versions], *parameters],
        )
        rows = cursor.fetchall()
    found = {}
    for target, source, body in rows:
        version = wanted.get((target, source))
        content = orjson.loads(bytes(body))
        modified = content.get("object_modified")
        texts = content.get("contents", {}).get(language)
        if (
            version is not None
            and isinstance(texts, dict)
            and isinstance(texts.get("name"), str)
            and (modified is None or model.version_of({"modified": modified}) == version.version)
        ):
            found[version.position] = texts["name"]
    return found


@dataclass(frozen=True, slots=True)
class Kin:
    """Another record with some of the same values."""

    version: Version
    values: tuple[tuple[str, str], ...]


_KIN = """
    SELECT w.position, array_agg(DISTINCT w.type || ' ' || w.value)
    FROM (SELECT key, type, value FROM intel_value WHERE position = %s LIMIT 50) x
    CROSS JOIN LATERAL (
      SELECT y.position, y.type, y.value FROM intel_value y
      WHERE y.key = x.key AND y.type = x.type AND y.value = x.value
        AND y.class_id = ANY(ARRAY({granted}))
      ORDER BY y.position DESC LIMIT {common}) w
    JOIN intel_objectversion v ON v.position = w.position AND v.latest AND v.stix_id <> %s
    GROUP BY w.position ORDER BY count(*) DESC, w.position DESC LIMIT %s
"""


def kin_of(version: Version, sight: Sight, *, limit: int = 20) -> list[Kin]:
    """Other records with the same values that the reader may see, the closest first."""
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            _KIN.format(granted=granted, common=COMMON_VALUE),
            [version.position, *parameters, version.stix_id, limit],
        )
        rows = cursor.fetchall()
    found = queries.at([row[0] for row in rows], sight) if rows else {}
    return [
        Kin(found[position], tuple((k, v) for k, _, v in (text.partition(" ") for text in shared)))
        for position, shared in rows
        if position in found
    ]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader's records offer to choose from in a list."""

    types: list[str]
    sectors: list[str]
    sources: list[UUID]


def choices(sight: Sight) -> Choices:
    """The types, sectors and sources among the classes released to the reader."""
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(DISTINCT h.kind), array_agg(DISTINCT h.source_id),"
            " ARRAY(SELECT DISTINCT unnest(h2.sectors) FROM sharing_handlingclass h2"
            f"  WHERE h2.id IN ({granted}))"
            f" FROM sharing_handlingclass h WHERE h.id IN ({granted})",
            [*parameters, *parameters],
        )
        kinds, sources, sectors = cursor.fetchone()
    return Choices(kinds or [], sectors or [], [one for one in sources or [] if one])


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The organisations' names in the reader's language."""
    return {one.id: str(one) for one in Organisation.objects.filter(id__in=set(ids))}


def walk(sight: Sight, wanted: Search) -> Iterator[list[tuple[Version, bytes]]]:
    """Everything that a list would show, newest first, with its JSON, a stretch at a time.

    Each stretch is noted as handed over to whose eyes look: seen as another, to the viewer.
    """
    while True:
        listing = queries.search(sight, wanted, limit=STRETCH)
        if not listing.versions:
            return
        bodies = bodies_at(listing.versions, sight)
        note_handed(bodies, sight)
        yield [(one, bodies[one.position]) for one in listing.versions if one.position in bodies]
        if not listing.has_older:
            return
        wanted = replace(wanted, before=listing.versions[-1].position)


def note_handed(positions: Collected[int], sight: Sight) -> None:
    """Note what a page gave as a file; a look at a page is no delivery."""
    if not positions:
        return
    releases.note_delivery(
        recipient=sight.viewer or sight.recipient,
        key=None,
        door="page",
        collection=None,
        sequential=False,
        first=min(positions),
        last=max(positions),
        count=len(positions),
    )


def bodies_at(versions: Iterable[Version], sight: Sight) -> dict[int, bytes]:
    """The JSON of these versions as the reader gets it, by position."""
    given = {one.position: one for one in versions}
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.position, v.body, v.container FROM intel_objectversion v"
            f" WHERE v.position = ANY(%s) AND v.class_id IN ({granted})",
            [list(given), *parameters],
        )
        rows = cursor.fetchall()
    bodies = {row[0]: bytes(row[1]) for row in rows}
    foreign = [row[0] for row in rows if row[2] and not sight.eyes <= given[row[0]].givers]
    if foreign:
        cut = reading.cut_lists([bodies[one] for one in foreign], sight)
        bodies.update(zip(foreign, cut, strict=True))
    return bodies


def first_delivery(version: Version, recipient: UUID) -> Delivery | None:
    """The first sequential read of everything released that handed the record over."""
    late = LatePosition.objects.filter(recipient_id=recipient, original=version.position).first()
    position = late.position if late else version.position
    # A collection with a choice of its own passes over what it does not choose.
    whole = Collection.objects.filter(owner_id=recipient, given=False, choice={})
    return (
        Delivery.objects.filter(
            Q(collection=None) | Q(collection__in=whole.values("id")),
            recipient_id=recipient,
            sequential=True,
            first__lte=position,
            last__gte=position,
        )
        .order_by("at")
        .first()
    )


def grant_of(version: Version, recipient: UUID) -> Grant | None:
    """The decision that lets the recipient have the record."""
    return Grant.objects.filter(
        recipient_id=recipient, handling_class_id=version.class_id, active=True
    ).first()


def outcomes_of(
    submission: Submission, *, outcome: str = "", after: int = 0, limit: int = 100
) -> list[tuple[int, str, int | None, str, dict[str, Any] | None]]:
    """The report per object: (place, id, version, outcome, problem), a stretch after a place.

    Places count from 1. Read inside the database: a report may have a hundred thousand rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.n, t.o->>0, (t.o->>1)::bigint, t.o->>2, t.o->3"
            " FROM intel_submission s,"
            " jsonb_array_elements(s.outcomes) WITH ORDINALITY AS t(o, n)"
            " WHERE s.id = %s AND jsonb_typeof(s.outcomes) = 'array' AND t.n > %s"
            " AND (%s = '' OR t.o->>2 = %s) ORDER BY t.n LIMIT %s",
            [submission.id, after, outcome, outcome, limit],
        )
        return [
            (place, stix_id or "", version, what, orjson.loads(problem) if problem else None)
            for place, stix_id, version, what, problem in cursor.fetchall()
        ]
