# SPDX-License-Identifier: Apache-2.0
"""Properties of paging: each object once, in order, whatever the limits, kinds and givers."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.hub.intel import plans, reading
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing.queries import Sight
from tests.factories import parties, stix
from tests.factories.machines import Machine
from tests.properties import profiles

pytestmark = pytest.mark.django_db
MANY = profiles.worlds(40)


@pytest.fixture
def world() -> tuple[Machine, list[stix.Record]]:
    """A reader; late records before and behind its own; containers; other people's secrets."""
    source, machine = parties.organisation(), Machine(parties.organisation())
    early = [stix.malware(level="green") for _ in range(4)]
    first = [stix.indicator(f"a{n}.example") for n in range(5)]
    parties.give(source, *early, *first, stix.malware(level="red"))
    machine.get()
    parties.community(source, machine.organisation, ceiling="green")
    sharing.fill_all()
    listed = stix.report([first[0]["id"], early[0]["id"]])
    second = [stix.malware(level="green"), listed, stix.indicator("z.example"), stix.malware()]
    parties.give(source, *second, stix.malware(level="amber"))
    return machine, [*first, *early, *second]


def pages(machine: Machine, path: str, limits: list[int], **query: Any) -> list[Any]:
    """All pages, the limits taken in turn."""
    found, following = [], {}
    for turn in range(200):
        answer = machine.get(path, limit=limits[turn % len(limits)], **query, **following)
        page = json.loads(answer.content)
        assert len(page["objects"]) <= limits[turn % len(limits)]
        assert page["more"] is ("next" in page)
        assert page["objects"] or not page["more"]
        found += page["objects"]
        if not page["more"]:
            return found
        following = {"next": page["next"]}
    raise AssertionError("the pages never end")


def ids(records: list[Any]) -> list[str]:
    return [one["id"] for one in records]


@MANY
@given(limits=st.lists(st.integers(1, 20), min_size=1, max_size=6), dense=st.booleans())
def test_each_object_once_and_in_order(
    world: tuple[Machine, list[stix.Record]], limits: list[int], dense: bool
) -> None:
    machine, records = world
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "_is_dense", lambda sight, limit: dense)
        assert sorted(ids(pages(machine, machine.url(), limits))) == sorted(ids(records))
        manifest = pages(machine, machine.url("manifest/"), limits)
    added = [one["date_added"] for one in manifest]
    assert added == sorted(set(added))
    assert sorted(ids(manifest)) == sorted(ids(records))


@MANY
@given(
    limits=st.lists(st.integers(1, 9), min_size=1, max_size=4),
    kinds=st.sets(st.sampled_from(["malware", "indicator", "report", "tool"]), min_size=1),
)
def test_filtered_pages_are_the_filtered_whole(
    world: tuple[Machine, list[stix.Record]], limits: list[int], kinds: set[str]
) -> None:
    machine, _records = world
    whole = [one for one in machine.objects() if one["type"] in kinds]
    chosen = ",".join(sorted(kinds))
    assert pages(machine, machine.url(), limits, match_type=chosen) == whole


@MANY
@given(cut=st.integers(0, 12), limit=st.integers(1, 20))
def test_whoever_asks_from_any_place_gets_the_rest(
    world: tuple[Machine, list[stix.Record]], cut: int, limit: int
) -> None:
    machine, _records = world
    whole = machine.objects()
    manifest = pages(machine, machine.url("manifest/"), [limit])
    after = manifest[cut]["date_added"]
    rest = pages(machine, machine.url(), [limit], added_after=after)
    assert rest == whole[cut + 1 :]


@MANY
@given(
    sizes=st.lists(st.integers(1, 400), min_size=1, max_size=12),
    most=st.integers(1, 3_000),
    limit=st.integers(1, 12),
)
def test_joined_bodies_are_the_rows_joined(sizes: list[int], most: int, limit: int) -> None:
    """Both ways of reading a page say the same, cut by number or by size."""
    with profiles.world_apart(), pytest.MonkeyPatch.context() as patch:
        source = parties.organisation()
        parties.give(source, *[stix.malware(description="x" * n, level="red") for n in sizes])
        sight = Sight(source.id)
        patch.setattr(reading, "MOST_BYTES", most)
        after, found = 0, []
        more = True
        while more:
            page = reading.joined(sight, after=after, limit=limit)
            records = json.loads(b"[" + bytes(page.bodies) + b"]")
            assert len(records) == page.count
            assert len(page.bodies) - page.count + 1 <= most or page.count == 1
            found += records
            after, more = page.last, page.more
        rows = reading.page(sight, limit=100).rows
        assert ids(found) == [row.stix_id for row in rows]
        assert after == rows[-1].position
