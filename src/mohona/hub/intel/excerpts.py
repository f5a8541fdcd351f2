# SPDX-License-Identifier: Apache-2.0
"""Refused bytes as text, with the place marked where the problem is. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What is shown around the place; the whole is a download away.
BEFORE, AFTER = 4_000, 16_000
# What is offered for mending in the page.
EDITABLE = 1_000_000
_STEP = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text before, at and after the place; cut: whether something is left out on either side."""

    before: str
    marked: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


def as_text(body: bytes) -> str:
    """The bytes as text; what is not UTF-8 becomes the replacement character."""
    return body.decode("utf-8", "replace")


def readable(body: bytes) -> bytes:
    """JSON on lines of its own where that loses nothing, else the bytes as they are."""
    if len(body) > EDITABLE or body.count(b"\n") > 2:
        return body
    try:
        text = body.decode("utf-8")
        value = json.loads(text)
        compact = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        spaced = json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body
    if text.strip() not in (compact, spaced):
        return body
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")


def around(body: bytes, problem: Mapping[str, Any]) -> Excerpt:
    """The part of the document that the problem is about."""
    start, end = _place(body, problem)
    first, last = max(start - BEFORE, 0), min(end + AFTER, len(body))
    return Excerpt(
        as_text(body[first:start]),
        as_text(body[start:end]),
        as_text(body[end:last]),
        first > 0,
        last < len(body),
    )


def _place(body: bytes, problem: Mapping[str, Any]) -> tuple[int, int]:
    """First and last byte of the place; (0, 0) where the problem names none."""
    params = problem.get("params")
    params = params if isinstance(params, Mapping) else {}
    offset = params.get("offset")
    if isinstance(offset, int) and not isinstance(offset, bool):
        offset = min(max(offset, 0), len(body))
        start = offset if offset < len(body) else max(len(body) - 1, 0)
        return _whole_character(body, start)
    path = str(problem.get("path") or params.get("property") or params.get("key") or "")
    return _property(body, path)


def _whole_character(body: bytes, at: int) -> tuple[int, int]:
    """The bytes of the character at a place; a stray continuation byte stands for itself."""
    end = at + 1
    while end < len(body) and end - at < 4 and 0x80 <= body[end] < 0xC0:
        end += 1
    return at, end


def _property(body: bytes, path: str) -> tuple[int, int]:
    """The last property of a path with its value's beginning, found as text.

    Later steps are looked for behind earlier ones, so that `hashes.MD5` marks the right MD5.
    """
    at, found = 0, (0, 0)
    for name in _STEP.findall(path):
        needle = json.dumps(name).encode()
        match = re.compile(re.escape(needle) + rb"\s*:\s*").search(body, at)
        if match is None:
            break
        at = match.end()
        found = (match.start(), _end_of_value(body, at))
    return found


def _end_of_value(body: bytes, at: int) -> int:
    """Where a plain value ends; of a list or an object only its first sign is marked."""
    match = re.compile(rb'"(?:[^"\\]|\\.)*"|[^\s,\]}\[{]+').match(
        body, at, min(at + 2_000, len(body))
    )
    return match.end() if match else min(at + 1, len(body))
