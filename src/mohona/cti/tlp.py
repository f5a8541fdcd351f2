# SPDX-License-Identifier: Apache-2.0
"""The Traffic Light Protocol and the Permissible Actions Protocol as objects carry them.

TLP 1 markings are predefined in STIX 2.1 (section 7.2.1.4); TLP 2.0 markings are extension
markings published by FIRST and OASIS. Both are read, TLP 2.0 is written. Whatever cannot be
read is the strictest level with a reason: missing means narrow, never wide.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from mohona.cti import sectors

LEVELS = ("clear", "green", "amber", "amber+strict", "red")
STRICTEST = LEVELS[-1]
UNKNOWN = "unknown"
PAP_LEVELS = ("clear", "green", "amber", "red")

UNKNOWN_MARKING = "unknown-marking"
UNREADABLE_MARKING = "unreadable-marking"

EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_1 = {
    "white": "613f2e26-407d-48c7-9eca-b8e91df99dc9",
    "green": "34098fce-860f-48ae-8e50-ebd3cc5e41da",
    "amber": "f88d31f6-486f-44da-b317-01333bde0b82",
    "red": "5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
}
_TLP_2 = {
    "clear": "94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_RANKS = {level: place for place, level in enumerate(LEVELS)}
_NAMES = {"white": "clear"} | {level: level for level in LEVELS}
_LABEL = re.compile(r"\s*tlp\s*[:=](.*)", re.IGNORECASE | re.DOTALL)
_PAP_LABEL = re.compile(r"\s*pap\s*[:=](.*)", re.IGNORECASE | re.DOTALL)
_QUOTING = "\"' \t\r\n"


def _tlp_1(level: str, number: str) -> dict[str, Any]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{number}",
        "created": "2017-01-20T00:00:00.000Z",
        "definition_type": "tlp",
        "name": f"TLP:{level.upper()}",
        "definition": {"tlp": level},
    }


def _tlp_2(level: str, number: str) -> dict[str, Any]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{number}",
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{level.upper()}",
        "extensions": {EXTENSION: {"extension_type": "property-extension", "tlp_2_0": level}},
    }


def _by_id(*objects: dict[str, Any]) -> Mapping[str, dict[str, Any]]:
    return MappingProxyType({obj["id"]: obj for obj in objects})


TLP_1 = _by_id(*(_tlp_1(level, number) for level, number in _TLP_1.items()))
TLP_2 = _by_id(*(_tlp_2(level, number) for level, number in _TLP_2.items()))
MARKINGS: Mapping[str, dict[str, Any]] = MappingProxyType({**TLP_1, **TLP_2})
MARKING_OF: Mapping[str, str] = MappingProxyType(
    {level: f"marking-definition--{number}" for level, number in _TLP_2.items()}
)
_LEVEL_OF = {f"marking-definition--{number}": _NAMES[level] for level, number in _TLP_1.items()} | {
    f"marking-definition--{number}": level for level, number in _TLP_2.items()
}


class Reading(NamedTuple):
    """The strictest level that a record names, or None, and the reasons that made it narrow."""

    level: str | None
    reasons: tuple[str, ...] = ()


UNMARKED = Reading(None)


def rank(level: str) -> int:
    """The place of a level in LEVELS: 0 is the widest. Raises KeyError for any other text."""
    return _RANKS[level]


def level_of_marking(
    marking: dict[str, Any] | str, definitions: Mapping[str, dict[str, Any]]
) -> str | None:
    """The level of one marking: a member of LEVELS, None for a marking that is not about TLP
    (a statement), UNKNOWN for one that nobody knows or that cannot be read.

    `marking` is a marking-definition or the identifier of one; `definitions` are the known
    marking-definitions by identifier. The predefined markings mean what the standard says,
    whatever a definition of the same identifier claims.
    """
    if isinstance(marking, str):
        level = _LEVEL_OF.get(marking)
        if level is not None:
            return level
        found = definitions.get(marking)
        return UNKNOWN if found is None else _level_of_definition(found)
    level = _LEVEL_OF.get(str(marking.get("id")))
    return _level_of_definition(marking) if level is None else level


def _level_of_definition(marking: dict[str, Any]) -> str | None:
    kind, definition = marking.get("definition_type"), marking.get("definition")
    extensions = marking.get("extensions")
    levels: list[str | None] = []
    if type(extensions) is dict:
        for extension in extensions.values():
            if type(extension) is not dict or "tlp_2_0" not in extension:
                levels.append(UNKNOWN)
            else:
                levels.append(_level_named(extension["tlp_2_0"]))
    elif extensions is not None:
        levels.append(UNKNOWN)
    if kind == "statement":
        levels.append(None if type(definition) is dict else UNKNOWN)
    elif kind == "tlp":
        named = definition.get("tlp") if type(definition) is dict else None
        levels.append(_level_named(named))
    elif kind is not None or not levels:
        levels.append(UNKNOWN)
    if UNKNOWN in levels:
        return UNKNOWN
    known = [level for level in levels if level is not None]
    return max(known, key=rank) if known else None


def _level_named(name: object) -> str:
    return _NAMES.get(name.strip(_QUOTING).lower(), UNKNOWN) if isinstance(name, str) else UNKNOWN


def read(obj: dict[str, Any], definitions: Mapping[str, dict[str, Any]]) -> Reading:
    """The strictest level over an object's markings, the markings of its parts and its labels.

    A marking-definition speaks about others, so its own content is not its handling. The level
    is None where the object says nothing; with any reason it is "red".
    """
    references = obj.get("object_marking_refs")
    granular = obj.get("granular_markings")
    labels = obj.get("labels")
    if references is None and granular is None and labels is None:
        return UNMARKED
    levels: set[str] = set()
    reasons: set[str] = set()
    for reference in _references(references, granular, reasons):
        level = level_of_marking(reference, definitions)
        if level is UNKNOWN:
            reasons.add(UNKNOWN_MARKING)
        elif level is not None:
            levels.add(level)
    if labels is not None:
        _read_labels(labels, levels, reasons)
    if reasons:
        return Reading(STRICTEST, tuple(sorted(reasons)))
    return Reading(max(levels, key=_RANKS.__getitem__)) if levels else UNMARKED


def _references(references: object, granular: object, reasons: set[str]) -> list[str]:
    found: list[str] = []
    if type(references) is list:
        found += references
    elif references is not None:
        reasons.add(UNREADABLE_MARKING)
    if type(granular) is list:
        for part in granular:
            if type(part) is not dict:
                reasons.add(UNREADABLE_MARKING)
            elif "marking_ref" in part:
                found.append(part["marking_ref"])
            elif "lang" not in part:
                reasons.add(UNREADABLE_MARKING)
    elif granular is not None:
        reasons.add(UNREADABLE_MARKING)
    texts = [item for item in found if type(item) is str]
    if len(texts) != len(found):
        reasons.add(UNREADABLE_MARKING)
    return texts


def _read_labels(labels: object, levels: set[str], reasons: set[str]) -> None:
    if type(labels) is not list:
        reasons.add(UNREADABLE_MARKING)
        return
    for label in labels:
        if type(label) is not str:
            reasons.add(UNREADABLE_MARKING)
            continue
        match = _LABEL.fullmatch(label)
        if match is None:
            continue
        level = _level_named(match[1])
        if level is UNKNOWN:
            reasons.add(UNKNOWN_MARKING)
        else:
            levels.add(level)


def pap(obj: dict[str, Any]) -> str | None:
    """What may be done with an object, from labels such as "PAP:AMBER": the strictest level.

    None where no label speaks of PAP; "red" where one does and cannot be read.
    """
    labels = obj.get("labels")
    if type(labels) is not list:
        return None if labels is None else STRICTEST
    found: list[str] = []
    for label in labels:
        match = _PAP_LABEL.fullmatch(label) if type(label) is str else None
        if match is not None:
            level = _level_named(match[1])
            found.append(level if level in PAP_LEVELS else STRICTEST)
    return max(found, key=rank) if found else None


def sectors_of(obj: dict[str, Any]) -> tuple[str, ...]:
    """The NIS 2 sectors that an object names; `sectors.read` also tells of unknown ones."""
    return sectors.read(obj).codes
