# SPDX-License-Identifier: Apache-2.0
"""The random worlds themselves: everything in them can happen, or the properties prove little."""

import pytest

from mohona.hub.sharing.queries import Sight
from tests.properties import worlds
from tests.properties.reference import Version
from tests.properties.test_no_leak import read_all
from tests.properties.worlds import Parties, Play

pytestmark = pytest.mark.django_db

CLEAR = 1


def record(slot: int, saying: int = CLEAR, named: tuple[int, int] = (0, 1)) -> tuple[object, ...]:
    return ("record", slot, 1, 0, saying, 0, named)


@pytest.fixture
def play(start: Parties) -> Play:
    return Play(start)


def known(play: Play, reader: int) -> set[int]:
    rows = read_all(Sight(play.hub[reader].id))
    return {play.slots[row.stix_id] for row in rows if row.stix_id in play.slots}


def test_every_kind_comes_in_and_goes_out(play: Play) -> None:
    kinds = range(len(worlds.KINDS))
    play.do(("give", 0, [record(slot) for slot in kinds]))
    # The marking is TLP:GREEN; organisation 3 stands in no community.
    assert known(play, 3) == set(kinds) - {worlds.MARKING}
    assert known(play, 1) == set(kinds)


def test_every_way_of_marking_means_what_the_table_says(start: Parties) -> None:
    for number in range(len(worlds.SAYINGS)):
        other = Play(start)
        other.do(("give", 0, [record(0, number)]))
        version: Version = other.world.versions[0]
        for reader in other.world.organisations:
            assert bool(known(other, reader)) is other.world.may_have(reader, version), number


@pytest.mark.parametrize("named", [(0, 0), (0, 1), (worlds.NEVER_GIVEN, worlds.NEVER_GIVEN)])
def test_ends_are_what_the_record_says(play: Play, named: tuple[int, int]) -> None:
    made, _ = play.make(record(worlds.RELATIONSHIP, named=named))
    play.do(("give", 0, [record(worlds.RELATIONSHIP, named=named)]))
    ends = {play.slots[made["source_ref"]], play.slots[made["target_ref"]]}
    assert set(play.world.versions[0].ends) == ends
    assert len(ends) == 2
