# SPDX-License-Identifier: Apache-2.0
"""What the demo world consists of: organisations, people, communities, and what they hand in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Stix = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Organisation:
    """Somebody who gives or gets; `slug` is the name that this package uses for it."""

    slug: str
    name: str
    name_bn: str
    kind: str
    country: str
    sectors: tuple[str, ...] = ()
    default_tlp: str = ""
    is_operator: bool = False
    coordinates: bool = False

    @property
    def domain(self) -> str:
        """The reserved domain (RFC 2606) of its mail addresses and pages."""
        return f"{self.slug}.example"

    @property
    def secret(self) -> str:
        """The well-known key of its machines; only ever valid in a hub with the demo world."""
        return f"mohona_demo-{self.slug}"


@dataclass(frozen=True, slots=True)
class Person:
    """A function somebody fills (never a personal name), for one organisation in one role."""

    email: str
    title: str
    title_bn: str
    organisation: str
    role: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Community:
    """Organisations among which records flow up to `ceiling`; slugs of members by state."""

    name: str
    name_bn: str
    description: str
    description_bn: str
    ceiling: str
    members: tuple[str, ...]
    suspended: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one source hands in at one moment, some of it possibly broken on purpose."""

    source: str
    at: datetime
    title: str
    objects: tuple[Stix, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A deliberately broken object: what is wrong with it, and itself."""

    name: str
    value: Stix


@dataclass(frozen=True, slots=True)
class World:
    """The whole demo; bundles are in the order of their moments."""

    now: datetime
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    communities: tuple[Community, ...]
    bundles: tuple[Bundle, ...]
    flaws: tuple[Flaw, ...]
    dangling: dict[str, str]
    conflicts: dict[str, str]

    def organisation(self, slug: str) -> Organisation:
        """The organisation called `slug` here; KeyError when there is none."""
        for organisation in self.organisations:
            if organisation.slug == slug:
                return organisation
        raise KeyError(slug)

    def objects(self) -> list[Stix]:
        """All objects of all bundles in order, versions and broken ones included."""
        return [value for bundle in self.bundles for value in bundle.objects]
