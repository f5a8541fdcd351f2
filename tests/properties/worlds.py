# SPDX-License-Identifier: Apache-2.0
"""Random small worlds: played in the hub and in the reference side by side.

A world is a list of steps (plain tuples of small numbers, so that hypothesis can shrink them).
Every text field of every record carries a token that names its content; whoever meets a token
has met the record.
"""

import copy
import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from mohona.cti import tlp
from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation as Member
from mohona.hub.intel import actions as intel
from mohona.hub.partners import actions as partners
from mohona.hub.partners.models import Community as Group
from tests.factories import parties, stix
from tests.properties.reference import LEVELS, Community, Organisation, Terms, Version, World

ORGANISATIONS, COMMUNITIES = 4, 2
# (community, organisation) at the start; organisation 3 stands alone.
MEMBERS = ((0, 0), (0, 1), (1, 1), (1, 2))
SECTORS = ("banking", "energy")
KINDS = (
    "malware",
    "indicator",
    "intrusion-set",
    "relationship",
    "report",
    "domain-name",
    "sighting",
    "marking-definition",
    "x-hearsay",
    "note",
    "language-content",
)
RELATIONSHIP, REPORT, OBSERVABLE, SIGHTING, MARKING, HEARSAY, NOTE, LANGUAGE = range(3, 11)
VERSIONLESS = (OBSERVABLE, HEARSAY)
NEVER_GIVEN = len(KINDS)
# What relationships and reports may name, the object that nobody gives included.
NAMED = (0, 1, 2, OBSERVABLE, NEVER_GIVEN)
TOKEN = re.compile(r"cafe[0-9a-f]{16}")
_TLP_1_WHITE = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"
_TLP_1_AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"
_UNKNOWN = "marking-definition--0a0a0a0a-0000-4000-8000-00000000000a"

# What a record says: level, whether that is unreadable for ever, whether it waits for the
# meaning of the marking that is itself a record of this world; and how it says so.
_Saying = tuple[str | None, bool, bool, Callable[["Play"], dict[str, Any]]]


def _refs(*names: str) -> Callable[["Play"], dict[str, Any]]:
    return lambda play: {"object_marking_refs": list(names)}


SAYINGS: list[_Saying] = [
    (None, False, False, lambda play: {}),
    *(
        (level, False, False, _refs(tlp.MARKING_OF[level]))
        for level in ("clear", "green", "amber", "amber+strict", "red", "green", "amber")
    ),
    ("amber", False, False, _refs(_TLP_1_AMBER)),
    ("red", False, False, _refs(_TLP_1_WHITE, tlp.MARKING_OF["red"])),
    ("red", True, False, _refs(tlp.MARKING_OF["clear"], _UNKNOWN)),
    (
        "green",
        False,
        True,
        lambda play: {"object_marking_refs": [tlp.MARKING_OF["green"], play.ids[MARKING]]},
    ),
    (
        None,
        False,
        True,
        lambda play: {"object_marking_refs": [play.ids[MARKING]]},
    ),
    (
        "amber+strict",
        False,
        False,
        lambda play: {
            "object_marking_refs": [tlp.MARKING_OF["clear"]],
            "granular_markings": [
                {"selectors": ["type"], "marking_ref": tlp.MARKING_OF["amber+strict"]}
            ],
        },
    ),
    (
        "amber",
        False,
        False,
        lambda play: {
            "object_marking_refs": [tlp.MARKING_OF["green"]],
            "labels": ['tlp:"amber"'],
        },
    ),
    ("red", True, False, lambda play: {"labels": ["TLP:PURPLE"]}),
]

# The saying with a marking that nobody ever explains.
UNKNOWN = 10

_party = st.integers(0, ORGANISATIONS - 1)
RECORD = st.tuples(
    st.just("record"),
    st.integers(0, len(KINDS) - 1),
    st.integers(1, 3),
    st.sampled_from([0, 0, 0, 1]),
    # CLEAR and GREEN often, else chains of several records would hardly ever be visible.
    st.sampled_from([1, 1, 1, 1, 2, 2, 2, 2, 3, *range(len(SAYINGS))]),
    st.sampled_from([0, 0, 0, 1, 2]),
    st.tuples(st.sampled_from(NAMED), st.sampled_from(NAMED)),
)
_give = st.tuples(st.just("give"), _party, st.lists(RECORD, min_size=1, max_size=4))
_community = st.integers(0, COMMUNITIES - 1)
_change = st.one_of(
    st.tuples(st.just("join"), _community, _party),
    st.tuples(st.just("join"), _community, _party),
    st.tuples(st.sampled_from(["leave", "suspend"]), _community, _party),
    st.tuples(st.just("ceiling"), _community, st.sampled_from(LEVELS)),
    st.tuples(st.just("default"), _party, st.sampled_from(["", *LEVELS])),
    st.tuples(st.just("active"), _party, st.booleans()),
    st.tuples(st.just("sectors"), _party, st.integers(0, 3)),
    st.tuples(st.just("coordinates"), _party, st.booleans()),
    st.tuples(st.just("withdraw"), _party, st.integers(0, len(KINDS) - 1)),
)
STEP = st.one_of(_give, _give, _change)
STEPS = st.lists(STEP, min_size=3, max_size=9)


@dataclass(frozen=True)
class Parties:
    """Organisations with two keys each, and communities; the same for all worlds of a test."""

    hub: list[Member]
    keys: list[list[uuid.UUID]]
    groups: list[Group]

    @classmethod
    def make(cls) -> "Parties":
        hub = [parties.organisation() for _ in range(ORGANISATIONS)]
        keys = [[accounts.add_key(organisation=o, by=None)[0].id for _ in range(2)] for o in hub]
        groups = [parties.community(ceiling="amber") for _ in range(COMMUNITIES)]
        for community, member in MEMBERS:
            partners.join(groups[community], hub[member], by=None)
        return cls(hub, keys, groups)


class Play:
    """One world, in the hub and in the reference."""

    def __init__(self, start: Parties) -> None:
        self.salt = uuid.uuid4().hex
        self.ids = [f"{kind}--{uuid.uuid4()}" for kind in KINDS]
        self.ids.append(f"malware--{uuid.uuid4()}")
        self.slots = {name: slot for slot, name in enumerate(self.ids)}
        self.hub = copy.deepcopy(start.hub)
        self.groups = copy.deepcopy(start.groups)
        self.world = World()
        for number in range(ORGANISATIONS):
            self.world.organisations[number] = Organisation()
        for number in range(COMMUNITIES):
            members = {member for community, member in MEMBERS if community == number}
            self.world.communities[number] = Community("amber", members)
        self.arrivals = 0
        self.submissions: list[uuid.UUID] = []
        self.tokens: dict[str, int] = {}
        self.sent: dict[int, set[str]] = {number: set() for number in range(ORGANISATIONS)}

    def do(self, step: tuple[Any, ...]) -> None:
        """One step in both; what becomes of each object is compared."""
        getattr(self, f"_{step[0]}")(*step[1:])

    # --- steps ------------------------------------------------------------------------------

    def _give(self, giver: int, specs: list[tuple[Any, ...]]) -> None:
        made = [(spec, *self.make(spec)) for spec in specs]
        if any(spec[1] == MARKING for spec, *_ in made):
            self.world.tell(giver, MARKING)
        submission = parties.give(self.hub[giver], *(record for _, record, _ in made))
        self.submissions.append(submission.public_id)
        told = parties.outcomes(submission)
        waves = sorted(range(len(made)), key=lambda n: _wave(made[n][0][1]))
        for number in waves:
            spec, record, token = made[number]
            self.sent[giver].add(token)
            self.tokens[token] = spec[1]
            expected = self.world.give(
                self._version(giver, spec, record, token), versioned=spec[1] not in VERSIONLESS
            )
            assert told[number] == expected, (spec, told)

    def _version(
        self, giver: int, spec: tuple[Any, ...], record: stix.Record, token: str
    ) -> Version:
        _, slot, day, _, saying, _, named = spec
        level, unreadable, waiting, _ = SAYINGS[saying]
        if slot == MARKING:
            level, unreadable, waiting = "green", False, False
        sectors = frozenset(s for s in SECTORS if f"sector:{s}" in record.get("labels", ()))
        waits = waiting and (giver, MARKING) not in self.world.told
        said = (level, sectors)
        terms: Terms = self.world.terms(giver, *said, narrow=unreadable)
        if waits:
            terms = Terms(giver, "red", sectors, frozenset({giver}), narrow=True)
        self.arrivals += 1
        return Version(
            slot=slot,
            number=self.arrivals if slot in VERSIONLESS else (1 if slot == MARKING else day),
            source=giver,
            token=token,
            terms=terms,
            ends=_ends(slot, named),
            lists=tuple(dict.fromkeys(named)) if slot in (REPORT, NOTE) else (),
            waits=MARKING if waits else None,
            said=said,
        )

    def make(self, spec: tuple[Any, ...]) -> tuple[stix.Record, str]:
        """The STIX object of a spec, and its token: the same spec gives the same object."""
        _, slot, day, variant, saying, sector, named = spec
        if slot == MARKING:
            day = variant = 1
            saying, sector = 0, 0
        parts = (self.salt, slot, day, variant, saying, sector, named if slot > 2 else ())
        if slot == MARKING:
            parts = (self.salt, slot)
        token = "cafe" + hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
        record: stix.Record = {
            "type": KINDS[slot],
            "spec_version": "2.1",
            "id": self.ids[slot],
            "x_note": f"{token} in a property of its own",
        }
        if slot not in VERSIONLESS:
            record["created"] = stix.DAY.format(day=1)
            if slot != MARKING:
                record["modified"] = stix.DAY.format(day=day)
        record |= copy.deepcopy(SAYINGS[saying][3](self))
        if slot == MARKING:
            record["object_marking_refs"] = [tlp.MARKING_OF["green"]]
        if sector:
            record.setdefault("labels", []).append(f"sector:{SECTORS[sector - 1]}")
        if slot not in (MARKING, OBSERVABLE):
            record.setdefault("labels", []).append(f"{token}-label")
        record |= self._content(slot, token, [self.ids[n] for n in named])
        return record, token

    def _content(self, slot: int, token: str, named: list[str]) -> stix.Record:
        name = {"name": f"{token} name", "description": f"{token} description"}
        day = stix.DAY.format(day=1)
        pattern = f"[domain-name:value = '{token}.example']"
        contents: list[stix.Record] = [
            name | {"is_family": True, "aliases": [f"{token} alias"]},
            name | {"pattern": pattern, "pattern_type": "stix", "valid_from": day},
            name | {"goals": [f"{token} goal"]},
            {
                "relationship_type": f"{token}-type",
                "description": token,
                "source_ref": named[0],
                "target_ref": named[1] if named[1] != named[0] else self._other_than(named[0]),
            },
            name | {"published": day, "object_refs": named},
            {"value": f"{token}.example"},
            {"sighting_of_ref": named[0], "description": token, "count": 2},
            {"definition_type": "statement", "definition": {"statement": token}},
            {"x_text": f"{token} text"},
            {"abstract": f"{token} abstract", "content": token, "object_refs": named},
            {"object_ref": self.ids[0], "contents": {"bn": {"name": f"{token} নাম"}}},
        ]
        return contents[slot]

    def _other_than(self, name: str) -> str:
        """No record joins an object with itself."""
        return self.ids[0 if name == self.ids[NEVER_GIVEN] else NEVER_GIVEN]

    def _join(self, community: int, member: int) -> None:
        partners.join(self.groups[community], self.hub[member], by=None)
        self.world.communities[community].members.add(member)

    def _leave(self, community: int, member: int) -> None:
        partners.leave(self.groups[community], self.hub[member], by=None)
        self.world.communities[community].members.discard(member)

    def _suspend(self, community: int, member: int) -> None:
        partners.suspend(self.groups[community], self.hub[member], by=None)
        self.world.communities[community].members.discard(member)

    def _ceiling(self, community: int, level: str) -> None:
        partners.change_community(self.groups[community], by=None, ceiling=level)
        self.world.communities[community].ceiling = level

    def _default(self, party: int, level: str) -> None:
        self._change(party, default_tlp=level)
        self.world.organisations[party].default = level

    def _active(self, party: int, active: bool) -> None:
        self._change(party, active=active)
        self.world.organisations[party].active = active

    def _sectors(self, party: int, chosen: int) -> None:
        sectors = [s for place, s in enumerate(SECTORS) if chosen >> place & 1]
        self._change(party, sectors=sectors)
        self.world.organisations[party].sectors = frozenset(sectors)

    def _coordinates(self, party: int, coordinates: bool) -> None:
        self._change(party, coordinates=coordinates)
        self.world.organisations[party].coordinates = coordinates

    def _change(self, party: int, **fields: Any) -> None:
        self.hub[party] = accounts.change_organisation(self.hub[party], by=None, **fields)

    def _withdraw(self, giver: int, slot: int) -> None:
        intel.withdraw(self.ids[slot], source=self.hub[giver])
        self.world.withdraw(slot, giver)

    # --- what may be met --------------------------------------------------------------------

    def tokens_of(self, reader: int) -> set[str]:
        """The tokens of all versions that the reader may have now."""
        return {v.token for v in self.world.versions if self.world.may_have(reader, v)}


def _wave(slot: int) -> int:
    """The order of the intake: objects, then what hangs on them, then what lists them."""
    return {RELATIONSHIP: 1, SIGHTING: 1, REPORT: 2, NOTE: 2}.get(slot, 0)


def _ends(slot: int, named: tuple[int, int]) -> tuple[int, ...]:
    if slot == SIGHTING:
        return named[:1]
    if slot != RELATIONSHIP:
        return ()
    one, other = named
    if one == other:
        other = 0 if one == NEVER_GIVEN else NEVER_GIVEN
    return (one, other)
