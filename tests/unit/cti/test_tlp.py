# SPDX-License-Identifier: Apache-2.0
"""TLP and PAP: the strictest counts, and what cannot be read is red with a reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.cti import tlp

STATEMENT = {
    "type": "marking-definition",
    "id": "marking-definition--00000000-0000-4000-8000-000000000001",
    "definition_type": "statement",
    "definition": {"statement": "Copyright"},
}
OTHER = {
    "type": "marking-definition",
    "id": "marking-definition--00000000-0000-4000-8000-000000000002",
    "extensions": {"extension-definition--00000000-0000-4000-8000-000000000003": {"iep": 1}},
}
OWN_TLP = {
    "type": "marking-definition",
    "id": "marking-definition--00000000-0000-4000-8000-000000000004",
    "definition_type": "tlp",
    "definition": {"tlp": "AMBER+STRICT"},
}
KNOWN = {marking["id"]: marking for marking in (STATEMENT, OTHER, OWN_TLP)}
NOBODY_KNOWS = "marking-definition--00000000-0000-4000-8000-000000000009"
WHITE = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"
RED_1 = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"


def marked(*references: object) -> dict[str, Any]:
    return {"object_marking_refs": list(references)}


@pytest.mark.parametrize(
    ("obj", "level"),
    [
        ({}, None),
        (marked(), None),
        (marked(STATEMENT["id"]), None),
        (marked(WHITE), "clear"),
        (marked(RED_1), "red"),
        (marked(tlp.MARKING_OF["amber+strict"]), "amber+strict"),
        (marked(WHITE, tlp.MARKING_OF["green"], STATEMENT["id"]), "green"),
        (marked(OWN_TLP["id"]), "amber+strict"),
        (
            {"granular_markings": [{"marking_ref": RED_1, "selectors": ["name"]}], **marked(WHITE)},
            "red",
        ),
        ({"granular_markings": [{"lang": "bn", "selectors": ["name"]}]}, None),
        ({"labels": ["tlp:amber", "TLP:AMBER+STRICT"]}, "amber+strict"),
        ({"labels": ['tlp="white"', "phishing"]}, "clear"),
        ({"labels": ["tlp: green "]}, "green"),
        ({"labels": ["tlp-blog", "titulation"]}, None),
        ({"labels": ["tlp:clear"], **marked(RED_1)}, "red"),
    ],
)
def test_the_strictest_level_counts(obj: dict[str, Any], level: str | None) -> None:
    assert tlp.read(obj, KNOWN) == (level, ())


@pytest.mark.parametrize(
    ("obj", "reason"),
    [
        (marked(NOBODY_KNOWS), "unknown-marking"),
        (marked(WHITE, NOBODY_KNOWS), "unknown-marking"),
        (marked(OTHER["id"]), "unknown-marking"),
        (marked("nonsense"), "unknown-marking"),
        ({"granular_markings": [{"marking_ref": NOBODY_KNOWS}]}, "unknown-marking"),
        ({"labels": ["tlp:purple"]}, "unknown-marking"),
        ({"labels": ["tlp:"]}, "unknown-marking"),
        ({"object_marking_refs": WHITE}, "unreadable-marking"),
        (marked(5), "unreadable-marking"),
        (marked(WHITE, None), "unreadable-marking"),
        ({"granular_markings": {}}, "unreadable-marking"),
        ({"granular_markings": [5]}, "unreadable-marking"),
        ({"granular_markings": [{}]}, "unreadable-marking"),
        ({"granular_markings": [{"marking_ref": 5}]}, "unreadable-marking"),
        ({"labels": "tlp:clear"}, "unreadable-marking"),
        ({"labels": [5]}, "unreadable-marking"),
    ],
)
def test_what_cannot_be_read_is_red_with_a_reason(obj: dict[str, Any], reason: str) -> None:
    assert tlp.read(obj, KNOWN) == ("red", (reason,))


def test_a_definition_cannot_change_what_a_predefined_marking_means() -> None:
    fake = {RED_1: {"id": RED_1, "definition_type": "tlp", "definition": {"tlp": "white"}}}
    assert tlp.read(marked(RED_1), fake).level == "red"
    assert tlp.level_of_marking(fake[RED_1], {}) == "red"


@pytest.mark.parametrize(
    "marking",
    [
        {"definition_type": "tlp"},
        {"definition_type": "tlp", "definition": {"tlp": 5}},
        {"definition_type": "tlp", "definition": {"tlp": "pink"}},
        {"definition_type": "iep", "definition": {}},
        {"definition_type": "statement", "definition": "text"},
        {"extensions": 5},
        {"extensions": {"x": 5}},
        {"extensions": {tlp.EXTENSION: {"tlp_2_0": None}}},
        {},
    ],
)
def test_a_definition_of_an_unknown_kind_is_unknown(marking: dict[str, Any]) -> None:
    assert tlp.level_of_marking(marking, {}) == tlp.UNKNOWN
    assert tlp.read(marked("m"), {"m": marking}).level == "red"


def test_the_predefined_markings_say_their_own_level() -> None:
    for identifier, obj in tlp.MARKINGS.items():
        assert obj["id"] == identifier
        level = tlp.level_of_marking(identifier, {})
        assert level in tlp.LEVELS
        assert level == tlp.level_of_marking({**obj, "id": "x"}, {})
    assert len(tlp.MARKINGS) == 9
    assert tuple(tlp.MARKING_OF) == tlp.LEVELS
    assert [tlp.rank(level) for level in tlp.LEVELS] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("labels", "level"),
    [
        (None, None),
        ([], None),
        (["PAP:AMBER"], "amber"),
        (["pap:white"], "clear"),
        (['PAP="RED"', "pap:clear"], "red"),
        (["pap:amber+strict"], "red"),
        (["pap:nonsense"], "red"),
        ("PAP:CLEAR", "red"),
        (["papaya"], None),
        ([5], None),
    ],
)
def test_pap(labels: object, level: str | None) -> None:
    assert tlp.pap({} if labels is None else {"labels": labels}) == level


references = st.sampled_from([*tlp.MARKINGS, *KNOWN, NOBODY_KNOWS, 5, None])
labels = st.sampled_from(["tlp:clear", "TLP:RED", "tlp:x", "x", 5])


@given(st.lists(references), st.lists(labels), references, labels)
def test_adding_a_marking_never_widens(
    marks: list[object], named: list[object], more: object, label: object
) -> None:
    before = tlp.read({"object_marking_refs": marks, "labels": named}, KNOWN)
    for after in (
        tlp.read({"object_marking_refs": [*marks, more], "labels": named}, KNOWN),
        tlp.read({"object_marking_refs": marks, "labels": [*named, label]}, KNOWN),
    ):
        assert set(before.reasons) <= set(after.reasons)
        if before.level is not None:
            assert after.level is not None
            assert tlp.rank(after.level) >= tlp.rank(before.level)


json_values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["object_marking_refs", "granular_markings", "labels", "sectors"]),
        json_values,
    )
)
def test_no_value_raises(obj: dict[str, Any]) -> None:
    reading = tlp.read(obj, KNOWN)
    assert reading.level in (None, *tlp.LEVELS)
    assert tlp.pap(obj) in (None, *tlp.PAP_LEVELS)
    tlp.sectors_of(obj)
