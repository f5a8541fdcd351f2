# SPDX-License-Identifier: Apache-2.0
"""Sentences of problems, defanging, marked places: what needs no database."""

import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.cti import problems as cti_problems
from mohona.cti import values
from mohona.hub.intel import defanging, excerpts, exports, problems, readable, words


@pytest.mark.parametrize("code", sorted(cti_problems.TEXTS))
def test_every_problem_is_a_sentence(code: str) -> None:
    template = cti_problems.TEXTS[code]
    names = [part.split(")")[0] for part in template.split("%(")[1:]]
    text = problems.sentence({"code": code, "params": dict.fromkeys(names, "7%"), "path": "x"})
    assert text.startswith("Expected")
    assert "%(" not in text


@pytest.mark.parametrize(
    "problem",
    [
        {"code": "of-tomorrow", "params": {}},
        {"code": "bad-text", "params": {}},
        {"code": "bad-text", "params": None},
        {"code": "bad-text", "params": ["x"]},
        {"code": None},
        {"x": 1},
    ],
)
def test_an_unknown_problem_is_a_plain_sentence(problem: dict[str, Any]) -> None:
    assert problems.sentence(problem) == str(problems.UNKNOWN)


def test_no_problem_is_no_sentence() -> None:
    assert problems.sentence(None) == ""
    assert problems.sentence({"code": "conflict-content", "params": {}}).startswith("Expected")


@pytest.mark.parametrize(
    "text",
    [
        "http://a.b.example/x.php?q=1.2",
        "https://h.example:81/p",
        "203.0.113.7",
        "2001:db8::1",
        "a.b.example",
        "x.y@z.example",
        "10.0.0.0/8",
        "ftp://a.example/x",
        "http://[2001:db8::1]/x",
        "xn--d1acufc.example",
    ],
)
def test_a_defanged_value_reads_back_as_itself(text: str) -> None:
    known = values.normalise(text)
    assert known is not None
    shown = defanging.defang(known.type, known.value)
    assert shown != known.value
    assert values.normalise(shown) == known


def test_every_type_of_value_and_object_has_a_word() -> None:
    assert {kind for kind in values.TYPES if kind not in words.VALUES} == set()
    assert words.type_of("x-custom") == "x-custom"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " https://x.example",
        "https://x.example/\nSet-Cookie: a",
        "data:text/html,x",
        "https://x.example/'onclick='",
        "//x.example",
        7,
        None,
    ],
)
def test_only_plain_web_addresses_become_links(address: object) -> None:
    assert readable.safe_url(address) == ""


def test_the_last_step_of_a_path_is_marked() -> None:
    body = json.dumps({"MD5": "outer", "hashes": {"MD5": "inner"}, "z": 1}, indent=1).encode()
    found = excerpts.around(body, {"path": "hashes.MD5", "params": {}})
    assert found.marked == '"MD5": "inner"'
    assert (found.before + found.marked + found.after).encode() == body


@given(st.binary(max_size=300), st.integers(-5, 400))
def test_any_bytes_and_any_offset_can_be_shown(body: bytes, offset: int) -> None:
    found = excerpts.around(body, {"params": {"offset": offset}})
    assert len(found.marked) <= 4
    assert bool(found.marked) == bool(body)


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_and_any_path_can_be_shown(text: str, path: str) -> None:
    body = json.dumps({"a": text, path: text}).encode()
    found = excerpts.around(body, {"path": path})
    assert (found.before + found.marked + found.after).encode() == body


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(string.printable),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_making_json_readable_loses_nothing(value: Any) -> None:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    assert json.loads(excerpts.readable(body)) == json.loads(body)


def test_json_that_would_lose_something_stays_as_it_came() -> None:
    for body in (b'{"a":1,"a":2}', b'{"a":1.0e400}', b'{"a":"\\u0041"}', b"{", b"\xff"):
        assert excerpts.readable(body) == body


@given(st.text(max_size=30))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    cell = exports.cell(text)
    assert cell[:1] not in set("=+-@\t\r|%")
    assert cell.removeprefix("'") == text.replace("\0", "") or cell == text.replace("\0", "")
