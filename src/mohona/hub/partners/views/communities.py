# SPDX-License-Identifier: Apache-2.0
"""Pages of communities: the list, one of them, adding and changing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mohona.hub.accounts.confirmation import confirmed
from mohona.hub.accounts.models import Person
from mohona.hub.common.errors import SentenceError
from mohona.hub.partners import actions, forms, queries, rules
from mohona.hub.partners.models import Community, Membership
from mohona.hub.partners.views import forecast, tabs
from mohona.hub.ui.templatetags.ui import number

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def reader(request: HttpRequest) -> Person:
    """The person of the request, who may read communities."""
    person: Person = request.user  # type: ignore[assignment]
    if not person.may("partners:community:read"):
        raise PermissionDenied("partners:community:read")
    return person


def steward(request: HttpRequest) -> Person:
    """The person of the request, who may manage communities."""
    person: Person = request.user  # type: ignore[assignment]
    if not person.may("partners:community:manage"):
        raise PermissionDenied("partners:community:manage")
    return person


def explain_ceiling(community: Community) -> str:
    """What the ceiling means, in one sentence."""
    if community.ceiling == "clear":
        return _("TLP:CLEAR goes to everybody anyway, so this community releases nothing further.")
    if community.ceiling == "green":
        return _("What one member gives up to TLP:GREEN, all other members receive.")
    return _(
        "What one member gives up to %(ceiling)s, all other members receive; from TLP:AMBER on, "
        "records that name a sector go only to members of that sector and to those who "
        "coordinate all sectors."
    ) % {"ceiling": f"TLP:{community.ceiling.upper()}"}


@login_required
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The communities that the person may know."""
    person = reader(request)
    found = list(queries.communities_for(person))
    manages = person.may("partners:community:manage")
    text = (
        ngettext("%(count)s community", "%(count)s communities", len(found))
        if manages
        else ngettext(
            "Your organisation is in %(count)s community",
            "Your organisation is in %(count)s communities",
            len(found),
        )
    )
    context = {
        "tabs": tabs.of(person, "communities"),
        "communities": found,
        "sentence": text % {"count": number(len(found))},
        "may_add": manages,
    }
    return render(request, "partners/communities.html", context)


@login_required
@require_GET
def show(request: HttpRequest, community_id: UUID) -> HttpResponse:
    """One community, for its members and for stewards; for everybody else it is not there."""
    person = reader(request)
    community = get_object_or_404(queries.communities_for(person), pk=community_id)
    manages = person.may("partners:community:manage")
    memberships = queries.memberships_known_to(person).filter(community=community)
    if manages:
        memberships = memberships.exclude(state=Membership.State.LEFT)
    found = list(memberships.order_by("organisation__name"))
    active = sum(one.state == Membership.State.ACTIVE for one in found)
    context = {
        "community": community,
        "memberships": found,
        "active": active,
        "meaning": explain_ceiling(community),
        "manages": manages,
    }
    return render(request, "partners/community.html", context)


@login_required
@GET_OR_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add a community; without members it releases nothing."""
    person = steward(request)
    form = forms.CommunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            community = actions.add_community(by=person, **form.cleaned_data)
        except SentenceError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The community is there. Now add its members."))
            return redirect("partners:community", community.pk)
    return render(request, "partners/community_form.html", {"form": form})


@GET_OR_POST
@confirmed("partners:community:manage")
def change(request: HttpRequest, community_id: UUID) -> HttpResponse:
    """Change a community; another ceiling is shown in numbers first."""
    person = steward(request)
    community = get_object_or_404(Community, pk=community_id)
    before = community.ceiling
    form = forms.CommunityForm(request.POST or None, instance=community)
    context: dict[str, Any] = {"form": form, "community": community}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["ceiling"] != before and "confirmed" not in request.POST:
            after = rules.with_ceiling(queries.parties(), community.id, data["ceiling"])
            context |= {"forecast": forecast.of(after), "before": before}
            return render(request, "partners/community_confirm.html", context)
        try:
            actions.change_community(community, by=person, **data)
        except SentenceError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("partners:community", community.pk)
    return render(request, "partners/community_form.html", context)
