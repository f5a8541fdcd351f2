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


class Engine:
    """Answers for one set of parties and policies; make a new one when either changes."""

    def __init__(self, parties: Iterable[Party], text: str | None = None) -> None:
        self.parties: Mapping[str, Party] = {p.id: p for p in parties}
        self._text = text if text is not None else baseline()
        self._names = {f"policy{n}": p.id for n, p in enumerate(policies(self._text))}
        self._policies = cedarpy.PolicySet.from_str(self._text)
        nobody = Party("", active=False)
        people = [_organisation(p) for p in (*self.parties.values(), nobody)]
        self._entities = cedarpy.Entities.from_json_str(json.dumps(people))

    def decide(self, recipient: str, handlings: Sequence[Handling]) -> list[Verdict]:
        """One verdict for each handling; an unknown recipient is denied."""
        if recipient not in self.parties:
            return [Verdict(False, ()) for _ in handlings]
        return self._ask([(recipient, handling) for handling in handlings])

    def decide_all(
        self, handlings: Sequence[Handling], recipients: Iterable[str] | None = None
    ) -> dict[str, list[Verdict]]:
        """Verdicts of every recipient (default: all parties) for every handling, in order."""
        wanted = list(self.parties) if recipients is None else list(recipients)
        alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for recipient in wanted:
            if recipient in self.parties:
                alike[self.parties[recipient].standing].append(recipient)
        answers: dict[str, list[Verdict]] = {
            r: [Verdict(False, ())] * len(handlings) for r in wanted
        }
        by_name: list[tuple[str, int]] = []
        for group in alike.values():
            shared = self._shared(group, handlings)
            for recipient in group:
                answers[recipient] = list(shared)
            members = set(group)
            for index, handling in enumerate(handlings):
                named = (handling.givers | {handling.source}) & members
                by_name.extend((recipient, index) for recipient in named)
        verdicts = self._ask([(recipient, handlings[index]) for recipient, index in by_name])
        for (recipient, index), verdict in zip(by_name, verdicts, strict=True):
            answers[recipient][index] = verdict
        return answers

    def _shared(self, group: Sequence[str], handlings: Sequence[Handling]) -> list[Verdict]:
        """Answers that hold for all of a group that stands alike and gave none of these."""
        pairs: list[tuple[str, Handling]] = []
        for handling in handlings:
            named = handling.givers | {handling.source}
            stranger = next((r for r in group if r not in named), group[0])
            pairs.append((stranger, handling))
        return self._ask(pairs)

    def _ask(self, pairs: Sequence[tuple[str, Handling]]) -> list[Verdict]:
        if not pairs:
            return []
        numbers: dict[Handling, int] = {}
        requests = []
        for recipient, handling in pairs:
            number = numbers.setdefault(handling, len(numbers))
            requests.append(
                {
                    "principal": f'Organisation::"{recipient}"',
                    "action": 'Action::"receive"',
                    "resource": f'Handling::"{number}"',
                    "context": {},
                }
            )
        known = self.parties
        asked = [_resource(number, handling, known) for handling, number in numbers.items()]
        entities = self._entities.with_added_json_str(json.dumps(asked))
        results = cedarpy.is_authorized_batch(requests, self._policies, entities)
        return [
            Verdict(
                bool(result.allowed),
                tuple(sorted(self._names[name] for name in result.diagnostics.reasons)),
            )
            for result in results
        ]


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


def _resource(number: int, handling: Handling, known: Mapping[str, Party]) -> dict[str, Any]:
    # A source that has left the hub stands in no community: its entity is the empty one.
    source = handling.source if handling.source in known else ""
    return {
        "uid": {"type": "Handling", "id": str(number)},
        "attrs": {
            "source": _reference("Organisation", source),
            "givers": [_reference("Organisation", giver) for giver in sorted(handling.givers)],
            "tlp": handling.tlp,
            "kind": handling.kind,
            "pap": handling.pap,
            "sectors": sorted(handling.sectors),
            "reasons": sorted(handling.reasons),
        },
        "parents": [],
    }
