# SPDX-License-Identifier: Apache-2.0
"""The decision: asks Cedar about (recipient, handling) pairs, in batches. Pure.

Steps 5 and 6 of the decision (design: release): the policies and the parties are parsed once,
and recipients that stand alike share one answer. Who gave a record, or is its source, is
always asked by name.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import cedarpy
import orjson

from mohona.cti import tlp
from mohona.release.handling import Handling, HandlingClass

_CEILINGS = {"green": "upto_green", "amber": "upto_amber", "amber+strict": "upto_amber_strict"}
_CEILINGS["red"] = "upto_red"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation as decisions see it. communities: id → TLP ceiling, active ones only."""

    id: str
    active: bool = True
    coordinates: bool = False
    sectors: frozenset[str] = frozenset()
    communities: frozenset[tuple[str, str]] = frozenset()

    @property
    def standing(self) -> tuple[object, ...]:
        """All that policies look at, except who the party is."""
        return (self.active, self.coordinates, self.sectors, self.communities)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy as people read it."""

    id: str
    effect: str
    en: str
    bn: str
    cedar: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """permit, and the ids of the policies that determined it (empty: nobody permits)."""

    permit: bool
    policies: tuple[str, ...]


DENIED = Verdict(False, ())


class PolicyError(ValueError):
    """A policy file that Cedar cannot read."""


@lru_cache(maxsize=1)
def baseline() -> str:
    """The text of the baseline policies."""
    return resources.files("mohona.release").joinpath("policies/baseline.cedar").read_text("utf-8")


@lru_cache(maxsize=1)
def schema() -> str:
    """The text of the Cedar schema."""
    path = resources.files("mohona.release").joinpath("policies/mohona.cedarschema")
    return path.read_text("utf-8")


@lru_cache(maxsize=8)
def policies(text: str) -> tuple[Policy, ...]:
    """The policies of a Cedar text in the order in which Cedar counts them."""
    try:
        parsed = json.loads(cedarpy.policies_to_json_str(text))["staticPolicies"]
    except ValueError as error:
        raise PolicyError(f"Expected Cedar policies; Cedar says: {error}") from error
    found = []
    for number in range(len(parsed)):
        policy = parsed[f"policy{number}"]
        notes = policy.get("annotations", {})
        source = json.dumps({"staticPolicies": {"p": policy}, "templates": {}, "templateLinks": []})
        found.append(
            Policy(
                id=notes.get("id", f"policy{number}"),
                effect=policy["effect"],
                en=notes.get("en", ""),
                bn=notes.get("bn", ""),
                cedar=_without_annotations(cedarpy.policies_from_json_str(source)),
            )
        )
    return tuple(found)


def _without_annotations(cedar: str) -> str:
    return "\n".join(line for line in cedar.splitlines() if not line.startswith("@"))


@lru_cache(maxsize=8)
def attributes(text: str) -> frozenset[str]:
    """The names of all attributes that the policies look at, of whatever entity."""
    found: set[str] = set()
    waiting: list[Any] = [json.loads(cedarpy.policies_to_json_str(text))]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            found.add(str(part.get("attr")))
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return frozenset(found)


class Engine:
    """Answers for one set of parties and policies; make a new one when either changes."""

    def __init__(self, parties: Iterable[Party], text: str | None = None) -> None:
        self.parties: Mapping[str, Party] = {p.id: p for p in parties}
        self._text = text if text is not None else baseline()
        self._names = {f"policy{n}": p.id for n, p in enumerate(policies(self._text))}
        self._policies = cedarpy.PolicySet.from_str(self._text)
        self._looked_at = attributes(self._text)
        nobody = Party("", active=False)
        people = [_organisation(p) for p in (*self.parties.values(), nobody)]
        self._entities = cedarpy.Entities.from_json_str(json.dumps(people))

    def decide(self, recipient: str, handlings: Sequence[Handling]) -> list[Verdict]:
        """One verdict for each handling; an unknown recipient is denied."""
        return self.decide_all(handlings, [recipient])[recipient]

    def decide_all(
        self, handlings: Sequence[Handling], recipients: Iterable[str] | None = None
    ) -> dict[str, list[Verdict]]:
        """Verdicts of every recipient (default: all parties) for every handling, in order.

        Handlings that differ only in what no policy looks at share one answer, and so do
        recipients that stand alike.
        """
        wanted = list(self.parties) if recipients is None else list(recipients)
        alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for recipient in wanted:
            if recipient in self.parties:
                alike[self.parties[recipient].standing].append(recipient)
        answers: dict[str, list[Verdict]] = {r: [DENIED] * len(handlings) for r in wanted}
        if not alike or not handlings:
            return answers
        numbers: dict[tuple[object, ...], int] = {}
        places = [numbers.setdefault(self._seen(h), len(numbers)) for h in handlings]
        distinct = _first(handlings, places)
        entities = self._resources(distinct)
        for group in alike.values():
            for recipient, verdicts in self._of_group(group, distinct, entities).items():
                answers[recipient] = [verdicts[place] for place in places]
        return answers

    def _seen(self, handling: Handling) -> tuple[object, ...]:
        """All that the policies can tell a handling by."""
        return (
            handling.source,
            handling.tlp,
            handling.givers,
            handling.sectors,
            handling.reasons,
            handling.kind if "kind" in self._looked_at else "",
            handling.pap if "pap" in self._looked_at else "",
        )

    def _resources(self, handlings: Sequence[Handling]) -> Any:
        asked = [
            _resource(number, h, self.parties, self._looked_at)
            for number, h in enumerate(handlings)
        ]
        return self._entities.with_added_json_str(orjson.dumps(asked).decode())

    def _of_group(
        self, group: Sequence[str], handlings: Sequence[Handling], entities: Any
    ) -> dict[str, list[Verdict]]:
        """The answers for recipients that stand alike.

        One of them that gave none of the records is asked for all; who gave a record, or is its
        source, is asked by name.
        """
        members = set(group)
        strangers, by_name = [], []
        for number, handling in enumerate(handlings):
            named = (handling.givers | {handling.source}) & members
            stranger = group[0]
            if named:
                by_name += [(recipient, number) for recipient in named]
                stranger = next((r for r in group if r not in named), group[0])
            strangers.append((stranger, number))
        shared = self._ask(strangers, entities)
        answers = {recipient: list(shared) for recipient in group}
        for (recipient, number), verdict in zip(by_name, self._ask(by_name, entities), strict=True):
            answers[recipient][number] = verdict
        return answers

    def _ask(self, pairs: Sequence[tuple[str, int]], entities: Any) -> list[Verdict]:
        """The verdict for each (recipient, number of the handling among the entities)."""
        if not pairs:
            return []
        requests = [
            {
                "principal": f'Organisation::"{recipient}"',
                "action": 'Action::"receive"',
                "resource": f'Handling::"{number}"',
                "context": "{}",
            }
            for recipient, number in pairs
        ]
        results = cedarpy.is_authorized_batch(requests, self._policies, entities)
        return [self._verdict(result) for result in results]

    def _verdict(self, result: Any) -> Verdict:
        names = tuple(sorted(self._names[name] for name in result.diagnostics.reasons))
        return Verdict(bool(result.allowed), names)


def _first(handlings: Sequence[Handling], places: Sequence[int]) -> list[Handling]:
    """The first handling of each place, in the order of the places."""
    found: dict[int, Handling] = {}
    for place, handling in zip(places, handlings, strict=True):
        found.setdefault(place, handling)
    return list(found.values())


def permits(verdicts: Mapping[Handling, Verdict], record: HandlingClass, recipient: str) -> bool:
    """The decision for a class: its givers always (unless withdrawn), else own and all bounds."""
    own = verdicts[record.own].permit
    if own and recipient in record.own.givers:
        return True
    return own and all(verdicts[bound].permit for bound in record.bounds)


def _reference(kind: str, name: str) -> dict[str, Any]:
    return {"__entity": {"type": kind, "id": name}}


def _organisation(party: Party) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "active": party.active,
        "coordinates": party.coordinates,
        "sectors": sorted(party.sectors),
    }
    for level, name in _CEILINGS.items():
        attributes[name] = [
            _reference("Community", community)
            for community, ceiling in sorted(party.communities)
            if tlp.rank(ceiling) >= tlp.rank(level)
        ]
    return {
        "uid": {"type": "Organisation", "id": party.id},
        "attrs": attributes,
        "parents": [],
    }


def _resource(
    number: int, handling: Handling, known: Mapping[str, Party], looked_at: frozenset[str]
) -> dict[str, Any]:
    # A source that has left the hub stands in no community: its entity is the empty one.
    source = handling.source if handling.source in known else ""
    attributes = {
        "source": _reference("Organisation", source),
        "givers": [_reference("Organisation", giver) for giver in sorted(handling.givers)],
        "tlp": handling.tlp,
        "kind": handling.kind,
        "pap": handling.pap,
        "sectors": sorted(handling.sectors),
        "reasons": sorted(handling.reasons),
    }
    return {
        "uid": {"type": "Handling", "id": str(number)},
        # What nobody looks at would only have to be read.
        "attrs": {name: value for name, value in attributes.items() if name in looked_at},
        "parents": [],
    }
