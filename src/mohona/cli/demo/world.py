# SPDX-License-Identifier: Apache-2.0
"""The demo world: pure, and the same for the same moment and seed.

1. Everybody introduces itself; the national CIRT opens its library.
2. All that will happen is put on one list in the order of time: openings of campaigns, daily work,
   feeds, digests, second versions, and what is broken or odd on purpose.
3. The list is played through; each entry writes one bundle that may refer to all before it.
"""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mohona.cli.demo import activity, digests, feeds, flaws, oddities, revisions, rhythm
from mohona.cli.demo.communities import COMMUNITIES
from mohona.cli.demo.library import open_library
from mohona.cli.demo.model import Bundle, Flaw, World
from mohona.cli.demo.opening import open_story
from mohona.cli.demo.parties import ORGANISATIONS
from mohona.cli.demo.people import PEOPLE
from mohona.cli.demo.scene import Scene
from mohona.cli.demo.stories import STORIES, Story
from mohona.cli.demo.values import Words, pools

SEED = 1971
_REVISIONS = 44
# Identifiers of the organisations' identity objects: the same whatever the seed and the moment.
_IDENTITIES = uuid.UUID("5d0c7f0e-6f5b-4f0c-9a53-1f6f0d1b2a71")


@dataclass(slots=True)
class _Play:
    """The list of what happens, and what has come of it so far."""

    scene: Scene
    bundles: list[Bundle]
    flaws: list[Flaw]
    dangling: dict[str, str]
    conflicts: dict[str, str]


_Step = Callable[[_Play, datetime], Bundle | None]


def identity_of(slug: str) -> str:
    """The STIX identifier of the organisation called `slug` here."""
    return f"identity--{uuid.uuid5(_IDENTITIES, slug)}"


def _scene(now: datetime, seed: int) -> Scene:
    # Reproducible randomness is the point here; nothing secret depends on it.
    rng = random.Random(seed)  # noqa: S311
    words = {story.name: Words(story.method, story.lures, story.baits) for story in STORIES}
    words[feeds.POOL] = feeds.WORDS
    return Scene(
        rng=rng,
        now=now,
        organisations={organisation.slug: organisation for organisation in ORGANISATIONS},
        identities={
            organisation.slug: identity_of(organisation.slug) for organisation in ORGANISATIONS
        },
        pools=pools(rng, words, f"{now - timedelta(days=5):%Y-%m-%d}"),
    )


def _opening(story: Story) -> _Step:
    return lambda play, at: open_story(play.scene, story, at)


def _work(source: str) -> _Step:
    return lambda play, at: activity.hand_in(play.scene, source, at)


def _revision(kind: str) -> _Step:
    return lambda play, at: revisions.hand_in(play.scene, kind, at)


def _feed(play: _Play, at: datetime) -> Bundle:
    return feeds.hand_in(play.scene, at)


def _digest(play: _Play, at: datetime) -> Bundle | None:
    return digests.hand_in(play.scene, at)


def _flaw(number: int) -> _Step:
    def step(play: _Play, at: datetime) -> Bundle:
        desk = play.scene.desk(flaws.FLAWS[number][1], at, "green")
        play.flaws.append(flaws.add_flaw(play.scene, desk, number))
        title = f"Delivery with one broken object ({flaws.FLAWS[number][0]})"
        return Bundle(desk.organisation.slug, at, title, tuple(desk.objects))

    return step


def _dangling(play: _Play, at: datetime) -> Bundle:
    desk = play.scene.desk("cert-north", at, "green")
    play.dangling.update(oddities.dangling(play.scene, desk))
    return Bundle("cert-north", at, "Part of a longer series", tuple(desk.objects))


def _conflicts(play: _Play, at: datetime) -> Bundle:
    desk = play.scene.desk("telecom-isac", at, "green")
    play.conflicts.update(oddities.conflicts(play.scene, desk))
    return Bundle("telecom-isac", at, "Corrections without a new version", tuple(desk.objects))


def _forward(play: _Play, at: datetime) -> Bundle:
    desk = play.scene.desk("delta-university", at, "clear")
    oddities.forward(play.scene, desk)
    return Bundle("delta-university", at, "Passed on from CERT East", tuple(desk.objects))


def _repeat(play: _Play, at: datetime) -> Bundle:
    last = next(b for b in reversed(play.bundles) if b.source == "cert-north")
    return Bundle(last.source, at, f"{last.title} (sent again)", last.objects)


def _statement(play: _Play, at: datetime) -> Bundle:
    desk = play.scene.desk("cert-lakes", at, "clear")
    oddities.statement(play.scene, desk)
    return Bundle("cert-lakes", at, "Indicators with terms of use", tuple(desk.objects))


def _custom(play: _Play, at: datetime) -> Bundle:
    desk = play.scene.desk("cirt", at, "amber")
    oddities.custom(desk)
    return Bundle("cirt", at, "Shift logs", tuple(desk.objects))


def _agenda(scene: Scene) -> list[tuple[datetime, _Step]]:
    rng, now = scene.rng, scene.now
    agenda: list[tuple[datetime, _Step]] = [
        (rhythm.day(now, story.day), _opening(story)) for story in STORIES
    ]
    for source, habit in activity.HABITS.items():
        work = _work(source)
        agenda += [(at, work) for at in rhythm.moments(rng, now, habit.per_day)]
    agenda += [(at, _feed) for at in rhythm.regular(rng, now, 6)]
    agenda += [
        (rhythm.day(now, number) + timedelta(minutes=7), _digest)
        for number in range(1, rhythm.DAYS)
    ]
    for number in range(_REVISIONS):
        kind = revisions.KINDS[number % len(revisions.KINDS)]
        agenda.append((rhythm.day(now, 2 + 11.9 * number / _REVISIONS), _revision(kind)))
    for number in range(len(flaws.FLAWS)):
        agenda.append((rhythm.day(now, 6.6 + 0.8 * number), _flaw(number)))
    agenda += [
        (rhythm.day(now, 8.2), _dangling),
        (rhythm.day(now, 9.3), _conflicts),
        (rhythm.day(now, 10.1), _repeat),
        (rhythm.day(now, 10.2), _forward),
        (rhythm.day(now, 10.4), _statement),
        (rhythm.day(now, 12.5), _custom),
    ]
    return sorted(agenda, key=lambda entry: entry[0])


def build(now: datetime, seed: int = SEED) -> World:
    """The demo world as it stands at `now` (UTC, aware; seconds are dropped).

    Raises ValueError for a moment without a time zone.
    """
    if now.tzinfo is None:
        raise ValueError(
            f"The demo needs a moment with a time zone; {now.isoformat()} has none. Use UTC."
        )
    present = now.astimezone(UTC).replace(second=0, microsecond=0)
    scene = _scene(present, seed)
    play = _Play(scene, open_library(scene, rhythm.begin(present)), [], {}, {})
    for at, step in _agenda(scene):
        bundle = step(play, at)
        if bundle is not None:
            play.bundles.append(bundle)
    return World(
        now=present,
        organisations=ORGANISATIONS,
        people=PEOPLE,
        communities=COMMUNITIES,
        bundles=tuple(play.bundles),
        flaws=tuple(play.flaws),
        dangling=play.dangling,
        conflicts=play.conflicts,
    )
