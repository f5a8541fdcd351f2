# SPDX-License-Identifier: Apache-2.0
"""The first page: a headline in numbers, the rivers, and what waits for me."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mohona.hub.accounts.models import Person
from mohona.hub.partners import queries as partners
from mohona.hub.sharing import sight as sights
from mohona.hub.sharing.queries import Sight
from mohona.hub.today import queries, sentences
from mohona.hub.today.queries import Flows
from mohona.hub.ui.pictures.streams import Stream

RECORDS = "intel:list"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits, as the table shows it."""

    text: str
    url: str
    label: str
    at: datetime | None


@login_required
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What flowed in the last seven days, and what waits for this person."""
    person: Person = request.user  # type: ignore[assignment]
    sight = sights.of(request)
    sees_all = (
        sight.viewer is None and person.organisation.is_operator and person.may("sharing:view:as")
    )
    flows = queries.flows(sight, sees_all=sees_all)
    beginning = queries.beginning() if sees_all or not flows.total else None
    context: dict[str, Any] = {"beginning": beginning, "sees_all": sees_all}
    context["flowing"] = bool(flows.total) and (beginning is None or beginning.records)
    if context["flowing"]:
        known = set(partners.organisations_for(person).values_list("id", flat=True))
        context |= _picture(flows, sight, sees_all=sees_all, known=known)
    if sight.viewer is None:
        context["rows"] = [_row(item) for item in queries.waiting(person)]
    else:
        context["seen_as"] = True
    return render(request, "today/show.html", context)


def _row(item: queries.Waiting) -> Row:
    text, label, page = sentences.of_waiting(item)
    return Row(text, sentences.address(page), label, item.at)


def _picture(
    flows: Flows, sight: Sight, *, sees_all: bool, known: AbstractSet[UUID]
) -> dict[str, Any]:
    """The two sides of the rivers and the sentences above them.

    known: the organisations whose page the person may open.
    """
    own = sight.recipient
    names = queries.names({*flows.came, *flows.went, own, sight.viewer or own})
    list_url = sentences.address(RECORDS)
    sources = [
        Stream(names[one], _records(list_url, one), amounts)
        for one, amounts in flows.came.items()
        if one in names
    ]
    recipients = [
        Stream(names[one], _recipient(list_url, one, own, known), amounts)
        for one, amounts in flows.went.items()
        if one in names
    ]
    given = sum(flows.came.get(own, {}).values())
    organisation = names[own]
    others = len(flows.went.keys() - {own})
    if sees_all:
        headline = sentences.of_hub(flows)
    else:
        headline = sentences.of_partner(
            flows,
            organisation=organisation,
            given=given,
            sources=len(flows.came.keys() - {own}),
            others=others,
        )
    return {
        "headline": headline,
        "lead": sentences.below(
            flows,
            sees_all=sees_all,
            organisation=organisation,
            viewer=names[sight.viewer] if sight.viewer else "",
        ),
        "sources": sources,
        "recipients": recipients,
        "title": _("Where the records of seven days came from and went"),
        "partners": sentences.address("partners:organisations"),
        "all_records": f"{list_url}?{urlencode({'days': queries.DAYS})}" if list_url else "",
    }


def _records(list_url: str, source: UUID) -> str:
    """The list of records of one source in the days shown."""
    if not list_url:
        return ""
    return f"{list_url}?{urlencode({'source': source, 'days': queries.DAYS})}"


def _recipient(list_url: str, recipient: UUID, own: UUID, known: AbstractSet[UUID]) -> str:
    """Behind one's own stream are the records; behind others' their page, if it may be opened."""
    if recipient == own:
        return f"{list_url}?{urlencode({'days': queries.DAYS})}" if list_url else ""
    if recipient not in known:
        return ""
    return reverse("partners:organisation", args=[recipient])
