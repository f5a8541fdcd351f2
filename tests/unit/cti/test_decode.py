# SPDX-License-Identifier: Apache-2.0
"""Keys that come twice are always found, and nothing else is taken for one."""

import json

import orjson
from hypothesis import example, given
from hypothesis import strategies as st

from mohona.cti.formats.stix21.decode import decode
from mohona.cti.formats.stix21.limits import Limits

ALPHABET = ["a", "b", "\\", '"', "\\u0061", "é", "😀", "/", "\n"]
words = st.lists(st.sampled_from(ALPHABET), max_size=4).map("".join)
# A text in several spellings: plain, with escaped slashes, everything as \u escapes.
_Spelled = st.tuples(words, st.integers(0, 2))


def spell(text: str, way: int) -> str:
    if way == 0:
        return json.dumps(text, ensure_ascii=False)
    if way == 1:
        return json.dumps(text).replace("/", "\\/")
    units = text.encode("utf-16-be")
    return '"' + "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2)) + '"'


values = st.recursive(
    st.one_of(_Spelled, st.integers(), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.integers(0, 20), st.tuples(_Spelled, inner), max_size=4),
    ),
    max_leaves=12,
)


def written(value: object) -> tuple[str, bool]:
    """The JSON of a drawn value, and whether a key comes twice in some object of it."""
    if isinstance(value, tuple):
        return spell(*value), False
    if isinstance(value, list):
        parts = [written(inner) for inner in value]
        return "[" + ",".join(text for text, _ in parts) + "]", any(twice for _, twice in parts)
    if isinstance(value, dict):
        pairs = [(key, written(inner)) for key, inner in value.values()]
        keys = [key for (key, _), _ in pairs]
        text = ",".join(f"{spell(*key)}:{inner}" for key, (inner, _) in pairs)
        twice = len(set(keys)) < len(keys) or any(inner for _, (_, inner) in pairs)
        return "{" + text + "}", twice
    return json.dumps(value), False


@given(st.dictionaries(st.integers(0, 20), st.tuples(_Spelled, values), max_size=5))
@example({0: (("a", 0), ("\\", 0)), 1: (("a", 2), 1)})
@example({0: (("a\\", 0), ("\\", 0)), 1: (("a\\", 2), ("\\", 2))})
def test_a_key_that_comes_twice_is_never_missed_and_never_made_up(drawn: dict) -> None:
    text, twice = written(drawn)
    raw = text.encode()
    obj, problem = decode(raw, Limits())
    if twice:
        assert problem is not None
        assert problem.code == "duplicate-key"
    else:
        assert problem is None
        assert obj == json.loads(raw)


@given(st.binary(max_size=40))
def test_any_bytes_give_an_object_or_a_reason(raw: bytes) -> None:
    obj, problem = decode(raw, Limits())
    assert (obj is None) == (problem is not None)
    if obj is not None:
        assert obj == orjson.loads(raw)


def test_the_key_that_came_twice_is_named() -> None:
    _, problem = decode(b'{"a":1,"b":{"na\\"me":1,"na\\"me":2}}', Limits())
    assert problem is not None
    assert problem.params == {"key": 'na"me'}
