# SPDX-License-Identifier: Apache-2.0
"""Pages of organisations: the list, one of them, adding and changing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts import queries as account_queries
from mohona.hub.accounts import words
from mohona.hub.accounts.confirmation import confirmed
from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.common.errors import SentenceError
from mohona.hub.partners import forms, queries, rules
from mohona.hub.partners.models import Membership
from mohona.hub.partners.views import forecast, tabs
from mohona.hub.ui.templatetags.ui import number

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
# Fields that decide who gets what; a change of one of them is shown in numbers first.
DECIDING = ("sectors", "coordinates", "active")


@login_required
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The organisations that the person may know."""
    person: Person = request.user  # type: ignore[assignment]
    form = forms.OrganisationFilter(request.GET)
    form.is_valid()
    found = list(_filtered(queries.organisations_for(person), form.cleaned_data))
    communities = _communities(person)
    context = {
        "tabs": tabs.of(person, "organisations"),
        "form": form,
        "rows": [(one, words.sectors(one.sectors), communities.get(one.id, [])) for one in found],
        "sentence": _sentence(len(found), everyone=person.may("accounts:organisation:manage")),
        "may_add": person.may("accounts:organisation:manage"),
    }
    return render(request, "partners/organisations.html", context)


def _filtered(found: QuerySet[Organisation], wanted: dict[str, Any]) -> QuerySet[Organisation]:
    if wanted.get("q"):
        found = found.filter(Q(name__icontains=wanted["q"]) | Q(name_bn__icontains=wanted["q"]))
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if wanted.get("sector"):
        found = found.filter(sectors__contains=[wanted["sector"]])
    return found.order_by("-active", "name")


def _communities(person: Person) -> dict[UUID, list[Membership]]:
    """The active memberships that the person may know, by organisation."""
    found: dict[UUID, list[Membership]] = {}
    known = queries.memberships_known_to(person).filter(state=Membership.State.ACTIVE)
    for one in known.order_by("community__name"):
        found.setdefault(one.organisation_id, []).append(one)
    return found


def _sentence(count: int, *, everyone: bool) -> str:
    if everyone:
        text = ngettext(
            "%(count)s organisation takes part",
            "%(count)s organisations take part",
            count,
        )
    else:
        text = ngettext(
            "%(count)s organisation you know here",
            "%(count)s organisations you know here",
            count,
        )
    return text % {"count": number(count)}


@login_required
@require_GET
def show(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One organisation; its people and keys for those who manage them."""
    person: Person = request.user  # type: ignore[assignment]
    organisation = get_object_or_404(queries.organisations_for(person), pk=organisation_id)
    own = organisation.id == person.organisation_id
    steward = person.may("accounts:organisation:manage")
    memberships = queries.memberships_known_to(person).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "sectors": words.sectors(organisation.sectors),
        "memberships": memberships.order_by("community__name"),
        "own": own,
        "steward": steward,
        "people": account_queries.people_for(person).filter(organisation=organisation)
        if own or steward
        else (),
        "keys": account_queries.keys_for(person).filter(organisation=organisation, revoked_at=None)
        if own or steward
        else (),
        "may_people": person.may("accounts:person:manage") and (own or steward),
        "may_keys": person.may("accounts:key:manage") and (own or steward),
    }
    return render(request, "partners/organisation.html", context)


def _steward(request: HttpRequest) -> Person:
    person: Person = request.user  # type: ignore[assignment]
    if not person.may("accounts:organisation:manage"):
        raise PermissionDenied("accounts:organisation:manage")
    return person


@login_required
@GET_OR_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add an organisation; it receives from then on what the policies permit."""
    person = _steward(request)
    form = forms.OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = accounts.add_organisation(by=person, **form.cleaned_data)
        except SentenceError as error:
            form.add_error("name", str(error))
        else:
            messages.success(
                request,
                _("%(name)s takes part now. Next: its communities, a key, its people.")
                % {"name": organisation},
            )
            return redirect("partners:organisation", organisation.pk)
    return render(request, "partners/organisation_form.html", {"form": form})


@GET_OR_POST
@confirmed("accounts:organisation:manage")
def change(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Change an organisation; what decides about releases is shown in numbers first."""
    person = _steward(request)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    before = {name: getattr(organisation, name) for name in DECIDING}
    form = forms.OrganisationChangeForm(request.POST or None, instance=organisation)
    context: dict[str, Any] = {"form": form, "organisation": organisation}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if _decides(before, data) and "confirmed" not in request.POST:
            after = rules.with_fields(
                queries.parties(),
                organisation.id,
                sectors=frozenset(data["sectors"]),
                coordinates=data["coordinates"],
                active=data["active"],
            )
            context["forecast"] = forecast.of(after)
            return render(request, "partners/organisation_confirm.html", context)
        try:
            accounts.change_organisation(organisation, by=person, **data)
        except SentenceError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("partners:organisation", organisation.pk)
    return render(request, "partners/organisation_form.html", context)


def _decides(before: dict[str, Any], data: dict[str, Any]) -> bool:
    """Whether what decides about releases differs."""
    same_sectors = set(before["sectors"]) == set(data["sectors"])
    return not same_sectors or any(before[name] != data[name] for name in DECIDING[1:])
