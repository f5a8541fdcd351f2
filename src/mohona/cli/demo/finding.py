# SPDX-License-Identifier: Apache-2.0
"""Indicators of a campaign, and the observables, observed data and sightings beside them."""

from datetime import timedelta
from typing import Any

from mohona.cli.demo import observables, patterns, phrases
from mohona.cli.demo.model import Stix
from mohona.cli.demo.scene import Find, Scene
from mohona.cli.demo.stix import Desk, timestamp
from mohona.cli.demo.stories import Story
from mohona.cli.demo.techniques import TECHNIQUES

_TRANSLATED = 0.18
_LINKED = 0.86
# Findings of these kinds point at machines, not at programs.
_ON_INFRASTRUCTURE = frozenset({"ipv4", "ipv6", "range", "asn", "domain", "url"})


def _validity(desk: Desk) -> dict[str, Any]:
    start = desk.at - timedelta(hours=desk.rng.randrange(1, 48))
    validity = {"valid_from": timestamp(start)}
    if desk.rng.random() < 0.7:
        validity["valid_until"] = timestamp(
            start + timedelta(days=desk.rng.choice((14, 30, 60, 90)))
        )
    return validity


def _target(scene: Scene, desk: Desk, story: Story, kind: str) -> str:
    core = scene.cores[story.name]
    roll = desk.rng.random()
    if kind in _ON_INFRASTRUCTURE and roll < 0.4:
        return str(desk.rng.choice(core.infrastructure)["id"])
    if roll < 0.75:
        return str(desk.rng.choice(core.malware)["id"])
    return str(core.campaign["id"])


def add_indicator(scene: Scene, desk: Desk, story: Story) -> Stix:
    """An indicator of `story` at `desk`, mostly tied to what it indicates, sometimes translated."""
    finding = patterns.find(scene.pools[story.name])
    technique = TECHNIQUES[desk.rng.choice(story.techniques)]
    value = desk.write(
        "indicator",
        name=finding.title,
        description=phrases.describe(desk.rng, finding, story),
        indicator_types=[
            desk.rng.choice(("malicious-activity", "malicious-activity", "compromised"))
        ],
        pattern=finding.pattern,
        pattern_type=finding.language,
        pattern_version="2.1" if finding.language == "stix" else None,
        confidence=desk.rng.choice((35, 50, 60, 70, 75, 80, 85, 90, 95)),
        kill_chain_phases=[{"kill_chain_name": "mitre-attack", "phase_name": technique.phase}],
        **_validity(desk),
    )
    if desk.rng.random() < _LINKED:
        desk.relate(value["id"], "indicates", _target(scene, desk, story, finding.kind))
    if desk.rng.random() < _TRANSLATED:
        text = phrases.describe_bn(desk.rng, finding, story)
        desk.translate(value, name=finding.title_bn, description=text)
    scene.finds.append(Find(value, story.name, desk.organisation.slug, desk.tlp, desk.at))
    return value


def add_observation(scene: Scene, desk: Desk, story: Story) -> Stix:
    """Observed data with its observables."""
    seen = observables.observe(desk, scene.pools[story.name], scene.observed)
    first = desk.at - timedelta(hours=desk.rng.randrange(3, 60))
    return desk.write(
        "observed-data",
        first_observed=timestamp(first),
        last_observed=timestamp(first + timedelta(minutes=desk.rng.randrange(170))),
        number_observed=desk.rng.choice((1, 1, 2, 3, 7, 12, 40, 260)),
        object_refs=seen,
    )


def add_sighting(scene: Scene, desk: Desk, find: Find, observed: Stix | None) -> Stix:
    """`desk`'s organisation has seen `find`; sometimes explicitly not."""
    count = desk.rng.choice((0, 1, 1, 1, 2, 3, 5, 14, 60))
    last = desk.clock - timedelta(minutes=desk.rng.randrange(4, 400))
    return desk.write(
        "sighting",
        sighting_of_ref=find.value["id"],
        where_sighted_refs=[desk.identity],
        observed_data_refs=[observed["id"]] if observed else None,
        count=count,
        first_seen=timestamp(last - timedelta(minutes=desk.rng.randrange(5, 2000))),
        last_seen=timestamp(last),
        description=(
            "Looked for in thirty days of logs and not found."
            if count == 0
            else desk.rng.choice(_SIGHTED)
        ),
    )


_SIGHTED = (
    "Seen in proxy logs; the connection was blocked.",
    "Two work stations asked for it; both were taken off the network.",
    "Found in quarantined mail, nobody opened it.",
    "Seen once at night from a machine without a user.",
    "Several customers reported the same page.",
)
