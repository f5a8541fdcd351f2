# SPDX-License-Identifier: Apache-2.0
"""Two versions side by side: nothing is lost, nothing is called changed that is not."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mohona.hub.ui import compare

LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


def kinds(before: Any, after: Any) -> dict[str, str]:
    """Path to kind of the rows that differ."""
    return {row.path: row.kind for row in compare.changes(before, after)}


def test_each_kind_of_change_with_its_path() -> None:
    before = {"name": "A", "confidence": 60, "labels": ["x"], "deep": [{"a": 1}, {"a": 2}]}
    after = {"name": "B", "labels": ["x", "y"], "deep": [{"a": 1}, {"a": 3}], "new": {"k": []}}
    assert kinds(before, after) == {
        "$.name": "changed",
        "$.confidence": "removed",
        "$.labels[1]": "added",
        "$.deep[1].a": "changed",
        "$.new.k": "added",
    }


def test_one_label_less_is_one_row() -> None:
    assert kinds(["a", "b", "c"], ["b", "c"]) == {"$[0]": "removed"}


def test_a_repeated_member_that_went_is_seen() -> None:
    assert [row.kind for row in compare.changes(["a", "a", "b"], ["a", "b"])] == ["removed"]


def test_true_and_one_are_not_the_same() -> None:
    assert kinds({"a": True}, {"a": 1}) == {"$.a": "changed"}


def test_keys_that_are_no_names_are_quoted() -> None:
    assert list(kinds({}, {"x-a.b": 1, 'q"': 2})) == ['$["x-a.b"]', '$["q\\""]']


def test_an_object_that_became_empty_and_a_list_that_became_text() -> None:
    assert kinds({"a": {"b": 1}}, {"a": {}}) == {"$.a.b": "removed"}
    assert kinds({"a": [1]}, {"a": "1"}) == {"$.a": "changed"}


@given(VALUES)
def test_a_value_does_not_differ_from_itself(value: Any) -> None:
    assert compare.changes(value, value) == []


@given(VALUES, VALUES)
def test_the_other_way_round_added_and_removed_change_places(before: Any, after: Any) -> None:
    there = [row.kind for row in compare.changes(before, after)]
    back = [row.kind for row in compare.changes(after, before)]
    assert there.count("added") == back.count("removed")
    assert there.count("changed") == back.count("changed")
