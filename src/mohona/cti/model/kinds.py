# SPDX-License-Identifier: Apache-2.0
"""Kinds of property values (STIX 2.1 section 2): the test of each and the problem when it fails.

The tables of `objects` and `observables` give every property a kind. A kind never changes a
value; it says only whether the value is of the form that the standard asks for.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mohona.cti.model.times import is_time
from mohona.cti.model.types import STANDARD_TYPES

IDENTIFIER = re.compile(
    r"([a-z][a-z0-9_]*(?:-[a-z0-9_]+)*)"
    r"--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)
_ONLY_TEXT = {str}
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})*")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: the code of the problem when `test` fails."""

    code: str
    test: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Part:
    """A row of names and kinds for an object inside an object.

    `many`: the property is a list of such objects. `code`: the problem when the value is not
    even a list or an object.
    """

    required: Mapping[str, "Kind | Part"]
    optional: Mapping[str, "Kind | Part"] = field(default_factory=dict)
    many: bool = False

    @property
    def code(self) -> str:
        return "bad-list" if self.many else "bad-dictionary"


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_texts(value: object) -> bool:
    return type(value) is list and set(map(type, value)) <= _ONLY_TEXT


def _is_hashes(value: object) -> bool:
    return type(value) is dict and bool(value) and all(type(item) is str for item in value.values())


def _is_hex(value: object) -> bool:
    return type(value) is str and _HEX.fullmatch(value) is not None


def _is_binary(value: object) -> bool:
    return type(value) is str and _BASE64.fullmatch(value) is not None


def _is_dictionary(value: object) -> bool:
    return type(value) is dict


TEXT = Kind("bad-text", _is_text)
TEXTS = Kind("bad-texts", _is_texts)
BOOLEAN = Kind("bad-boolean", lambda value: type(value) is bool)
TIME = Kind("bad-time", is_time)
HASHES = Kind("bad-hashes", _is_hashes)
DICTIONARY = Kind("bad-dictionary", _is_dictionary)
HEX = Kind("bad-hex", _is_hex)
BINARY = Kind("bad-binary", _is_binary)
ANY = Kind("bad-text", lambda value: True)


def integer(least: int | None = None, most: int | None = None) -> Kind:
    """A whole number in a range; a float without a fraction is one in JSON (RFC 8259, 6)."""

    def test(value: object) -> bool:
        if type(value) is float:
            if not value.is_integer():
                return False
        elif type(value) is not int:
            return False
        return (least is None or value >= least) and (most is None or value <= most)

    return Kind("bad-integer", test)


def number(least: float | None = None, most: float | None = None) -> Kind:
    """A number, whole or not, in a range."""

    def test(value: object) -> bool:
        if type(value) is not int and type(value) is not float:
            return False
        return (least is None or value >= least) and (most is None or value <= most)

    return Kind("bad-number", test)


def choice(*allowed: str) -> Kind:
    """A text out of an enumeration that the standard closes."""
    values = frozenset(allowed)
    return Kind("bad-choice", lambda value: type(value) is str and value in values)


def choices(*allowed: str) -> Kind:
    """A list of texts out of a closed enumeration."""
    values = frozenset(allowed)
    return Kind(
        "bad-choice",
        lambda value: (
            type(value) is list and all(type(item) is str and item in values for item in value)
        ),
    )


def _reference_test(allowed: frozenset[str], barred: frozenset[str]) -> Callable[[Any], bool]:
    match = IDENTIFIER.fullmatch

    def test(value: object) -> bool:
        found = match(value) if type(value) is str else None
        if found is None:
            return False
        kind = found[1]
        if kind in barred:
            return False
        # A type that the standard does not know may stand in for any other (section 11).
        return not allowed or kind in allowed or kind not in STANDARD_TYPES

    return test


def reference(*allowed: str, barred: tuple[str, ...] = ()) -> Kind:
    """An identifier of one of the allowed types, or of any type when none is named."""
    return Kind("bad-reference", _reference_test(frozenset(allowed), frozenset(barred)))


def references(*allowed: str, barred: tuple[str, ...] = ()) -> Kind:
    """A list of identifiers of the allowed types."""
    test = _reference_test(frozenset(allowed), frozenset(barred))
    return Kind(
        "bad-references", lambda value: type(value) is list and all(test(item) for item in value)
    )


def json_type(value: object) -> str:
    """The name of a value's JSON type, or a short quotation of a text, for a problem."""
    if isinstance(value, str):
        return f"“{value[:60]}…”" if len(value) > 60 else f"“{value}”"
    for types, name in _JSON_TYPES:
        if isinstance(value, types):
            return name
    return "null"


_JSON_TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "boolean"),
    ((int, float), "number"),
    (list, "array"),
    (dict, "object"),
)
