# SPDX-License-Identifier: Apache-2.0
"""No widening: leaving, a lower ceiling, taking back, a stricter version show nobody more."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.hub.sharing.queries import Sight
from tests.properties import profiles, worlds
from tests.properties.reference import LEVELS
from tests.properties.test_no_leak import met, read_all
from tests.properties.worlds import Parties, Play

pytestmark = pytest.mark.django_db

_party = st.integers(0, worlds.ORGANISATIONS - 1)
_community = st.integers(0, worlds.COMMUNITIES - 1)
_NARROWING = st.one_of(
    st.tuples(st.sampled_from(["leave", "suspend"]), _community, _party),
    st.tuples(st.just("lower"), _community, st.sampled_from(LEVELS)),
    st.tuples(st.just("active"), _party, st.just(False)),
    st.tuples(st.just("coordinates"), _party, st.just(False)),
    st.tuples(st.just("withdraw"), _party, st.integers(0, len(worlds.KINDS) - 1)),
    st.tuples(st.just("stricter"), st.integers(0, 2)),
)


def narrow(play: Play, step: tuple[Any, ...]) -> None:
    """One change that may only take away."""
    match step:
        case ("lower", community, level):
            lower = min(level, play.world.communities[community].ceiling, key=LEVELS.index)
            play.do(("ceiling", community, lower))
        case ("stricter", slot):
            # A newer version of the same source that nobody can read.
            for source in sorted({v.source for v in play.world.lineage(slot)}):
                newest = ("record", slot, 9, 0, worlds.UNKNOWN, 0, (0, 0))
                play.do(("give", source, [newest]))
        case _:
            play.do(step)


def share(play: Play, reader: int) -> set[tuple[str, str]]:
    """The records of this world that the reader reads, of those with one copy of each end.

    Of several copies of an end the widest counts; when it goes, another one takes its place.
    """
    several = {
        v.token
        for v in play.world.versions
        if any(len({e.source for e in play.world.lineage(end)}) > 1 for end in v.ends)
    }
    rows = read_all(Sight(play.hub[reader].id), versions=("all",))
    return {
        (row.stix_id, token)
        for row in rows
        for token in met(row.body)
        if token not in several and play.tokens.get(token) != worlds.MARKING
    }


def check(start: Parties, steps: list[Any], narrowing: list[Any]) -> None:
    with profiles.world_apart():
        play = Play(start)
        for step in steps:
            play.do(step)
        for step in narrowing:
            known = set(play.tokens)
            before = {reader: share(play, reader) for reader in play.world.organisations}
            narrow(play, step)
            for reader, had in before.items():
                more = {one for one in share(play, reader) - had if one[1] in known}
                assert not more, (step, reader, more)


@profiles.worlds(12)
@given(steps=worlds.STEPS, narrowing=st.lists(_NARROWING, min_size=1, max_size=3))
def test_what_narrows_shows_nobody_more(
    start: Parties, steps: list[Any], narrowing: list[Any]
) -> None:
    check(start, steps, narrowing)


@pytest.mark.slow
@profiles.worlds(150)
@given(steps=worlds.STEPS, narrowing=st.lists(_NARROWING, min_size=1, max_size=3))
def test_what_narrows_in_many_worlds(
    start: Parties, steps: list[Any], narrowing: list[Any]
) -> None:
    check(start, steps, narrowing)
