# SPDX-License-Identifier: Apache-2.0
"""No leak: whatever a reader meets through any door, the reference decision permits."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given

from mohona.hub.intel import actions, queries, reading
from mohona.hub.sharing.queries import Sight
from tests.properties import profiles, worlds
from tests.properties.worlds import Play

pytestmark = pytest.mark.django_db


def read_all(sight: Sight, limit: int = 1000, **filters: Any) -> list[reading.Row]:
    rows: list[reading.Row] = []
    after = 0
    while True:
        page = reading.page(sight, after=after, limit=limit, filters=reading.Filters(**filters))
        rows += page.rows
        if not page.more:
            return rows
        after = page.rows[-1].position


def met(text: str | bytes) -> set[str]:
    """The tokens in whatever came out."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return set(worlds.TOKEN.findall(text))


def check_pages(play: Play, reader: int) -> None:
    """Reading by position shows exactly what the reference permits, each version once."""
    world, sight = play.world, Sight(play.hub[reader].id)
    for latest in (False, True):
        rows = read_all(sight, limit=3, versions=() if latest else ("all",))
        got = Counter((play.slots[row.stix_id], *met(row.body)) for row in rows)
        may = [
            v
            for v in world.versions
            if world.may_have(reader, v) and (not latest or world.latest(v))
        ]
        assert got == Counter((v.slot, v.token) for v in may), (reader, latest)
    check_lists(play, reader, [bytes(row.body) for row in rows])


def check_lists(play: Play, reader: int, bodies: list[bytes]) -> None:
    """A container lists only what its reader may have, unless the reader gave it."""
    world = play.world
    known = {v.slot for v in world.versions if world.may_have(reader, v)}
    for body in bodies:
        record = json.loads(body)
        if record["type"] not in ("report", "note"):
            continue
        (token,) = met(body)
        shown = {play.slots[name] for name in record["object_refs"] if name in play.slots}
        versions = [v for v in world.versions if v.token == token]
        if any(reader in v.terms.givers for v in versions):
            assert shown == set(versions[0].lists)
        else:
            assert shown == set(versions[0].lists) & known


def check_searches(play: Play, reader: int) -> None:
    """Search, counts, look-up, neighbours, containers, titles, versions, translations."""
    world, sight = play.world, Sight(play.hub[reader].id)
    may = play.tokens_of(reader)
    newest = {v.token for v in world.versions if world.latest(v) and world.may_have(reader, v)}
    listing = queries.search(sight, queries.Search(), limit=100)
    assert met(repr(listing)) <= newest
    assert {v.stix_id for v in listing.versions} <= {
        play.ids[v.slot] for v in world.versions if v.token in newest
    }
    assert queries.count(sight, queries.Search()) == len(listing.versions)
    for token in sorted(play.tokens):
        for wanted in (queries.Search(text=token), queries.Search(value=f"{token}.example")):
            found = queries.search(sight, wanted)
            assert queries.count(sight, wanted) == len(found.versions)
            if found.versions:
                assert token in newest
    values = [f"{token}.example" for token in sorted(play.tokens)]
    for hit, token in zip(queries.look_up(values, sight), sorted(play.tokens), strict=True):
        assert bool(hit.count) == (token in may and play.tokens[token] in (1, worlds.OBSERVABLE)), (
            token
        )
        assert len(queries.at(hit.positions, sight)) == len(hit.positions)
    assert set(queries.titles_of(play.ids, sight)) == {
        play.ids[v.slot] for v in world.versions if v.token in newest
    }
    for slot, stix_id in enumerate(play.ids):
        versions = queries.versions_of(stix_id, sight)
        assert Counter(t for v in versions for t in met(v.body)) == Counter(
            v.token for v in world.lineage(slot) if world.may_have(reader, v)
        )
        check_lists(play, reader, [v.body for v in versions])
        known = any(world.may_have(reader, v) for v in world.lineage(slot))
        around = [
            *queries.neighbours(stix_id, sight),
            *queries.containers_of(stix_id, sight),
        ]
        assert met(repr(around)) <= may
        if not known:
            assert all(
                reader in v.terms.givers
                for one in queries.containers_of(stix_id, sight)
                for v in world.versions
                if play.ids[v.slot] == one.stix_id and v.source == _number(play, one.source_id)
            )
        record = versions[0].record if versions else {"id": stix_id}
        for source in play.hub:
            texts = queries.translations_of(record, "bn", sight, source=source.id)
            assert met(repr(texts)) <= may


def _number(play: Play, source: Any) -> int:
    return next(n for n, o in enumerate(play.hub) if o.id == source)


def check_own_reports(play: Play, reader: int) -> None:
    """Submissions, quarantine and conflicts tell a sender of nothing but what it sent."""
    may = play.tokens_of(reader) | play.sent[reader]
    for submission in queries.Submission.objects.filter(source=play.hub[reader]):
        assert met(json.dumps([submission.outcomes, submission.problem])) <= may
    for conflict in queries.Conflict.objects.filter(source=play.hub[reader], visible=True):
        assert met(bytes(conflict.body)) <= may


def play_and_check(steps: list[Any]) -> None:
    with profiles.world_apart():
        play = Play()
        for step in steps:
            play.do(step)
            for reader in play.world.organisations:
                check_pages(play, reader)
        actions.index_words()
        for reader in play.world.organisations:
            check_searches(play, reader)
            check_own_reports(play, reader)


@profiles.worlds(25)
@given(steps=worlds.STEPS)
def test_readers_meet_exactly_what_the_reference_permits(steps: list[Any]) -> None:
    play_and_check(steps)


@pytest.mark.slow
@profiles.worlds(500)
@given(steps=worlds.STEPS)
def test_readers_meet_exactly_what_the_reference_permits_in_many_worlds(steps: list[Any]) -> None:
    play_and_check(steps)
