# SPDX-License-Identifier: Apache-2.0
"""Objects broken on purpose, so that the quarantine of the demo has something to show."""

from collections.abc import Callable
from datetime import timedelta

from mohona.cli.demo.finding import add_indicator
from mohona.cli.demo.model import Flaw, Stix
from mohona.cli.demo.scene import Scene
from mohona.cli.demo.stix import Desk, timestamp
from mohona.cli.demo.stories import STORIES


def _bad_pattern(value: Stix, desk: Desk) -> None:
    value["pattern"] = "[domain-name:value = 'unfinished.example"


def _no_pattern(value: Stix, desk: Desk) -> None:
    del value["pattern"]


def _bad_identifier(value: Stix, desk: Desk) -> None:
    value["id"] = value["id"].replace("indicator--", "malware--")


def _bad_time(value: Stix, desk: Desk) -> None:
    value["valid_from"] = f"{desk.at:%d.%m.%Y} 10:15"


def _bad_confidence(value: Stix, desk: Desk) -> None:
    value["confidence"] = 250


def _expired_before_start(value: Stix, desk: Desk) -> None:
    value["valid_from"] = timestamp(desk.at)
    value["valid_until"] = timestamp(desk.at - timedelta(days=3))


def _no_target(value: Stix, desk: Desk) -> None:
    value.update(type="relationship", id=value["id"].replace("indicator", "relationship"))
    value.update(relationship_type="indicates", source_ref=desk.identity)


def _to_itself(value: Stix, desk: Desk) -> None:
    _no_target(value, desk)
    value["target_ref"] = desk.identity


def _empty_report(value: Stix, desk: Desk) -> None:
    value.update(type="report", id=value["id"].replace("indicator", "report"))
    value.update(published=timestamp(desk.at), object_refs=[])


# What is wrong, who hands it in, and how it is broken.
FLAWS: tuple[tuple[str, str, Callable[[Stix, Desk], None]], ...] = (
    ("pattern that does not parse", "open-feeds", _bad_pattern),
    ("indicator without a pattern", "bokul-fibre", _no_pattern),
    ("identifier of another type", "cert-lakes", _bad_identifier),
    ("relationship of an object to itself", "shiuli-hospital", _to_itself),
    ("time in the form of a letter", "bay-port", _bad_time),
    ("confidence above one hundred", "nokshi-pay", _bad_confidence),
    ("valid until a time before it begins", "open-feeds", _expired_before_start),
    ("relationship without a target", "hijal-bank", _no_target),
    ("report that lists nothing", "cert-lakes", _empty_report),
)
_INDICATOR_ONLY = (
    "pattern", "pattern_type", "pattern_version", "valid_from", "valid_until", "indicator_types",
    "kill_chain_phases",
)  # fmt: skip


def add_flaw(scene: Scene, desk: Desk, number: int) -> Flaw:
    """The flaw `number` of FLAWS beside a sound indicator, at `desk`."""
    name, _, break_it = FLAWS[number]
    story = STORIES[number % len(STORIES)]
    value = dict(add_indicator(scene, desk, story))
    value["id"] = value["id"].rsplit("--")[0] + "--" + scene.uuid()
    value["name"] = f"{value['name']} (copy)"
    break_it(value, desk)
    if value["type"] != "indicator":
        for key in _INDICATOR_ONLY:
            value.pop(key, None)
    desk.objects.append(value)
    return Flaw(name, value)
