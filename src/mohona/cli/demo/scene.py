# SPDX-License-Identifier: Apache-2.0
"""What is already on stage while the world is being written: who, which campaigns, which finds."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from mohona.cli.demo.model import Organisation, Stix
from mohona.cli.demo.stix import Desk
from mohona.cli.demo.stories import Story
from mohona.cli.demo.values import Pool


@dataclass(slots=True)
class Core:
    """The objects that open a campaign; everything later refers to them."""

    campaign: Stix
    group: Stix
    malware: list[Stix]
    infrastructure: list[Stix]
    vulnerability: Stix


@dataclass(frozen=True, slots=True)
class Find:
    """An indicator that some source has handed in."""

    value: Stix
    story: str
    source: str
    tlp: str
    at: datetime


@dataclass(slots=True)
class Scene:
    """The state of the world while its bundles are written in the order of time."""

    rng: random.Random
    now: datetime
    organisations: dict[str, Organisation]
    identities: dict[str, str]
    pools: dict[str, Pool]
    techniques: dict[str, str] = field(default_factory=dict)
    tools: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    extension: str = ""
    cores: dict[str, Core] = field(default_factory=dict)
    finds: list[Find] = field(default_factory=list)
    observed: set[str] = field(default_factory=set)
    revised: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)

    def desk(self, source: str, at: datetime, level: str, sectors: tuple[str, ...] = ()) -> Desk:
        """A desk at which `source` writes a bundle with marking `level` at moment `at`."""
        return Desk(
            rng=self.rng,
            organisation=self.organisations[source],
            identity=self.identities[source],
            at=at,
            tlp=level,
            sectors=sectors,
            tlp1=source == "cert-east",
        )

    def uuid(self) -> str:
        """A random UUID from the world's own randomness."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def number(self, series: str) -> int:
        """The next number of a series of reports, from 1."""
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def recent(self, story: Story | None, before: datetime) -> list[Find]:
        """What has been found (of one story), oldest first."""
        return [
            find
            for find in self.finds
            if find.at < before and (story is None or find.story == story.name)
        ]
