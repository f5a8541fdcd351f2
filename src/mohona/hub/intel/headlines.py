# SPDX-License-Identifier: Apache-2.0
"""Titles for lists: what has no name of its own is called after what it is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mohona.hub.intel import queries, records, words
from mohona.hub.intel.queries import Version
from mohona.hub.sharing.queries import Sight

NAMELESS = frozenset({"relationship", "sighting", "observed-data"})
NAMED = 3


def of(versions: Sequence[Version], sight: Sight) -> dict[int, str]:
    """A title for each version, by position; four queries at most for a whole list."""
    found = {one.position: one.title for one in versions}
    language = (get_language() or "en").split("-")[0]
    if versions and language != "en":
        found |= records.translated_names(versions, language, sight)
    nameless = [one for one in versions if one.type in NAMELESS]
    if not nameless:
        return found
    bodies = records.bodies_at(nameless, sight)
    parsed = {position: orjson.loads(body) for position, body in bodies.items()}
    titles = queries.titles_of({one for record in parsed.values() for one in _about(record)}, sight)
    for position, record in parsed.items():
        found[position] = _title(record, titles) or found[position]
    return found


def rows(versions: Sequence[Version], sight: Sight) -> list[tuple[Version, str, str]]:
    """Versions with titles and the names of their sources, as `intel/rows.html` lists them."""
    titles = of(versions, sight)
    names = records.names(one.source_id for one in versions)
    return [(one, titles[one.position], names.get(one.source_id, "")) for one in versions]


def spoken(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles by identifier; those made of codes ("indicator → uses → tool") in words."""
    return {
        stix_id: _spoken(stix_id.partition("--")[0], title) for stix_id, title in titles.items()
    }


def _spoken(kind: str, title: str) -> str:
    parts = title.split(" → ")
    if kind == "relationship" and len(parts) == 3:
        source, relation, target = parts
        parts = [
            words.type_of(source),
            words.relation(relation, outward=True),
            words.type_of(target),
        ]
    elif kind in ("sighting", "language-content") and len(parts) == 2:
        parts = [words.type_of(one) for one in parts]
    return " → ".join(parts)


def one(version: Version, record: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """The title of one record whose references are known already."""
    return (_title(record, titles) if version.type in NAMELESS else "") or version.title


def _about(record: Mapping[str, Any]) -> Iterable[str]:
    for name in ("source_ref", "target_ref", "sighting_of_ref"):
        if isinstance(record.get(name), str):
            yield record[name]
    if isinstance(record.get("object_refs"), list):
        yield from (ref for ref in record["object_refs"][:NAMED] if isinstance(ref, str))


def _title(record: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """In words; what it is about and is not to be seen is called by its type."""
    about = [titles.get(ref) or words.type_of(ref.partition("--")[0]) for ref in _about(record)]
    kind = record.get("type")
    if kind == "relationship" and len(about) == 2:
        return _("%(source)s → %(relation)s → %(target)s") % {
            "source": about[0],
            "relation": words.relation(str(record.get("relationship_type", "")), outward=True),
            "target": about[1],
        }
    if kind == "sighting" and about:
        return _("Seen: %(what)s") % {"what": about[0]}
    if kind == "observed-data" and about:
        return _("Observed: %(what)s") % {"what": ", ".join(about)}
    return ""
