# SPDX-License-Identifier: Apache-2.0
"""Joining, suspending and leaving: each with what it will release or end, in numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mohona.hub.accounts.confirmation import confirmed
from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.partners import actions, forms, queries, rules
from mohona.hub.partners.models import Community, Membership
from mohona.hub.partners.views import communities, forecast

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done to a membership."""

    do: Callable[..., Membership]
    joins: bool
    heading: str | Promise
    button: str | Promise
    done: str | Promise


ACTS = {
    "join": Act(
        actions.join,
        True,
        _("Add %(organisation)s to %(community)s"),
        _("Add"),
        _("%(organisation)s is a member of %(community)s now."),
    ),
    "suspend": Act(
        actions.suspend,
        False,
        _("Suspend %(organisation)s in %(community)s"),
        _("Suspend"),
        _("%(organisation)s is suspended in %(community)s."),
    ),
    "remove": Act(
        actions.leave,
        False,
        _("Remove %(organisation)s from %(community)s"),
        _("Remove"),
        _("%(organisation)s is no member of %(community)s any more."),
    ),
}


@login_required
@GET_OR_POST
def choose(request: HttpRequest, community_id: UUID) -> HttpResponse:
    """Choose who is to join; what that releases comes on the next page."""
    communities.steward(request)
    community = get_object_or_404(Community, pk=community_id)
    form = forms.MemberForm(request.POST or None, community=community)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["organisation"]
        return redirect("partners:member", community.pk, chosen.pk, "join")
    return render(request, "partners/member_choose.html", {"form": form, "community": community})


@GET_OR_POST
@confirmed("partners:community:manage")
def confirm(
    request: HttpRequest, community_id: UUID, organisation_id: UUID, act: str
) -> HttpResponse:
    """Say in numbers what will happen, then do it."""
    person: Person = communities.steward(request)
    if act not in ACTS:
        raise Http404
    wanted = ACTS[act]
    community = get_object_or_404(Community, pk=community_id)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    if not wanted.joins:
        get_object_or_404(Membership, community=community, organisation=organisation)
    names = {"organisation": organisation, "community": community}
    if request.method == "POST":
        wanted.do(community, organisation, by=person)
        messages.success(request, str(wanted.done) % names)
        return redirect("partners:community", community.pk)
    ceiling = community.ceiling if wanted.joins else None
    after = rules.with_membership(queries.parties(), organisation.id, community.id, ceiling)
    context = {
        "community": community,
        "organisation": organisation,
        "heading": str(wanted.heading) % names,
        "button_text": wanted.button,
        "joins": wanted.joins,
        "meaning": communities.explain_ceiling(community),
        "forecast": forecast.of(after),
    }
    return render(request, "partners/member_confirm.html", context)
