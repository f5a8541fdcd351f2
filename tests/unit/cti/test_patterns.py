# SPDX-License-Identifier: Apache-2.0
"""Patterns: what they compare, and that the fast path and the full grammar agree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mohona.cti import patterns
from mohona.cti.patterns import grammar
from mohona.cti.patterns.simple import read_simple

SIMPLE = [
    "[a:b IN ('x','it\\'s' , 3 )] OR [a:c IN(-1)]",
    "[ipv4-addr:value = '203.0.113.7']",
    " [ url:value='http://a.example/' ] ",
    "[file:hashes.'SHA-256' = 'ab' OR file:hashes.MD5 = 'cd']",
    "[file:name = 'it\\'s' AND file:size > 10]",
    "[a:b LIKE 'x%'] OR [a:c MATCHES '^x']",
    "[a:b[*].c_ref.value != 'x'] FOLLOWEDBY [a:b[0] <= -5]",
    "[ipv4-addr:value ISSUBSET '10.0.0.0/8']",
    "[a:b = '']",
    "[a:b = '\n']",
]
FULL = [
    ("[a:b == 'x' OR a:c <> 'y']", [("a:b", "=", "x"), ("a:c", "!=", "y")]),
    ("[a:b IN ('x', 2.5)]", [("a:b", "IN", ("x", 2.5))]),
    ("[a:b IN ()]", [("a:b", "IN", ())]),
    ("[a:b NOT = 'x']", [("a:b", "NOT =", "x")]),
    ("[a:b NOT IN (1, 2.5)]", [("a:b", "NOT IN", (1, 2.5))]),
    ("[EXISTS a:b]", [("a:b", "EXISTS", None)]),
    ("[a:b = true AND a:c = false]", [("a:b", "=", True), ("a:c", "=", False)]),
    ("[a:b = h'00ff' OR a:c = b'AAE=']", [("a:b", "=", "00ff"), ("a:c", "=", "AAE=")]),
    ("[a:b > t'2026-01-01T00:00:00Z']", [("a:b", ">", "2026-01-01T00:00:00Z")]),
    ("[(a:b = 1 OR a:c = 2) AND a:d = 3]", [("a:b", "=", 1), ("a:c", "=", 2), ("a:d", "=", 3)]),
    ("([a:b = 'x'] OR [a:c = 'y']) WITHIN 5 SECONDS", [("a:b", "=", "x"), ("a:c", "=", "y")]),
    ("[a:b = 'x'] REPEATS 5 TIMES", [("a:b", "=", "x")]),
    ("[a:b = 'x' /* why */]", [("a:b", "=", "x")]),
    ("[LIKE:b = 'x']", None),
    ("[a:LIKE = 'x']", None),
    ("[a:true = 'x']", None),
]
BAD = [
    "",
    "a:b = 'x'",
    "[]",
    "[a:b]",
    "[a:b = 'x'",
    "[a:b = 'x]",
    "[a:b = 'x' AND]",
    "[a:b = 'x'] [a:c = 'y']",
    "[a:b = 'x'] OR",
    "[a = 'x']",
    "[a:b = x]",
    "[a:b = 'x\\n']",
    "[a:b = 01]",
    "[a:b = 'x' OR a:c = 'y'] #",
    "[a:bLIKE 'x']",
    "[a:b = 'x' ORa:c = 'y']",
    "\0",
    "[a:b = 'x'] START '2026-01-01T00:00:00Z' STOP '2026'",
]


@pytest.mark.parametrize("pattern", SIMPLE)
def test_simple_patterns_take_the_fast_path_and_mean_the_same(pattern: str) -> None:
    found = read_simple(pattern)
    assert found is not None
    assert found == grammar.read(pattern)
    assert patterns.check(pattern) is None


@pytest.mark.parametrize(("pattern", "expected"), FULL)
def test_the_full_grammar_is_read(pattern: str, expected: list | None) -> None:
    assert read_simple(pattern) is None
    if expected is None:
        assert patterns.check(pattern) is not None
    else:
        assert patterns.comparisons(pattern) == expected


@pytest.mark.parametrize("pattern", BAD)
def test_bad_patterns_are_refused_with_a_place(pattern: str) -> None:
    with pytest.raises(patterns.PatternError) as caught:
        patterns.comparisons(pattern)
    assert 0 <= caught.value.position <= len(pattern)
    problem = patterns.check(pattern)
    assert problem is not None
    assert problem.code == "bad-pattern"
    assert problem.path == "pattern"


def test_the_place_of_an_error_counts_over_lines() -> None:
    with pytest.raises(patterns.PatternError) as caught:
        patterns.comparisons("[a:b = 'x'\n AND\n ?]")
    assert caught.value.position == 17


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("[" + "(" * 100_000, "pattern-too-long"),
        ("[" + "(" * 1000 + "a:b = 'x'" + ")" * 1000 + "]", "pattern-too-deep"),
        ("(" * 1000 + "[a:b = 'x']" + ")" * 1000, "pattern-too-deep"),
        ("[a:b = '" + "x" * 1_000_000 + "']", "pattern-too-long"),
        ("[a:b NOT IN (" + "'x'," * 20_000 + "'x')]", "pattern-too-long"),
        ("[a:b = '" + "\\" * 999_000 + "]", "pattern-too-long"),
        ("[a:b = " + "9" * 10_000 + "]", "bad-pattern"),
    ],
)
def test_huge_patterns_are_refused_quickly(pattern: str, code: str) -> None:
    problem = patterns.check(pattern)
    assert problem is not None
    assert problem.code == code


def test_a_long_pattern_of_simple_comparisons_is_read() -> None:
    pattern = "[" + " OR ".join(f"a:b = '{number}'" for number in range(40_000)) + "]"
    assert len(patterns.comparisons(pattern)) == 40_000


def test_a_long_pattern_for_the_full_grammar_needs_no_recursion() -> None:
    pattern = "[" + " OR ".join(f"a:b NOT = {number}" for number in range(800)) + "]"
    assert len(patterns.comparisons(pattern)) == 800


names = st.text(alphabet="abzAOR_", min_size=1, max_size=4) | st.sampled_from(
    ["OR", "AND", "NOT", "LIKE", "IN", "true", "false", "START", "EXISTS", "SHA-256", "x-y"]
)
texts = st.text(alphabet="a'\\ %]\n[é", max_size=5).map(
    lambda text: "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
)
gaps = st.sampled_from(["", " ", "  ", "\n"])


@st.composite
def generated(draw: st.DrawFn) -> str:
    """Mostly simple patterns, some with a flaw."""
    parts = []
    for place in range(draw(st.integers(1, 3))):
        if place:
            parts.append(draw(gaps) + draw(st.sampled_from(["OR", "AND", "] OR [", "]AND["])))
            parts.append(draw(gaps))
        step = draw(names | texts)
        operator = draw(st.sampled_from(["=", "!=", "<", ">=", "LIKE", "MATCHES", "ISSUBSET"]))
        literal = draw(texts | st.sampled_from(["5", "-5", "0", "05", "1.5", "true", "5x", "-0"]))
        if draw(st.booleans()):
            operator = draw(st.sampled_from([" IN", "IN ", " IN "]))
            literal = "(" + draw(gaps) + literal + draw(gaps) + "," + draw(texts) + ")"
        path = f"{draw(names)}:{draw(names)}.{step}"
        parts += [path, draw(gaps), operator, draw(gaps), literal]
    return "[" + draw(gaps) + "".join(parts) + draw(gaps) + "]"


@settings(deadline=None, max_examples=400)
@given(generated())
def test_the_fast_path_agrees_with_the_full_grammar(pattern: str) -> None:
    found = read_simple(pattern)
    if found is not None:
        assert found == grammar.read(pattern)


@settings(deadline=None)
@given(st.text(alphabet="[]()ab:.='\\ ORANDt,0-9*h", max_size=30))
def test_any_text_parses_or_has_a_problem(pattern: str) -> None:
    problem = patterns.check(pattern)
    assert problem is None or problem.text
