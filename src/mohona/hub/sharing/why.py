# SPDX-License-Identifier: Apache-2.0
"""Explanations in the reader's language: who may have a record, and why.

`explain` answers for one organisation, `audience` for all. Who else receives a record is told
to those who gave it and to stewards; everybody else learns only a number and those that stand
in a community with them, so that a group does not disclose its members.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mohona.hub.accounts import words
from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.partners import queries as partners
from mohona.hub.partners.models import Membership
from mohona.hub.sharing import classes, queries
from mohona.release import engine as release
from mohona.release import explain as release_explain


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of an explanation; good: it helped, or not, or only tells (None)."""

    text: str
    good: bool | None


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy that determined the answer, as a sentence and as Cedar."""

    id: str
    text: str
    cedar: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """permit, the answer in one sentence, the steps to it, and the determining policies."""

    permit: bool
    answer: str
    steps: list[Step]
    policies: list[Policy]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may have a record: those the viewer may know by name, and how many in all.

    count None: it depends on something the viewer may not see, so no number is told.
    """

    named: list[Organisation]
    count: int | None


def explain(
    class_id: int,
    recipient: Organisation,
    *,
    viewer: UUID,
    kind_word: Callable[[str], str] = str,
) -> Explanation:
    """The decision about a class for an organisation, decided afresh.

    viewer: the organisation of who asks; nothing is told of what it may not have itself.
    kind_word: names a type of STIX in the reader's language.
    """
    record = classes.load([class_id])[class_id]
    engine = release.Engine(partners.parties())
    found = release_explain.explain(engine, str(recipient.id), record, viewer=str(viewer))
    ids = {UUID(h.source) for h in (record.own, *record.bounds) if h.source}
    names = {str(o.id): str(o) for o in Organisation.objects.filter(id__in=ids)}
    named = {p.id: p for p in release.policies(release.baseline())}
    steps = [_step(step, names, named, kind_word) for step in found.steps]
    return Explanation(
        permit=found.permit,
        answer=_(release_explain.TEXTS[found.answer]) % {"recipient": str(recipient)},
        steps=steps,
        policies=[
            Policy(name, _sentence(named[name]), named[name].cedar) for name in found.policies
        ],
    )


def _step(
    step: release_explain.Step,
    names: Mapping[str, str],
    policies: Mapping[str, release.Policy],
    kind_word: Callable[[str], str],
) -> Step:
    params: dict[str, str] = {}
    for name, value in step.params.items():
        if name == "tlp":
            params[name] = f"TLP:{str(value).upper()}"
        elif name == "source":
            params[name] = names.get(str(value), _("an unknown organisation"))
        elif name == "policy":
            params[name] = _sentence(policies[str(value)])
        elif name == "sectors":
            params[name] = words.sectors(value) or ", ".join(value)
        elif name == "kind":
            params[name] = kind_word(str(value))
        else:
            params[name] = str(value)
    return Step(_(release_explain.TEXTS[step.code]) % params, step.good)


def _sentence(policy: release.Policy) -> str:
    return policy.bn if get_language() == "bn" and policy.bn else policy.en or policy.id


def may_ask_about(person: Person, recipient: UUID, givers: frozenset[str]) -> bool:
    """Whether the person may see the explanation for `recipient`: the own organisation always;
    others for those who gave the record and for stewards."""
    own = person.organisation_id
    return recipient == own or str(own) in givers or person.may("sharing:view:as")


def askable(
    class_id: int, givers: frozenset[str], reader: Organisation, *, everyone: bool
) -> QuerySet[Organisation]:
    """The organisations about which `reader` may ask: those it may know, and those whom it is
    told as recipients. everyone: a steward asks. The list is no directory of the hub."""
    active = Organisation.objects.filter(active=True)
    if everyone:
        return active
    told = audience(class_id, givers, reader, all_names=False).named
    return active.filter(
        Q(id__in=partners.organisations_known_to(reader.id)) | Q(id__in=[one.id for one in told])
    )


def audience(
    class_id: int, givers: frozenset[str], reader: Organisation, *, all_names: bool
) -> Audience:
    """Who may have the records of a class, as far as `reader` may know.

    all_names: a steward looks, with the own organisation's eyes.
    """
    record = classes.load([class_id])[class_id]
    if record.bounds:
        engine = release.Engine(partners.parties())
        verdicts = engine.decide(str(reader.id), list(record.bounds))
        if not all(verdict.permit for verdict in verdicts):
            return Audience([reader], None)
    recipients = queries.recipients_of(class_id)
    organisations = list(Organisation.objects.filter(id__in=recipients, active=True))
    if all_names or str(reader.id) in givers:
        return Audience(organisations, len(recipients))
    own = Membership.objects.filter(organisation=reader, state=Membership.State.ACTIVE)
    known = Membership.objects.filter(
        community_id__in=own.values("community_id"), state=Membership.State.ACTIVE
    ).values_list("organisation_id", flat=True)
    allowed = {*known, reader.id}
    return Audience([o for o in organisations if o.id in allowed], len(recipients))
