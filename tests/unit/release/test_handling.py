# SPDX-License-Identifier: Apache-2.0
"""What a record says of its handling, and the class it makes: missing means narrow."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.cti import tlp
from mohona.release import handling
from mohona.release.handling import Handling, HandlingClass

STATEMENT = {
    "type": "marking-definition",
    "id": "marking-definition--00000000-0000-4000-8000-000000000001",
    "definition_type": "statement",
    "definition": {"statement": "Copyright"},
}
UNKNOWN = "marking-definition--00000000-0000-4000-8000-000000000002"
KNOWN = {STATEMENT["id"]: STATEMENT}


def of(default: str = "", **record: Any) -> Handling:
    return handling.of(
        {"type": "malware", **record}, source="1", default_tlp=default, definitions=KNOWN
    )


@pytest.mark.parametrize("level", tlp.LEVELS)
def test_a_marking_counts_before_the_terms_of_the_source(level: str) -> None:
    found = of("red", object_marking_refs=[tlp.MARKING_OF[level]])
    assert (found.tlp, found.reasons) == (level, frozenset())
    assert found.givers == {"1"}


def test_without_marking_the_terms_of_the_source_count_and_without_these_nobody_has_it() -> None:
    assert of("green") == handling.Handling("1", "green", "malware", frozenset({"1"}))
    assert (of().tlp, of().reasons) == ("red", {handling.NO_MARKING})


def test_a_statement_says_nothing_and_an_unknown_marking_makes_it_narrow() -> None:
    assert of("green", object_marking_refs=[STATEMENT["id"]]).tlp == "green"
    found = of("green", object_marking_refs=[tlp.MARKING_OF["clear"], UNKNOWN])
    assert (found.tlp, found.reasons) == ("red", {handling.UNKNOWN_MARKING})


@pytest.mark.parametrize(
    "record",
    [
        {"object_marking_refs": "red"},
        {"object_marking_refs": [None]},
        {"granular_markings": [3]},
        {"granular_markings": {"marking_ref": tlp.MARKING_OF["clear"]}},
        {"labels": 3},
        {"labels": [["tlp:red"]]},
    ],
)
def test_what_cannot_be_read_is_narrow(record: dict[str, Any]) -> None:
    found = of("clear", **record)
    assert (found.tlp, found.reasons) == ("red", {handling.UNREADABLE_MARKING})


def test_the_strictest_of_several_counts() -> None:
    found = of(
        object_marking_refs=[tlp.MARKING_OF["clear"], tlp.MARKING_OF["amber"]],
        granular_markings=[{"selectors": ["name"], "marking_ref": tlp.MARKING_OF["green"]}],
        labels=["TLP:AMBER+STRICT"],
    )
    assert found.tlp == "amber+strict"


@pytest.mark.parametrize("level", tlp.LEVELS)
def test_sectors_that_nobody_knows_narrow_where_sectors_count(level: str) -> None:
    marked = {"object_marking_refs": [tlp.MARKING_OF[level]]}
    found = of(sectors=["moon-mining"], **marked)
    narrow = tlp.rank(level) >= tlp.rank("amber")
    assert found.reasons == ({handling.UNKNOWN_SECTOR} if narrow else frozenset())
    both = of(sectors=["moon-mining", "health"], **marked)
    assert (both.sectors, both.reasons) == ({"health"}, frozenset())


def test_custom_kinds_share_one_name() -> None:
    assert of(type="x-hearsay").kind == handling.OTHER_KIND


_some = st.builds(
    Handling,
    source=st.sampled_from(["", "1", "2"]),
    tlp=st.sampled_from(tlp.LEVELS),
    kind=st.sampled_from(["malware", "other"]),
    givers=st.frozensets(st.sampled_from("123")),
    sectors=st.frozensets(st.sampled_from(["banking", "energy"])),
    pap=st.sampled_from(["", "red"]),
    reasons=st.frozensets(st.sampled_from(handling.REASONS)),
)
_class = st.builds(HandlingClass, _some, st.frozensets(_some, max_size=3))


@given(_some)
def test_handlings_survive_the_way_through_json(one: Handling) -> None:
    assert Handling.from_data(json.loads(json.dumps(one.as_data()))) == one


@given(_class, _class)
def test_equal_classes_have_equal_digests_and_others_do_not(
    one: HandlingClass, other: HandlingClass
) -> None:
    again = HandlingClass(one.own, frozenset(reversed(list(one.bounds))))
    assert again.digest() == one.digest()
    assert (one.digest() == other.digest()) is (one == other)


@given(_class, st.lists(_class, max_size=3))
def test_joining_takes_everything_along_once(
    one: HandlingClass, others: list[HandlingClass]
) -> None:
    joined = one.joined(others)
    assert joined.own == one.own
    assert one.own not in joined.bounds
    expected = set(one.bounds).union(*({o.own} | o.bounds for o in others)) - {one.own}
    assert joined.bounds == expected
    assert joined.joined(others) == joined
    assert joined == one.joined(reversed(others))
