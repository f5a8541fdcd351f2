# SPDX-License-Identifier: Apache-2.0
"""Why a recipient may have a record, or not: the decision as steps that a person can read.

Pure. A step is a code with its values; `TEXTS` are the English templates, so that the hub can
translate them. The numbers follow the decision of design/release.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mohona.release.engine import Engine, Verdict
from mohona.release.handling import (
    NO_MARKING,
    TAKEN_BACK,
    UNKNOWN_END,
    UNKNOWN_MARKING,
    UNKNOWN_SECTOR,
    UNREADABLE_MARKING,
    WITHDRAWN,
    Handling,
    HandlingClass,
)

TEXTS: dict[str, str] = {
    "answer-giver": "Yes. %(recipient)s gave this record and may read it back.",
    "answer-yes": "Yes. %(recipient)s may have this record.",
    "answer-no": "No. Nothing permits this record to %(recipient)s.",
    "answer-forbidden": "No. A policy forbids this record to %(recipient)s.",
    "handling": "The record: %(tlp)s, kind %(kind)s, given by %(source)s.",
    "handling-sectors": "The record: %(tlp)s, kind %(kind)s, sectors %(sectors)s, "
    "given by %(source)s.",
    UNKNOWN_MARKING: "It carries a marking that the hub does not know; that makes it TLP:RED.",
    UNREADABLE_MARKING: "Its markings cannot be read; that makes it TLP:RED.",
    NO_MARKING: "It carries no marking, and %(source)s has no default; that makes it TLP:RED.",
    UNKNOWN_SECTOR: "It names only sectors that the hub does not know.",
    TAKEN_BACK: "Its source took it back; others who gave it too keep it.",
    WITHDRAWN: "It was withdrawn.",
    # One sentence for both: whether a hidden object is there is not told.
    UNKNOWN_END: "It hangs on an object that is not there yet or that you may not see.",
    "bound": "It may not go further than what it hangs on, or a newer version: %(tlp)s, "
    "kind %(kind)s, given by %(source)s.",
    "permitted": "Permitted: %(policy)s",
    "forbidden": "Forbidden: %(policy)s",
    "not-permitted": "No policy permits this.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a code of TEXTS with its values, and whether it helped (None: it only tells).

    Values are ids of organisations, policies, sectors, and levels; the hub names them.
    """

    code: str
    params: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer, the steps to it, and the ids of the policies that determined it."""

    permit: bool
    answer: str
    steps: tuple[Step, ...]
    policies: tuple[str, ...]


def explain(engine: Engine, recipient: str, record: HandlingClass, *, viewer: str) -> Explanation:
    """The decision about one class for one recipient, step by step, as `viewer` may read it.

    Nothing is told of what the record hangs on where the viewer may not have that.
    """
    bounds = sorted(record.bounds, key=lambda b: (b.source, b.kind, b.tlp))
    asked = [record.own, *bounds]
    verdicts = engine.decide(recipient, asked)
    visible = [verdict.permit for verdict in engine.decide(viewer, bounds)]
    own, giver = verdicts[0], recipient in record.own.givers
    steps = [_tells(record.own), *_reasons(record.own), *_verdict(own)]
    relevant = [own]
    if not (own.permit and giver):
        for bound, verdict, shown in zip(bounds, verdicts[1:], visible, strict=True):
            if not shown:
                steps.append(Step(UNKNOWN_END, good=False))
                continue
            steps += [_bound(bound), *_reasons(bound), *_verdict(verdict)]
            relevant.append(verdict)
    permit = own.permit and (giver or all(verdict.permit for verdict in verdicts))
    if permit:
        answer = "answer-giver" if giver else "answer-yes"
    else:
        forbidden = any(not v.permit and v.policies for v in relevant)
        answer = "answer-forbidden" if forbidden else "answer-no"
    names = tuple(sorted({name for verdict in relevant for name in verdict.policies}))
    return Explanation(permit, answer, tuple(steps), names)


def _tells(handling: Handling) -> Step:
    params = {"tlp": handling.tlp, "kind": handling.kind, "source": handling.source}
    if handling.sectors:
        return Step("handling-sectors", {**params, "sectors": tuple(sorted(handling.sectors))})
    return Step("handling", params)


def _bound(handling: Handling) -> Step:
    return Step("bound", {"tlp": handling.tlp, "kind": handling.kind, "source": handling.source})


def _reasons(handling: Handling) -> list[Step]:
    return [
        Step(reason, {"source": handling.source}, good=False) for reason in sorted(handling.reasons)
    ]


def _verdict(verdict: Verdict) -> list[Step]:
    code = "permitted" if verdict.permit else "forbidden"
    if not verdict.policies:
        return [Step("not-permitted", good=False)]
    return [Step(code, {"policy": name}, good=verdict.permit) for name in verdict.policies]
