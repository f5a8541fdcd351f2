# SPDX-License-Identifier: Apache-2.0
"""The decision once more, written from the words of the design and not from the engine. Pure.

A small model of the hub: organisations, communities, versions of objects. It is slow, plain
and keeps no grants, classes or positions; it says who may have which version at this moment.
What the hub shows is compared with it.
"""

from dataclasses import dataclass, field, replace

LEVELS = ["clear", "green", "amber", "amber+strict", "red"]


@dataclass
class Organisation:
    """A party; `default` is what its records mean where they say nothing."""

    active: bool = True
    coordinates: bool = False
    sectors: frozenset[str] = frozenset()
    default: str = ""


@dataclass
class Community:
    ceiling: str
    members: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Terms:
    """What a version says of its handling; narrow: nobody but its givers; gone: nobody at all."""

    source: int
    level: str
    sectors: frozenset[str] = frozenset()
    givers: frozenset[int] = frozenset()
    narrow: bool = False
    gone: bool = False


# What hangs on something that nobody has given goes to its own givers only.
NOBODY = Terms(source=-1, level="red", narrow=True)


@dataclass
class Version:
    """One version of an object as one source gave it.

    number: what orders the versions of an object (a day), or the order of arrival. waits: the
    marking whose meaning its source has not told yet. said: level and sectors in its text.
    """

    slot: int
    number: int
    source: int
    token: str
    terms: Terms
    ends: tuple[int, ...] = ()
    lists: tuple[int, ...] = ()
    waits: int | None = None
    said: tuple[str | None, frozenset[str]] = (None, frozenset())

    @property
    def key(self) -> tuple[int, int, int]:
        return (self.slot, self.number, self.source)


class World:
    """The model: change it as the hub is changed, then ask `may_have`."""

    def __init__(self) -> None:
        self.organisations: dict[int, Organisation] = {}
        self.communities: dict[int, Community] = {}
        self.versions: list[Version] = []
        # (source, marking slot) of which the source has told the meaning.
        self.told: set[tuple[int, int]] = set()

    # --- what is there ---------------------------------------------------------------------

    def lineage(self, slot: int, source: int | None = None) -> list[Version]:
        """The versions of an object (of one source), in the order in which they arrived."""
        return [
            v for v in self.versions if v.slot == slot and (source is None or v.source == source)
        ]

    def latest(self, version: Version) -> bool:
        """Whether no other version of the same source is newer."""
        same = self.lineage(version.slot, version.source)
        return all(other.number <= version.number for other in same)

    def end(self, slot: int, source: int) -> Terms:
        """The terms of an end: the latest version of the same source, else the widest copy."""
        found = [v for v in self.lineage(slot) if self.latest(v)]
        own = [v for v in found if v.source == source]
        terms = [v.terms for v in own or found] or [NOBODY]
        return min(terms, key=lambda t: (t.narrow or t.gone, LEVELS.index(t.level)))

    # --- the decision ----------------------------------------------------------------------

    def permits(self, reader: int, terms: Terms) -> bool:
        """The baseline: one sentence after the other."""
        who = self.organisations[reader]
        if not who.active or terms.gone:
            return False
        if reader in terms.givers:
            return True
        if terms.narrow:
            return False
        if terms.level == "clear":
            return True
        shared = [
            c
            for c in self.communities.values()
            if reader in c.members
            and terms.source in c.members
            and LEVELS.index(c.ceiling) >= LEVELS.index(terms.level)
        ]
        if not shared:
            return False
        if terms.level == "green" or not terms.sectors:
            return True
        return who.coordinates or bool(who.sectors & terms.sectors)

    def bounds(self, version: Version) -> list[Terms]:
        """All that must be permitted too: ends, newer versions, and the ends of these."""
        newer = [v for v in self.lineage(version.slot, version.source) if v.number > version.number]
        found = [v.terms for v in newer]
        for one in (version, *newer):
            found += [self.end(slot, one.source) for slot in one.ends]
        return found

    def may_have(self, reader: int, version: Version) -> bool:
        if not self.permits(reader, version.terms):
            return False
        if reader in version.terms.givers:
            return True
        return all(self.permits(reader, bound) for bound in self.bounds(version))

    def allowed(self, reader: int, *, latest: bool = False) -> set[tuple[int, int, int]]:
        """The keys of all (latest) versions that the reader may have now."""
        return {
            v.key
            for v in self.versions
            if (not latest or self.latest(v)) and self.may_have(reader, v)
        }

    # --- what happens ----------------------------------------------------------------------

    def terms(
        self, source: int, level: str | None, sectors: frozenset[str], *, narrow: bool = False
    ) -> Terms:
        """The handling of a record; without a level its source's default, without one RED."""
        level = level or self.organisations[source].default or None
        return Terms(source, level or "red", sectors, frozenset({source}), narrow or level is None)

    def give(self, new: Version, *, versioned: bool) -> str:
        """A version arrives; returns "stored", "unchanged" or "conflict" (whatever is told)."""
        if not versioned:
            own = self.lineage(new.slot, new.source)
            same = next((v for v in own if v.token == new.token), None)
            if same is not None:
                return self._again(same, new)
            self.versions.append(new)
            return "stored"
        # What the giver may not have does not exist for it.
        own = self.lineage(new.slot, new.source)
        seen = own or [v for v in self.lineage(new.slot) if self.may_have(new.source, v)]
        same = next((v for v in seen if v.number == new.number), None)
        if same is not None:
            return self._again(same, new) if same.token == new.token else "conflict"
        if seen and not own:
            return "conflict"
        self.versions.append(new)
        return "stored"

    def _again(self, same: Version, new: Version) -> str:
        old = same.terms
        if old.gone:
            same.terms = new.terms
        elif new.source == old.source and new.source not in old.givers:
            same.terms = replace(new.terms, givers=old.givers | {new.source})
        else:
            same.terms = replace(old, givers=old.givers | {new.source})
        return "unchanged" if same.terms == old else "stored"

    def withdraw(self, slot: int, giver: int) -> None:
        """What was taken back by all who gave it is gone; else it stays with the others."""
        for version in self.lineage(slot):
            old = version.terms
            if giver not in old.givers or old.gone:
                continue
            left = old.givers - {giver}
            if not left:
                version.terms = replace(old, gone=True)
            elif giver == old.source:
                version.terms = replace(old, givers=left, narrow=True)
            else:
                version.terms = replace(old, givers=left)

    def tell(self, source: int, marking: int) -> None:
        """The source says what its marking means: nothing about TLP; waiting records follow."""
        if (source, marking) in self.told:
            return
        self.told.add((source, marking))
        for version in self.versions:
            old = version.terms
            if version.source != source or version.waits != marking:
                continue
            version.waits = None
            if old.source == source and source in old.givers and not old.gone:
                fresh = self.terms(source, *version.said)
                version.terms = replace(fresh, givers=old.givers)
