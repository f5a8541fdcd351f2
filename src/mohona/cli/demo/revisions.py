# SPDX-License-Identifier: Apache-2.0
"""Second versions: what was marked too wide or too narrow, what changed, what was taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from mohona.cli.demo.model import Bundle, Stix
from mohona.cli.demo.scene import Find, Scene
from mohona.cli.demo.stix import Desk, timestamp
from mohona.cti import tlp

_AGE = timedelta(hours=8)
_STRICTER = {"clear": "green", "green": "amber", "amber": "amber+strict", "amber+strict": "red"}
_WIDER = {"green": "clear", "amber": "green", "amber+strict": "amber"}


def _stricter(desk: Desk, value: Stix, find: Find) -> None:
    value["object_marking_refs"] = desk.markings(_STRICTER[find.tlp])


def _wider(desk: Desk, value: Stix, find: Find) -> None:
    value["object_marking_refs"] = desk.markings(_WIDER[find.tlp])


def _changed(desk: Desk, value: Stix, find: Find) -> None:
    value["confidence"] = min(95, value.get("confidence", 40) + 10)
    value["description"] = f"{value.get('description', '')} Confirmed by a second source.".strip()


def _revoked(desk: Desk, value: Stix, find: Find) -> None:
    value["revoked"] = True


_KINDS: dict[str, tuple[Callable[[Desk, Stix, Find], None], frozenset[str]]] = {
    "marked more strictly": (_stricter, frozenset(_STRICTER)),
    "opened further": (_wider, frozenset(_WIDER)),
    "confirmed": (_changed, frozenset(tlp.LEVELS)),
    "revoked": (_revoked, frozenset(tlp.LEVELS)),
}
KINDS = tuple(_KINDS)


def hand_in(scene: Scene, kind: str, at: datetime) -> Bundle | None:
    """New versions, all of one `kind`, by one source of some of its older indicators."""
    change, levels = _KINDS[kind]
    revised = scene.revised
    old = [
        find
        for find in scene.finds
        if find.at < at - _AGE
        and find.tlp in levels
        and find.value["id"] not in revised
        and find.source != "open-feeds"
    ]
    if not old:
        return None
    source = scene.rng.choice(old).source
    own = [find for find in old if find.source == source]
    desk = scene.desk(source, at, "")
    for find in scene.rng.sample(own, min(len(own), scene.rng.randrange(1, 4))):
        value = dict(find.value)
        value["modified"] = timestamp(at - timedelta(seconds=scene.rng.randrange(1, 600)))
        change(desk, value, find)
        desk.objects.append(value)
        revised.add(value["id"])
    return Bundle(source, at, f"Earlier indicators {kind}", tuple(desk.objects))
