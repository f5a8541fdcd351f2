# SPDX-License-Identifier: Apache-2.0
"""The demo world as a whole: the same each time, well-formed, consistent in itself."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest

from mohona.cli.demo import rhythm, world
from mohona.cli.demo.flaws import FLAWS
from mohona.cli.demo.model import Stix, World
from mohona.cti import tlp
from mohona.cti.formats import stix21


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key.endswith("_ref"):
                yield item
            elif key.endswith("_refs"):
                yield from item
            else:
                yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def _plain(value: Stix) -> str:
    return json.dumps(value, sort_keys=True)


def test_same_moment_and_seed_give_the_same_world(demo: World) -> None:
    assert world.build(demo.now) == demo


def test_seconds_and_zones_of_the_moment_do_not_matter(demo: World) -> None:
    elsewhere = demo.now.astimezone(timezone(timedelta(hours=6))) + timedelta(seconds=18)
    assert world.build(elsewhere) == demo


def test_another_seed_gives_another_world(demo: World) -> None:
    other = world.build(demo.now, seed=7)
    assert {v["id"] for v in other.objects()} != {v["id"] for v in demo.objects()}
    assert other.organisations == demo.organisations


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        world.build(datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2024, 2, 29, 0, 0, tzinfo=UTC),
        datetime(2027, 1, 1, 3, 59, tzinfo=UTC),
        datetime(2031, 7, 15, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_any_moment_gives_a_whole_world(moment: datetime) -> None:
    built = world.build(moment)
    assert len(built.flaws) == len(FLAWS)
    assert len(built.dangling) == 5
    assert len(built.conflicts) == 3
    assert 5000 <= len(built.objects()) <= 7000


def test_size(demo: World) -> None:
    assert 4000 <= len({value["id"] for value in demo.objects()}) <= 6500
    assert len(demo.organisations) >= 22
    assert len({bundle.source for bundle in demo.bundles}) == len(demo.organisations)


def test_one_version_has_one_content_except_the_named_conflicts(sound: list[Stix]) -> None:
    contents = defaultdict(set)
    for value in sound:
        contents[value["id"], value.get("modified")].add(_plain(value))
    differing = {name for (name, _), seen in contents.items() if len(seen) > 1}
    assert len(differing) == 2


def test_named_conflicts_are_there(demo: World) -> None:
    owners = defaultdict(list)
    for bundle in demo.bundles:
        for value in bundle.objects:
            owners[value["id"]].append((bundle.source, value))
    for name in demo.conflicts:
        assert len({_plain(value) for _, value in owners[name]}) > 1
    assert {len({source for source, _ in owners[name]}) for name in demo.conflicts} == {1, 2}


def test_an_identifier_comes_twice_only_as_a_version_or_unchanged(
    demo: World, sound: list[Stix]
) -> None:
    seen: dict[tuple[str, str | None], str] = {}
    for value in sound:
        if value["id"] in demo.conflicts:
            continue
        key = (value["id"], value.get("modified"))
        assert seen.setdefault(key, _plain(value)) == _plain(value)


def test_second_versions(demo: World, sound: list[Stix]) -> None:
    versions = defaultdict(list)
    for value in sound:
        if value["id"] not in demo.conflicts and "modified" in value:
            versions[value["id"]].append(value)
    changes: Counter[str] = Counter()
    for chain in versions.values():
        for old, new in pairwise(chain):
            if old == new:
                continue
            assert new["modified"] > old["modified"]
            assert new["created"] == old["created"]
            before, after = tlp.read(old, {}).level, tlp.read(new, {}).level
            if new.get("revoked"):
                changes["revoked"] += 1
            elif before == after:
                changes["text"] += 1
            else:
                assert before is not None
                assert after is not None
                wider = tlp.rank(after) < tlp.rank(before)
                changes["wider" if wider else "stricter"] += 1
    assert set(changes) == {"revoked", "text", "wider", "stricter"}
    assert min(changes.values()) >= 5


def test_references_lead_somewhere_except_the_named_ones(demo: World) -> None:
    known = {value["id"] for value in demo.objects()} | set(tlp.MARKINGS)
    missing = {name for value in demo.objects() for name in _references(value) if name not in known}
    assert missing == set(demo.dangling)


def test_references_lead_to_what_came_before_or_with_it(demo: World) -> None:
    known = set(tlp.MARKINGS) | set(demo.dangling)
    for bundle in demo.bundles:
        known |= {value["id"] for value in bundle.objects}
        for value in bundle.objects:
            assert set(_references(value)) <= known, value["id"]


def test_translations_are_of_versions_that_exist(sound: list[Stix]) -> None:
    versions = {(value["id"], value.get("modified")) for value in sound}
    for value in sound:
        if value["type"] == "language-content":
            assert (value["object_ref"], value["object_modified"]) in versions


def test_sound_objects_pass_the_checks(sound: list[Stix]) -> None:
    for value in sound:
        problem = stix21.check(value, len(_plain(value)), stix21.Limits())
        assert problem is None, (problem.text, value)


def test_each_flaw_is_refused_for_a_reason_of_its_own(demo: World) -> None:
    reasons = set()
    for flaw in demo.flaws:
        problem = stix21.check(flaw.value, len(_plain(flaw.value)), stix21.Limits())
        assert problem is not None, flaw.name
        reasons.add((problem.code, problem.path))
    assert len(reasons) == len(FLAWS)
    assert [flaw.name for flaw in demo.flaws] == [name for name, *_ in FLAWS]


def test_bundles_survive_json(demo: World) -> None:
    for bundle in demo.bundles:
        assert tuple(json.loads(json.dumps(bundle.objects))) == bundle.objects


def test_times_lie_in_the_demos_fourteen_days(demo: World, sound: list[Stix]) -> None:
    moments = [bundle.at for bundle in demo.bundles]
    assert moments == sorted(moments)
    assert moments[0] >= rhythm.begin(demo.now)
    assert moments[-1] <= demo.now
    for bundle in demo.bundles:
        for value in bundle.objects:
            if "modified" in value and value["type"] != "identity":
                written = datetime.fromisoformat(value["modified"])
                assert written <= bundle.at


def test_every_day_has_its_share_and_nights_are_quiet(demo: World) -> None:
    days: Counter[int] = Counter()
    hours: Counter[int] = Counter()
    for bundle in demo.bundles:
        days[(bundle.at - rhythm.begin(demo.now)).days] += len(bundle.objects)
        if bundle.source != "open-feeds":
            hours[bundle.at.hour] += 1
    assert set(days) == set(range(rhythm.DAYS))
    assert min(days.values()) >= 100
    assert sum(hours[h] for h in range(3, 12)) > 2 * sum(hours[h] for h in range(15, 24))


def test_every_author_writes_in_its_own_name(demo: World, sound: list[Stix]) -> None:
    identities = {
        value["name"]: value["id"]
        for value in sound
        if value["type"] == "identity" and value["identity_class"] != "class"
    }
    passed_on = {"Passed on from CERT East", "Corrections without a new version"}
    for bundle in demo.bundles:
        if bundle.title in passed_on:
            continue
        own = identities[demo.organisation(bundle.source).name]
        assert {v["created_by_ref"] for v in bundle.objects if "created_by_ref" in v} <= {own}
