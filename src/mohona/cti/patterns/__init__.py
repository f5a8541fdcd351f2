# SPDX-License-Identifier: Apache-2.0
"""STIX patterns (STIX 2.1 section 9): what they compare, and whether they parse.

Nearly all patterns of the world compare paths with literals, joined by AND or OR; `simple`
reads those with one regular expression. The rest goes through the full grammar of
`stix2-patterns` in `grammar`, which is loaded at its first use.
"""

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

from mohona.cti.patterns.simple import Comparison, PatternError, Scalar, read_simple
from mohona.cti.problems import Problem

LONGEST = 1_000_000  # characters of a pattern of simple comparisons; they are read in one pass
LONGEST_COMPLEX = 16_384  # characters for the full grammar, which reads some 30,000 a second
DEEPEST = 32  # levels of parentheses and brackets for the full grammar

_TOKENS = re.compile(r"'(?:[^'\\]|\\.)*+'?|[()\[\]]", re.DOTALL)

__all__ = [
    "DEEPEST",
    "LONGEST",
    "LONGEST_COMPLEX",
    "Comparison",
    "PatternError",
    "Scalar",
    "check",
    "comparisons",
]


def comparisons(pattern: str) -> list[Comparison]:
    """Every comparison of a pattern as (path, operator, literal), in the order of the text.

    The path is written as it came, without spaces (`file:hashes.'SHA-256'`). The operator is one
    of = != < <= > >= IN LIKE MATCHES ISSUBSET ISSUPERSET EXISTS, with `NOT ` before it where the
    test is negated. A literal is a text, a number, True or False, a tuple for IN, None for
    EXISTS; times, hexadecimal and binary literals are texts without their mark.

    Raises PatternError for a pattern that does not parse or is larger than the limits.
    """
    if len(pattern) > LONGEST:
        raise PatternError("pattern-too-long", limit=LONGEST, found=len(pattern))
    found = read_simple(pattern)
    return found if found is not None else _full(pattern)


def check(pattern: str) -> Problem | None:
    """The problem of a pattern, or None when it parses."""
    try:
        comparisons(pattern)
    except PatternError as error:
        return error.problem
    return None


def _full(pattern: str) -> list[Comparison]:
    if len(pattern) > LONGEST_COMPLEX:
        raise PatternError("pattern-too-long", limit=LONGEST_COMPLEX, found=len(pattern))
    depth = 0
    for match in _TOKENS.finditer(pattern):
        if match[0] in "([":
            depth += 1
            if depth > DEEPEST:
                raise PatternError("pattern-too-deep", limit=DEEPEST)
        elif match[0] in ")]":
            depth -= 1
    found: list[Comparison] = _grammar().read(pattern)
    return found


@lru_cache(maxsize=1)
def _grammar() -> Any:
    # Loaded at first use: the ANTLR run-time takes 4 MB and 40 ms, and many processes (the
    # command line, a reader of simple feeds) never meet a pattern that needs it.
    return import_module("mohona.cti.patterns.grammar")
