# SPDX-License-Identifier: Apache-2.0
"""No gap, no repeat: a reader that polls at random moments ends with exactly its share."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.hub.intel import reading
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing import grants, late, registry
from mohona.hub.sharing.queries import Sight
from tests.properties import profiles, worlds
from tests.properties.worlds import Parties, Play

pytestmark = pytest.mark.django_db

_reader = st.integers(0, worlds.ORGANISATIONS - 1)
POLL = st.tuples(st.just("poll"), _reader, st.integers(0, 1), st.sampled_from([1, 2, 1000]))
FILL = st.tuples(st.just("fill"), st.sampled_from([1, 2, 1000]))
STEPS = st.lists(st.one_of(worlds.STEP, POLL, POLL, FILL), min_size=4, max_size=14)


@dataclass
class Reader:
    """A key that reads everything released to its organisation, page by page."""

    organisation: uuid.UUID
    key: uuid.UUID
    after: int = 0
    got: list[tuple[str, int, str]] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)

    def poll(self, limit: int) -> bool:
        """One request as the TAXII door makes it; whether more is waiting."""
        sharing.begin_reading(self.organisation)
        page = reading.page(Sight(self.organisation), after=self.after, limit=limit)
        for row in page.rows:
            assert row.position > self.after, "positions run forward"
            self.after = row.position
            self.positions.append(row.position)
            (token,) = set(worlds.TOKEN.findall(row.body.decode()))
            self.got.append((row.stix_id, row.version, token))
        if page.rows:
            sharing.note_delivery(
                recipient=self.organisation,
                key=self.key,
                door="taxii",
                collection=None,
                sequential=True,
                first=page.rows[0].position,
                last=page.rows[-1].position,
                count=len(page.rows),
            )
        return page.more

    def poll_all(self) -> None:
        while self.poll(3):
            pass


class Polled:
    """A world whose organisations poll with one key each, or with two."""

    def __init__(self, start: Parties, keys: int) -> None:
        self.play = Play(start)
        self.readers = {
            (number, key): Reader(organisation.id, start.keys[number][key])
            for number, organisation in enumerate(self.play.hub)
            for key in range(keys)
        }
        self.keys = keys

    def do(self, step: tuple[Any, ...]) -> None:
        match step:
            case ("poll", reader, key, limit):
                self.readers[reader, key % self.keys].poll(limit)
            case ("fill", stretches):
                fill(stretches)
            case _:
                self.play.do(step)

    def end(self) -> None:
        sharing.fill_all()
        for reader in self.readers.values():
            reader.poll_all()

    def share(self, number: int) -> Counter[tuple[str, str]]:
        """What the organisation may have at the end, of the latest versions."""
        world = self.play.world
        return Counter(
            (self.play.ids[v.slot], v.token)
            for v in world.versions
            if world.latest(v) and world.may_have(number, v)
        )

    def check(self) -> None:
        for (number, _), reader in self.readers.items():
            got = Counter((stix_id, token) for stix_id, _, token in reader.got)
            missing = self.share(number) - got
            assert not missing, f"organisation {number} never got {missing}"
            if self.keys == 1:
                # The copies of several sources are versions of their own.
                copies = Counter((self.play.ids[v.slot], v.token) for v in self.play.world.versions)
                again = got - copies
                assert not again, f"organisation {number} got again {again}"
                assert len(set(reader.positions)) == len(reader.positions)


def fill(stretches: int) -> None:
    """Some of the stretches that the back-fill job would make now."""
    waiting = grants.waiting(stretches)
    for recipient, number in waiting:
        for table in registry.all_records():
            late.fill(recipient, number, after=0, table=table)


def play_and_check(start: Parties, steps: list[Any], keys: int) -> None:
    with profiles.world_apart():
        polled = Polled(start, keys)
        for step in steps:
            polled.do(step)
        polled.end()
        polled.check()


@profiles.worlds(30)
@given(steps=STEPS)
def test_one_reader_gets_each_version_once(start: Parties, steps: list[Any]) -> None:
    play_and_check(start, steps, keys=1)


@profiles.worlds(15)
@given(steps=STEPS)
def test_several_readers_miss_nothing(start: Parties, steps: list[Any]) -> None:
    play_and_check(start, steps, keys=2)


@pytest.mark.slow
@profiles.worlds(700)
@given(steps=STEPS)
def test_one_reader_gets_each_version_once_in_many_worlds(start: Parties, steps: list[Any]) -> None:
    play_and_check(start, steps, keys=1)


@pytest.mark.slow
@profiles.worlds(300)
@given(steps=STEPS)
def test_several_readers_miss_nothing_in_many_worlds(start: Parties, steps: list[Any]) -> None:
    play_and_check(start, steps, keys=2)
