# SPDX-License-Identifier: Apache-2.0
"""Two JSON values side by side, row by row, by JSON path (RFC 9535 in its normalised spirit).

Pure. Objects are compared by key, arrays by place; an array of plain values that only
gained or lost members is compared as a set, so that one new label is one added row.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["same", "changed", "added", "removed"]
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


@dataclass(frozen=True)
class Row:
    """One leaf: where it is, what it was, what it is (as JSON text; "" where it is absent)."""

    path: str
    kind: Kind
    before: str
    after: str


def rows(before: Any, after: Any) -> list[Row]:
    """Every leaf of both values in reading order, each marked with what happened to it."""
    found: list[Row] = []
    _walk("$", before, after, found)
    return found


def changes(before: Any, after: Any) -> list[Row]:
    """Only the rows that differ."""
    return [row for row in rows(before, after) if row.kind != "same"]


def _walk(path: str, before: Any, after: Any, found: list[Row]) -> None:
    if isinstance(before, dict) and isinstance(after, dict) and (before or after):
        for key in [*before, *(key for key in after if key not in before)]:
            place = path + _step(key)
            if key not in after:
                _all(place, before[key], "removed", found)
            elif key not in before:
                _all(place, after[key], "added", found)
            else:
                _walk(place, before[key], after[key], found)
    elif isinstance(before, list) and isinstance(after, list) and (before or after):
        _walk_list(path, before, after, found)
    elif _text(before) == _text(after):
        found.append(Row(path, "same", _text(before), _text(after)))
    else:
        found.append(Row(path, "changed", _text(before), _text(after)))


def _walk_list(path: str, before: list[Any], after: list[Any], found: list[Row]) -> None:
    if len(before) != len(after) and all(map(_is_plain, [*before, *after])):
        _walk_members(path, before, after, found)
        return
    for place in range(max(len(before), len(after))):
        where = f"{path}[{place}]"
        if place >= len(after):
            _all(where, before[place], "removed", found)
        elif place >= len(before):
            _all(where, after[place], "added", found)
        else:
            _walk(where, before[place], after[place], found)


def _walk_members(path: str, before: list[Any], after: list[Any], found: list[Row]) -> None:
    new = Counter(map(_text, after))
    for place, value in enumerate(map(_text, before)):
        if new[value]:
            new[value] -= 1
            found.append(Row(f"{path}[{place}]", "same", value, value))
        else:
            found.append(Row(f"{path}[{place}]", "removed", value, ""))
    old = Counter(map(_text, before))
    for place, value in enumerate(map(_text, after)):
        if old[value]:
            old[value] -= 1
        else:
            found.append(Row(f"{path}[{place}]", "added", "", value))


def _all(path: str, value: Any, kind: Kind, found: list[Row]) -> None:
    """Every leaf under a value that stands on one side only."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            _all(path + _step(key), inner, kind, found)
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            _all(f"{path}[{place}]", inner, kind, found)
    elif kind == "added":
        found.append(Row(path, kind, "", _text(value)))
    else:
        found.append(Row(path, kind, _text(value), ""))


def _step(key: str) -> str:
    return f".{key}" if _PLAIN_KEY.match(key) else f"[{json.dumps(key, ensure_ascii=False)}]"


def _is_plain(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
