# SPDX-License-Identifier: Apache-2.0
"""What a record hangs together with: relationships, references inside it, containers around it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from mohona.hub.intel import queries, words
from mohona.hub.intel.properties import PROPERTIES
from mohona.hub.intel.queries import Version
from mohona.hub.sharing.queries import Sight
from mohona.hub.ui.pictures.graph import MOST, Neighbour, Node

# Named where they stand in the text, or about handling: no lines in the picture.
_NOT_DRAWN = frozenset({"created_by_ref", "object_marking_refs", "object_ref", "object_refs"})
_JOINED = {"source_ref": False, "target_ref": True, "sighting_of_ref": True}
LISTED_SHOWN = 100
RELATED_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Related:
    """A record next to another; url "" when it cannot be opened. through: the relationship."""

    title: str
    kind: str
    relation: str
    outward: bool
    url: str
    through: str = ""


def references(record: Mapping[str, Any]) -> set[str]:
    """The identifiers that a record names in its own properties, as far as they are shown."""
    return {one for _name, one in _named(record)} | set(_listed(record)[:LISTED_SHOWN])


def _named(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, raw in record.items():
        if name.endswith("_ref") and isinstance(raw, str):
            yield name, raw
        elif name.endswith("_refs") and name != "object_refs" and isinstance(raw, list):
            for one in raw[:LISTED_SHOWN]:
                if isinstance(one, str):
                    yield name, one


def _listed(record: Mapping[str, Any]) -> list[str]:
    raw = record.get("object_refs")
    return [one for one in raw if isinstance(one, str)] if isinstance(raw, list) else []


def related(
    version: Version, record: Mapping[str, Any], titles: Mapping[str, str], sight: Sight
) -> list[Related]:
    """What the record is tied to, as it would say it; without what it lists."""
    found = [
        Related(
            one.title,
            words.type_of(one.type),
            words.relation(one.relation, outward=one.outward),
            one.outward,
            url_of(one.stix_id),
            url_of(one.relation_id) if one.relation_id != one.stix_id else "",
        )
        for one in queries.neighbours(version.stix_id, sight, limit=RELATED_SHOWN)
    ]
    for name, one in _named(record):
        if name not in _NOT_DRAWN and one in titles:
            found.append(
                Related(
                    titles[one],
                    words.type_of(one.partition("--")[0]),
                    _inner(name, record),
                    _JOINED.get(name, True),
                    url_of(one),
                )
            )
    for container in queries.containers_of(version.stix_id, sight):
        kind = words.type_of(container.type)
        url = url_of(container.stix_id)
        found.append(Related(container.title, kind, _("listed in"), False, url))
    return found


def _inner(name: str, record: Mapping[str, Any]) -> str:
    """How a reference inside the record is called on a line of the picture."""
    if name in ("source_ref", "target_ref"):
        kind = str(record.get("relationship_type", ""))
        return words.relation(kind, outward=True)
    if name == "sighting_of_ref":
        return words.relation("sighting", outward=True)
    if name in PROPERTIES:
        return str(PROPERTIES[name].label)
    return name.removesuffix("_refs").removesuffix("_ref").replace("_", " ")


def listed(record: Mapping[str, Any], titles: Mapping[str, str]) -> list[Related]:
    """What a container lists, as far as the reader may see it."""
    return [
        Related(
            titles[one],
            words.type_of(one.partition("--")[0]),
            _("lists"),
            True,
            url_of(one),
        )
        for one in _listed(record)[:LISTED_SHOWN]
        if one in titles
    ]


def count_listed(record: Mapping[str, Any]) -> int:
    """How many records a container lists in all."""
    return len(_listed(record))


def drawn(title: str, kind: str, ties: list[Related]) -> tuple[Node, list[Neighbour]]:
    """The centre and as many neighbours as the picture holds, of every relation some."""
    return Node(title, kind=kind), [
        Neighbour(Node(one.title, one.url, one.kind), one.relation, one.outward)
        for one in _mixed(ties, MOST)
    ]


def _mixed(ties: list[Related], most: int) -> list[Related]:
    """The first of each relation, then the second of each, and so on: a hundred indicators
    leave room for the one campaign."""
    if len(ties) <= most:
        return ties
    seen: Counter[tuple[str, bool]] = Counter()
    ranked = []
    for at, one in enumerate(ties):
        group = (one.relation, one.outward)
        ranked.append((seen[group], at, one))
        seen[group] += 1
    return [one for _rank, _at, one in sorted(ranked, key=lambda row: row[:2])[:most]]


def url_of(stix_id: str) -> str:
    """The page of a record; "" for an identifier that has none."""
    try:
        return reverse("intel:object", args=[stix_id])
    except NoReverseMatch:
        return ""
