# SPDX-License-Identifier: Apache-2.0
"""What sources hand in day by day: their habits, and one bundle of a habit."""

from dataclasses import dataclass
from datetime import datetime

from mohona.cli.demo import finding, incidents, reports
from mohona.cli.demo.model import Bundle
from mohona.cli.demo.scene import Find, Scene
from mohona.cli.demo.stix import Desk
from mohona.cli.demo.stories import STORIES, Story


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a source hands in, how much at once, and how it marks it ("" for no marking)."""

    per_day: float
    finds: tuple[int, int]
    levels: dict[str, int]


_OPERATOR = {"amber": 6, "amber+strict": 2, "green": 2, "": 1}

HABITS: dict[str, Habit] = {
    "cirt": Habit(2.4, (3, 8), {"green": 9, "clear": 5, "amber": 6, "amber+strict": 2, "red": 1}),
    "bank-isac": Habit(2.4, (3, 9), {"amber": 11, "green": 6, "amber+strict": 2, "red": 2}),
    "telecom-isac": Habit(1.6, (3, 8), {"green": 10, "amber": 6, "clear": 2}),
    "energy-isac": Habit(1.0, (2, 6), {"amber+strict": 5, "amber": 5, "green": 2, "red": 2}),
    "health-network": Habit(0.9, (2, 6), {"amber": 6, "green": 4, "": 1}),
    "cert-north": Habit(1.9, (3, 8), {"amber": 9, "green": 6, "red": 1, "clear": 2}),
    "cert-east": Habit(1.3, (3, 7), {"green": 8, "clear": 3}),
    "cert-lakes": Habit(0.8, (2, 6), {"clear": 5, "": 3, "green": 1}),
    "shapla-bank": Habit(0.7, (1, 5), _OPERATOR),
    "kashful-bank": Habit(0.6, (1, 5), _OPERATOR | {"red": 2}),
    "hijal-bank": Habit(0.5, (1, 4), _OPERATOR),
    "nokshi-pay": Habit(0.6, (1, 5), {"amber": 4, "green": 5}),
    "shalik-telecom": Habit(0.7, (1, 5), _OPERATOR),
    "machranga-mobile": Habit(0.5, (1, 4), {"green": 5, "amber": 4}),
    "bokul-fibre": Habit(0.5, (1, 4), {"green": 6, "clear": 2}),
    "kodom-grid": Habit(0.6, (1, 4), {"amber+strict": 6, "red": 2, "": 1}),
    "krishnachura-hospital": Habit(0.4, (1, 4), _OPERATOR),
    "shiuli-hospital": Habit(0.25, (1, 3), {"": 1}),
    "bay-port": Habit(0.5, (1, 4), _OPERATOR),
    "ministry": Habit(0.6, (1, 4), {"amber+strict": 4, "amber": 4, "green": 2}),
    "cyber-police": Habit(0.5, (1, 4), {"red": 6, "amber+strict": 2, "": 1}),
    "supervision": Habit(0.25, (1, 3), {"amber": 4, "green": 2}),
    "delta-university": Habit(0.7, (2, 6), {"green": 7, "clear": 3}),
}
# Sources that are hit themselves, and so have incidents.
_HIT = frozenset(HABITS) - {
    "cirt", "bank-isac", "telecom-isac", "energy-isac", "health-network", "cert-north",
    "cert-east", "cert-lakes", "cyber-police", "supervision",
}  # fmt: skip
_OPEN_LEVELS = frozenset({"clear", "green"})


def _stories(scene: Scene, source: str) -> list[Story]:
    """The stories that are open by now and that `source` knows of, with the recent ones first."""
    return [
        story
        for story in STORIES
        if story.name in scene.cores and (story.lead == source or source in story.others)
    ]


def _sightable(scene: Scene, desk: Desk, story: Story) -> list[Find]:
    """Finds of `story` that the desk's organisation is likely to have received."""
    own = desk.organisation.slug
    return [
        find
        for find in scene.recent(story, desk.at)
        if find.source == own or find.tlp in _OPEN_LEVELS or own in story.others
    ][-40:]


def _commentary(scene: Scene, desk: Desk, story: Story, refs: list[str]) -> None:
    rng = desk.rng
    old = [find.value["id"] for find in _sightable(scene, desk, story)]
    core = scene.cores[story.name]
    if rng.random() < 0.34:
        more = rng.sample(old, min(len(old), rng.randrange(4, 14)))
        reports.add_report(scene, desk, story, [core.campaign["id"], *refs, *more])
    if rng.random() < 0.16:
        reports.add_note(desk, refs[:3])
    if old and rng.random() < 0.13:
        reports.add_opinion(desk, rng.choice(old))
    if len(refs) > 2 and rng.random() < 0.08:
        reports.add_grouping(desk, story, refs)
    if rng.random() < 0.11:
        reports.add_analysis(scene, desk, story)
    if desk.organisation.slug in _HIT and rng.random() < 0.3:
        incidents.add_incident(scene, desk, story)


def hand_in(scene: Scene, source: str, at: datetime) -> Bundle | None:
    """One bundle of `source` at `at`, or None while no story it knows of is open."""
    known = _stories(scene, source)
    if not known:
        return None
    habit = HABITS[source]
    story = scene.rng.choice(known)
    level = scene.rng.choices(list(habit.levels), list(habit.levels.values()))[0]
    # What everybody may have names no sector; the fewer handlings, the fewer classes.
    named = () if level == "clear" else story.sectors
    desk = scene.desk(source, at, level, named)
    low, high = habit.finds
    sightable = _sightable(scene, desk, story)
    refs = [
        finding.add_indicator(scene, desk, story)["id"] for _ in range(scene.rng.randint(low, high))
    ]
    observed = None
    for _ in range(scene.rng.choice((0, 0, 1, 1, 2))):
        observed = finding.add_observation(scene, desk, story)
    if sightable:
        for find in scene.rng.sample(sightable, min(len(sightable), scene.rng.randrange(4))):
            finding.add_sighting(scene, desk, find, observed)
    _commentary(scene, desk, story, refs)
    return Bundle(source, at, f"{story.name}: {len(refs)} new indicators", tuple(desk.objects))
