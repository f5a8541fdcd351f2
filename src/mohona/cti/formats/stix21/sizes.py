# SPDX-License-Identifier: Apache-2.0
"""Depth, length of lists and length of texts in one decoded object, without recursion."""

from typing import Any

from mohona.cti.formats.stix21.limits import Limits
from mohona.cti.problems import Problem


def check_sizes(obj: dict[str, Any], raw_size: int, limits: Limits) -> Problem | None:
    """The problem of an object that is larger in some way than the limits allow.

    An element takes at least two bytes and a character at least one, so a small object needs
    no walk; nesting is bounded by half of the size.
    """
    if raw_size > limits.max_object_bytes:
        params = {"limit": limits.max_object_bytes, "found": raw_size}
        return Problem("object-too-large", params)
    small = min(limits.max_list * 2, limits.max_text)
    return None if raw_size <= small else _walk(obj, limits)


def _walk(obj: dict[str, Any], limits: Limits) -> Problem | None:
    waiting: list[Any] = [obj]
    while waiting:
        value = waiting.pop()
        if type(value) is str:
            if len(value) > limits.max_text:
                return Problem("text-too-long", {"limit": limits.max_text, "found": len(value)})
        elif type(value) is list:
            if len(value) > limits.max_list:
                return Problem("list-too-long", {"limit": limits.max_list, "found": len(value)})
            waiting.extend(value)
        elif type(value) is dict:
            waiting.extend(value)
            waiting.extend(value.values())
    return None


def depth_of(value: object, most: int) -> int:
    """The number of levels in a decoded value; counting stops one beyond `most`."""
    depth = 0
    level: list[Any] = [value]
    while level and depth <= most:
        deeper: list[Any] = []
        for item in level:
            if type(item) is dict:
                deeper.extend(v for v in item.values() if type(v) is dict or type(v) is list)
            elif type(item) is list:
                deeper.extend(v for v in item if type(v) is dict or type(v) is list)
        depth += 1
        level = deeper
    return depth
