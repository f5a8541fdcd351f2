# SPDX-License-Identifier: Apache-2.0
"""The fast path: patterns of plain comparisons, in one or several brackets, without nesting.

It accepts a subset of the grammar of STIX 2.1 section 9 and answers None for everything else;
it never accepts what the full grammar refuses.
"""

import re
from typing import NamedTuple

from mohona.cti.problems import Problem

LONGEST_NUMBER = 300  # digits; what a double can hold
Scalar = str | int | float | bool


class Comparison(NamedTuple):
    """One comparison: the object path, the operator, and the literal it compares with."""

    path: str
    operator: str
    literal: Scalar | tuple[Scalar, ...] | None


class PatternError(ValueError):
    """A pattern that does not parse, or that is larger than the limits.

    `position` is the place in the text (characters, from 0), where one is known.
    """

    def __init__(self, code: str, *, position: int = 0, **params: str | int) -> None:
        self.position = position
        if code == "bad-pattern":
            params["position"] = position
        self.problem = Problem(code, params, "pattern")
        super().__init__(self.problem.text)


_KEYWORDS = (
    "AND|OR|NOT|FOLLOWEDBY|LIKE|MATCHES|ISSUPERSET|ISSUBSET|EXISTS|LAST|IN|START|STOP|SECONDS"
    "|true|false|WITHIN|REPEATS|TIMES"
)
_NAME = rf"(?!(?:{_KEYWORDS})\b)[A-Za-z_]"
_STEP = rf"(?:{_NAME}[A-Za-z0-9_]*|'(?:[^'\\]|\\['\\])+')"
_PATH = rf"{_NAME}[A-Za-z0-9_-]*:{_STEP}(?:\.{_STEP}|\[(?:\*|0|[1-9][0-9]*)\])*"
_STRING = r"'(?:[^'\\]|\\['\\])*+'"
_INTEGER = r"-?(?:0|[1-9][0-9]*)(?![\w.+-])"
_LITERAL = rf"(?:{_STRING}|{_INTEGER})"
_ANY = re.compile(
    rf"\s*({_PATH})(?:(\s*(?:=|!=|<=|>=|<|>)\s*)({_LITERAL})"
    rf"|(\s+(?:LIKE|MATCHES|ISSUBSET|ISSUPERSET)\s*)({_STRING})"
    rf"|\s+IN\s*\(((?:\s*{_LITERAL}\s*,)*+\s*{_LITERAL})\s*\))\s*",
    re.ASCII,
)
_EACH = re.compile(_LITERAL, re.ASCII)
_COMMONEST = re.compile(rf"\[\s*({_PATH})\s*=\s*'([^'\\]*+)'\s*\]", re.ASCII)
_JOIN = re.compile(r"(?:AND|OR)(?=\s)|\]\s*(?:(?:AND|OR|FOLLOWEDBY)\s*\[|\Z)", re.ASCII)
_ESCAPE = re.compile(r"\\(['\\])")


def unquote(text: str) -> str:
    """The text that a string literal stands for."""
    inner = text[1:-1]
    return _ESCAPE.sub(r"\1", inner) if "\\" in inner else inner


def _literal(text: str) -> str | int:
    if text[0] == "'":
        return unquote(text)
    if len(text) > LONGEST_NUMBER:
        raise ValueError(text[:LONGEST_NUMBER])
    return int(text)


def read_simple(pattern: str) -> list[Comparison] | None:
    """The comparisons of a simple pattern in their order, or None when it is not simple."""
    match = _COMMONEST.fullmatch(pattern)
    if match is not None:
        return [Comparison(match[1], "=", match[2])]
    text = pattern.strip(" \t\r\n")
    if not text.startswith("["):
        return None
    return _read_chain(text)


def _read_chain(text: str) -> list[Comparison] | None:
    found: list[Comparison] = []
    place = 1
    while True:
        match = _ANY.match(text, place)
        if match is None:
            return None
        path, sign, literal, word, string, several = match.groups()
        try:
            if several is not None:
                literals = tuple(_literal(each) for each in _EACH.findall(several))
                found.append(Comparison(path, "IN", literals))
            elif string is not None:
                found.append(Comparison(path, word.strip(), unquote(string)))
            else:
                found.append(Comparison(path, sign.strip(), _literal(literal)))
        except ValueError:
            return None
        join = _JOIN.match(text, match.end())
        if join is None:
            return None
        place = join.end()
        if place == len(text) and text[-1] == "]":
            return found
