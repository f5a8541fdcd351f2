# SPDX-License-Identifier: Apache-2.0
"""Which objects an object joins or lists: relationships, sightings and containers.

The release of a relationship depends on its ends; a container shows only those of its members
that the reader may have (STIX 2.1 sections 3.1, 4 and 5).
"""

from typing import Any

CONTAINERS = frozenset({"report", "grouping", "note", "opinion", "observed-data"})

# For each joining type: the properties that name one end, and those that list ends.
_ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "relationship": (("source_ref", "target_ref"), ()),
    "sighting": (("sighting_of_ref",), ("observed_data_refs", "where_sighted_refs")),
}


def is_container(obj: dict[str, Any]) -> bool:
    """Whether the object lists others in `object_refs`."""
    kind = obj.get("type")
    return type(kind) is str and kind in CONTAINERS


def ends_of(obj: dict[str, Any]) -> tuple[str, ...]:
    """The identifiers that a relationship or sighting joins, in the order of the standard."""
    kind = obj.get("type")
    row = _ENDS.get(kind) if type(kind) is str else None
    if row is None:
        return ()
    single, listed = row
    ends = [obj[name] for name in single if type(obj.get(name)) is str]
    for name in listed:
        ends += _texts(obj.get(name))
    return tuple(dict.fromkeys(ends))


def listed_by(obj: dict[str, Any]) -> tuple[str, ...]:
    """The identifiers that a container lists; empty for any other object."""
    return tuple(dict.fromkeys(_texts(obj.get("object_refs")))) if is_container(obj) else ()


def _texts(value: object) -> list[str]:
    return [item for item in value if type(item) is str] if type(value) is list else []
