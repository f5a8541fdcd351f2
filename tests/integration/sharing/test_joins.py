# SPDX-License-Identifier: Apache-2.0
"""A relationship is never wider than its ends; an older version never wider than a newer one."""

import itertools

import pytest

from mohona.hub.intel import actions
from tests.factories import parties, stix

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_relationship_is_as_strict_as_its_ends_in_any_order(order: tuple[int, ...]) -> None:
    source, reader = parties.organisation(), parties.organisation()
    shown, hidden = stix.malware(level="clear"), stix.malware(level="red")
    records = [shown, hidden, stix.relationship(shown["id"], hidden["id"])]
    for number in order:
        parties.give(source, records[number])
    assert parties.seen(reader) == {shown["id"]}
    assert parties.seen(source) == {r["id"] for r in records}


def test_nothing_hangs_on_what_hangs_on_something() -> None:
    """The classes of ends are looked at one step deep; a chain would need more."""
    source = parties.organisation()
    shown = stix.malware()
    link = stix.relationship(shown["id"], shown["id"][:-1] + "f")
    chained = [
        stix.relationship(shown["id"], link["id"]),
        stix.relationship(link["id"], shown["id"]),
        stix.domain_object("sighting", sighting_of_ref=link["id"]),
    ]
    assert parties.outcomes(parties.give(source, *chained)) == ["quarantined"] * 3


def test_a_relationship_waits_for_its_end_and_a_sighting_too() -> None:
    source, other, reader = (parties.organisation() for _ in range(3))
    known, missing = stix.malware(), stix.malware()
    link = stix.relationship(known["id"], missing["id"])
    sighting = stix.domain_object("sighting", sighting_of_ref=missing["id"])
    parties.give(source, known, link, sighting)
    assert parties.seen(reader) == {known["id"]}
    parties.give(other, missing)
    assert parties.seen(reader) == {known["id"], missing["id"], link["id"], sighting["id"]}
    actions.withdraw(missing["id"], source=other)
    assert parties.seen(reader) == {known["id"]}


def test_a_stricter_version_makes_older_ones_as_strict() -> None:
    source, reader = parties.organisation(), parties.organisation()
    first = stix.malware(day=1, level="clear")
    second = stix.marked(first | {"modified": stix.DAY.format(day=2)}, "red")
    parties.give(source, first)
    assert parties.seen(reader) == {first["id"]}
    parties.give(source, second)
    assert parties.everything(reader, versions=("all",)) == []


def test_a_wider_version_leaves_older_ones_as_they_were() -> None:
    source, reader = parties.organisation(), parties.organisation()
    first = stix.malware(day=1, level="red")
    second = stix.marked(first | {"modified": stix.DAY.format(day=2)}, "clear")
    parties.give(source, second, first)
    rows = parties.everything(reader, versions=("all",))
    assert [row.version for row in rows] == [
        row.version for row in parties.everything(source) if row.stix_id == first["id"]
    ]


def test_an_observable_made_stricter_in_one_bundle_is_strict_as_a_whole() -> None:
    source, reader = parties.organisation(), parties.organisation()
    wide = stix.domain_name("evil.example", level="clear")
    narrow = stix.marked(dict(wide), "red")
    parties.give(source, wide, narrow)
    assert parties.everything(reader, versions=("all",)) == []


def test_unknown_sectors_narrow_amber() -> None:
    source, member = parties.organisation(), parties.organisation(sectors=["banking"])
    parties.community(source, member, ceiling="red")
    unknown = stix.malware(level="amber", labels=["sector:moon-mining"])
    known = stix.malware(level="amber", labels=["sector:moon-mining", "sector:banking"])
    green = stix.malware(level="green", labels=["sector:moon-mining"])
    parties.give(source, unknown, known, green)
    assert parties.seen(member) == {known["id"], green["id"]}
