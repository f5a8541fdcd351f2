# SPDX-License-Identifier: Apache-2.0
"""Reads of the store for pages and machines; every one goes through a reader's sight."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from mohona.cti import values
from mohona.hub.accounts.models import Person
from mohona.hub.common import quick
from mohona.hub.intel import reading, store
from mohona.hub.intel.models import Conflict, Quarantine, Submission
from mohona.hub.sharing import queries as sharing
from mohona.hub.sharing.queries import Sight

HIT_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object as a reader may see it."""

    position: int
    stix_id: str
    version: int
    source_id: UUID
    class_id: int
    type: str
    title: str
    tlp: str
    latest: bool
    revoked: bool
    sectors: tuple[str, ...]
    givers: frozenset[str] = frozenset()
    body: bytes = b""

    @property
    def record(self) -> dict[str, Any]:
        """The STIX object as the reader gets it."""
        return dict(orjson.loads(self.body))

    @property
    def came_at(self) -> datetime:
        """When the hub took it in (UTC)."""
        return moment(self.position)


def moment(position: int) -> datetime:
    """The time that a position stands for."""
    return datetime.fromtimestamp(position / 1_000_000, tz=UTC)


_COLUMNS = (
    "v.position, v.stix_id, v.version, v.source_id, v.class_id, v.type, v.title, h.tlp,"
    " v.latest, v.revoked, h.sectors,"
    " ARRAY(SELECT jsonb_array_elements_text(h.handling->'givers'))"
)
_FROM = " FROM intel_objectversion v JOIN sharing_handlingclass h ON h.id = v.class_id"


def _version(row: Sequence[Any], body: bytes = b"") -> Version:
    fields = (*row[:10], tuple(row[10]), frozenset(row[11]), body)
    return Version(*fields)


def versions_of(stix_id: str, sight: Sight) -> list[Version]:
    """All versions of an object that the reader may see, newest first, with their JSON."""
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS}, v.body{_FROM} WHERE v.stix_id = %s"
            f" AND v.class_id IN ({granted}) ORDER BY v.version DESC, v.position DESC",
            [stix_id, *parameters],
        )
        rows = cursor.fetchall()
    found = []
    for row in rows:
        body = bytes(row[12])
        if not sight.eyes <= set(row[11]):
            (body,) = reading.cut_lists([body], sight)
        found.append(_version(row, body))
    return found


@dataclass(frozen=True, slots=True)
class Search:
    """What a list shows: every field narrows; empty ones do not. `without`: types left out."""

    text: str = ""
    types: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tlp: tuple[str, ...] = ()
    value: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    after: int | None = None
    revoked: bool | None = None


@dataclass(slots=True)
class Listing:
    """A stretch of a list, newest first."""

    versions: list[Version]
    has_newer: bool = False
    has_older: bool = False


def search(sight: Sight, wanted: Search, *, limit: int = 50) -> Listing:
    """The latest versions that match, newest first; pages by position (`before`, `after`)."""
    text, parameters = _search_conditions(sight, wanted)
    forward = wanted.after is not None
    order = "ASC" if forward else "DESC"
    if wanted.before is not None:
        text += " AND v.position < %s"
        parameters.append(wanted.before)
    if wanted.after is not None:
        text += " AND v.position > %s"
        parameters.append(wanted.after)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS}{_FROM} WHERE v.latest{text} ORDER BY v.position {order} LIMIT %s",
            [*parameters, limit + 1],
        )
        rows = cursor.fetchall()
    more = len(rows) > limit
    rows = rows[:limit]
    if forward:
        rows.reverse()
    return Listing(
        [_version(row) for row in rows],
        has_newer=more if forward else wanted.before is not None,
        has_older=True if forward else more,
    )


def count(sight: Sight, wanted: Search, *, at_most: int = 10_000) -> int:
    """How many match, counted up to `at_most` (a count of millions would make people wait)."""
    text, parameters = _search_conditions(sight, wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1{_FROM} WHERE v.latest{text} LIMIT %s) found",
            [*parameters, at_most],
        )
        return int(cursor.fetchone()[0])


def _search_conditions(sight: Sight, wanted: Search) -> tuple[str, list[Any]]:
    granted, parameters = sharing.granted(sight)
    text = f" AND v.class_id IN ({granted})"
    parts: list[tuple[str, Any]] = []
    if wanted.types:
        parts.append(("v.type = ANY(%s)", list(wanted.types)))
    if wanted.without:
        parts.append(("v.type <> ALL(%s)", list(wanted.without)))
    if wanted.sectors:
        parts.append(("h.sectors && %s::varchar[]", list(wanted.sectors)))
    if wanted.sources:
        parts.append(("v.source_id = ANY(%s::uuid[])", list(wanted.sources)))
    if wanted.tlp:
        parts.append(("h.tlp = ANY(%s)", list(wanted.tlp)))
    if wanted.since:
        parts.append(("v.position >= %s", int(wanted.since.timestamp() * 1_000_000)))
    if wanted.until:
        parts.append(("v.position < %s", int(wanted.until.timestamp() * 1_000_000)))
    if wanted.revoked is not None:
        parts.append(("v.revoked = %s", wanted.revoked))
    if wanted.text:
        parts.append(
            (
                "v.position IN (SELECT s.position FROM intel_searchtext s"
                " WHERE s.words @@ websearch_to_tsquery('simple', %s))",
                wanted.text,
            )
        )
    if wanted.value:
        known = values.normalise(wanted.value)
        keys = [store.value_key(*known)] if known else []
        parts.append(
            ("v.position IN (SELECT x.position FROM intel_value x WHERE x.key = ANY(%s))", keys)
        )
    for condition, parameter in parts:
        text += f" AND {condition}"
        parameters.append(parameter)
    return text, parameters


@dataclass(slots=True)
class Hit:
    """What the reader may know of one looked-up value. positions: newest first, at most 50."""

    asked: str
    type: str = ""
    value: str = ""
    count: int = 0
    first: int = 0
    last: int = 0
    positions: Sequence[int] = ()

    @property
    def understood(self) -> bool:
        return bool(self.type)


# By index for each key, however many (OFFSET 0): the planner would rather read the whole table.
_LOOK_UP = """
    SELECT x.type, x.value, count(*), min(x.position), max(x.position),
           (array_agg(x.position ORDER BY x.position DESC))[1:{limit}]
    FROM (
      SELECT x.* FROM unnest(%b::bigint[]) AS k(key) CROSS JOIN LATERAL (
        SELECT * FROM intel_value x
        WHERE x.key = k.key AND (x.class_id IN ({granted})) IS TRUE OFFSET 0) x) x
    GROUP BY x.key, x.type, x.value
"""


def look_up(texts: Iterable[str], sight: Sight) -> list[Hit]:
    """What the hub knows of each value that the reader may know, in the order asked.

    Values are brought to normal form first; a text that is no value gets a hit that is not
    `understood`.
    """
    texts = list(texts)
    forms = [values.normalise(text) for text in texts]
    # In the order of the index, whose pages are then read one after the other.
    keys = sorted([store.value_key(*form) for form in set(forms) if form is not None])
    if not keys:
        return [Hit(text) for text in texts]
    granted, parameters = sharing.granted(sight)
    query = _LOOK_UP.format(limit=HIT_LIMIT, granted=granted)
    rows = quick.fetch(query, [keys, *parameters], prepare=False)
    found = {row[:2]: row[2:] for row in rows}
    return [
        Hit(text) if form is None else Hit(text, *form, *found.get(form, ()))
        for text, form in zip(texts, forms, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader may know of one value, with the newest records that carry it.

    records: (STIX id, type, title, TLP level, latest, revoked, position), newest first.
    """

    type: str
    value: str
    count: int = 0
    first: int = 0
    last: int = 0
    records: tuple[tuple[str, str, str, str, bool, bool, int], ...] = ()


# Records are fetched in subselects: with joins, planning took longer than all the rest.
_KNOWN = """
    SELECT x.position, count(*) OVER (), min(x.position) OVER (),
           (SELECT h.tlp FROM sharing_handlingclass h WHERE h.id = x.class_id),
           (SELECT ARRAY[v.stix_id, v.type, v.title, v.latest::text, v.revoked::text]
            FROM intel_objectversion v WHERE v.position = x.position)
    FROM intel_value x
    WHERE x.key = %s AND x.type = %s AND x.value = %s AND EXISTS ({granted})
    ORDER BY x.position DESC LIMIT {limit}
"""


def known_of(text: str, sight: Sight) -> Known | None:
    """What is known of one value; None for a text that is no value. One query.

    It asks about the classes of what was found, instead of listing all classes first: a value
    is in few records, and a reader may have thousands of classes.
    """
    found = values.normalise(text)
    if found is None:
        return None
    granted, parameters = sharing.granted(sight, "g.handling_class_id = x.class_id")
    with connection.cursor() as cursor:
        cursor.execute(
            _KNOWN.format(limit=HIT_LIMIT, granted=granted),
            [store.value_key(*found), found.type, found.value, *parameters],
        )
        rows = cursor.fetchall()
    if not rows:
        return Known(found.type, found.value)
    return Known(
        found.type,
        found.value,
        count=rows[0][1],
        first=rows[0][2],
        last=rows[0][0],
        records=tuple(
            (*text[:3], level, text[3] == "true", text[4] == "true", position)
            for position, _count, _first, level, text in rows
        ),
    )


def at(positions: Iterable[int], sight: Sight) -> dict[int, Version]:
    """The versions at these positions that the reader may see."""
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS}{_FROM} WHERE v.position = ANY(%s) AND v.class_id IN ({granted})",
            [list(positions), *parameters],
        )
        return {row[0]: _version(row) for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An object next to another: through which relationship, in which direction."""

    stix_id: str
    type: str
    title: str
    relation: str
    outward: bool
    relation_id: str


_NEIGHBOURS = """
    SELECT v.position, v.body, v.type FROM intel_reference r
    JOIN intel_objectversion v ON v.position = r.position AND v.latest AND NOT v.revoked
    WHERE r.target = %s AND r.role = 'end' AND v.class_id IN ({granted})
    ORDER BY v.position DESC LIMIT %s
"""


def neighbours(stix_id: str, sight: Sight, *, limit: int = 200) -> list[Neighbour]:
    """What hangs on an object through relationships and sightings the reader may see."""
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS.format(granted=granted), [stix_id, *parameters, limit])
        records = [orjson.loads(bytes(row[1])) for row in cursor.fetchall()]
    links = []
    for record in records:
        if record["type"] == "relationship":
            outward = record["source_ref"] == stix_id
            other = record["target_ref"] if outward else record["source_ref"]
            links.append((other, record["relationship_type"], outward, record["id"]))
        else:
            links.append((record["id"], record["type"], False, record["id"]))
    titles = titles_of({link[0] for link in links}, sight)
    return [
        Neighbour(other, other.split("--")[0], titles[other], relation, outward, through)
        for other, relation, outward, through in links
        if other in titles
    ]


def containers_of(stix_id: str, sight: Sight, *, limit: int = 50) -> list[Version]:
    """The reports, notes, groupings that list an object, as the reader gets them.

    Of an object that the reader may not have, only those that the reader gave: the others do
    not list it for this reader.
    """
    granted, parameters = sharing.granted(sight)
    listed = bool(reading.permitted_ids([stix_id], sight))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS}{_FROM} JOIN intel_reference r ON r.position = v.position"
            " WHERE r.target = %s AND r.role = 'listed' AND v.latest"
            f" AND v.class_id IN ({granted}) AND (%s OR h.handling->'givers' ?& %s)"
            " ORDER BY v.position DESC LIMIT %s",
            [stix_id, *parameters, listed, sorted(sight.eyes), limit],
        )
        return [_version(row) for row in cursor.fetchall()]


def titles_of(stix_ids: Iterable[str], sight: Sight) -> dict[str, str]:
    """The titles of those objects that the reader may see."""
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (v.stix_id) v.stix_id, v.title FROM intel_objectversion v"
            f" WHERE v.stix_id = ANY(%s) AND v.latest AND v.class_id IN ({granted})"
            " ORDER BY v.stix_id, v.position",
            [list(stix_ids), *parameters],
        )
        return dict(cursor.fetchall())


def quarantine_for(person: Person) -> Any:
    """What waits in quarantine for the person's own organisation, and what was settled."""
    return Quarantine.objects.filter(source_id=person.organisation_id).select_related("submission")


def conflicts_for(person: Person) -> Any:
    """Conflicts of the person's own submissions, with versions that it may have."""
    return Conflict.objects.filter(source_id=person.organisation_id)


def submissions_for(person: Person) -> Any:
    """What the person's organisation handed in, newest first."""
    return Submission.objects.filter(source_id=person.organisation_id).defer("outcomes")


def translations_of(
    record: Mapping[str, Any], language: str, sight: Sight, *, source: UUID
) -> dict[str, str]:
    """Texts of a record in another language, from language-content objects the reader may see.

    Only of the record's own version, and from the record's own source (STIX 2.1 section 7.1).
    """
    granted, parameters = sharing.granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.body FROM intel_reference r"
            " JOIN intel_objectversion v ON v.position = r.position AND v.latest"
            " WHERE r.target = %s AND r.role = 'translates' AND v.source_id = %s"
            f" AND v.class_id IN ({granted}) ORDER BY v.position DESC LIMIT 5",
            [record["id"], source, *parameters],
        )
        bodies = [orjson.loads(bytes(row[0])) for row in cursor.fetchall()]
    for content in bodies:
        texts = content.get("contents", {}).get(language)
        version = content.get("object_modified")
        if isinstance(texts, dict) and version in (None, record.get("modified")):
            return {name: text for name, text in texts.items() if isinstance(text, str)}
    return {}
