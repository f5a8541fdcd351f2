# SPDX-License-Identifier: Apache-2.0
"""Decoding the bytes of one object, and the exact reason where that cannot be done.

`orjson` decodes and proves UTF-8 and escapes, but keeps silent about keys that come twice. The
number of string delimiters tells: those of the bytes equal those of the decoded object encoded
again, unless a key came twice or something is escaped unusually; only then is it looked at
closely. Leaving out a pair always lowers the number, and no way of writing a text has fewer
delimiters than the one that the encoder uses, so a key that comes twice is never missed.
"""

import json
import re
from typing import Any

import orjson

from mohona.cti.formats.stix21.limits import Limits
from mohona.cti.formats.stix21.sizes import depth_of
from mohona.cti.model.kinds import json_type
from mohona.cti.problems import Problem

_SURROGATE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}|\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_ESCAPED_NUL = b"\\u0000"
_STRUCTURE = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]', re.DOTALL)


class _DuplicateKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def decode(raw: bytes, limits: Limits) -> tuple[dict[str, Any] | None, Problem | None]:
    """The object and None, or None and the reason why these bytes are no good object.

    `raw` is one JSON value without white space around it.
    """
    if len(raw) > limits.max_object_bytes:
        return None, Problem(
            "object-too-large", {"limit": limits.max_object_bytes, "found": len(raw)}
        )
    try:
        obj = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return None, _reason(raw, limits, error)
    if type(obj) is not dict:
        return None, Problem("not-an-object", {"found": json_type(obj)})
    brackets = raw.count(b"{") + raw.count(b"[")
    if brackets > limits.max_depth and depth_of(obj, limits.max_depth) > limits.max_depth:
        return None, Problem("object-too-deep", {"limit": limits.max_depth})
    again = orjson.dumps(obj)
    if b"\\" not in raw:
        same = raw.count(b'"') == again.count(b'"')
    else:
        delimiters = raw.count(b'"') - raw.count(b'\\"')
        same = delimiters == again.count(b'"') - again.count(b'\\"')
        # A NUL can only come as an escape, and the encoder writes it in one way.
        if _ESCAPED_NUL in raw and _has_nul(obj):
            return None, Problem("nul-character")
    if not same:
        key = _duplicate(raw)
        if key is not None:
            return None, Problem("duplicate-key", {"key": key[:80]})
    return obj, None


def _duplicate(raw: bytes) -> str | None:
    """The first key that comes twice in the same object, or None."""
    try:
        json.loads(raw, object_pairs_hook=_unique)
    except _DuplicateKeyError as error:
        return error.key
    return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateKeyError(key)
            seen.add(key)
    return found


def _has_nul(obj: Any) -> bool:
    waiting = [obj]
    while waiting:
        value = waiting.pop()
        if type(value) is str:
            if "\0" in value:
                return True
        elif type(value) is list:
            waiting.extend(value)
        elif type(value) is dict:
            waiting.extend(value)
            waiting.extend(value.values())
    return False


def _reason(raw: bytes, limits: Limits, error: orjson.JSONDecodeError) -> Problem:
    """Why the decoder refused: depth, half a character, a huge number, or plainly bad JSON."""
    if raw[:1] not in (b"{", b"["):
        return Problem("object-malformed", {"reason": str(error)[:120]})
    if _depth(raw) > limits.max_depth:
        return Problem("object-too-deep", {"limit": limits.max_depth})
    if "surrogate" in error.msg and _SURROGATE.search(raw) is not None:
        return Problem("lone-surrogate")
    if "infinity" in error.msg:
        return Problem("number-too-large")
    return Problem("object-malformed", {"reason": f"{error.msg}, byte {error.pos}"[:120]})


def _depth(raw: bytes) -> int:
    depth = deepest = 0
    for match in _STRUCTURE.finditer(raw):
        byte = match[0][:1]
        if byte in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif byte != b'"':
            depth -= 1
    return deepest
