# SPDX-License-Identifier: Apache-2.0
"""The switch "See as …": the pages as another organisation sees them.

Looking never widens: `sight` shows only what both organisations may have.
"""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.sharing import sight


class SeeAsForm(forms.Form):
    """As whom; empty: with the own eyes."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(active=True),
        label=_("Organisation"),
        required=False,
        empty_label=_("Choose …"),
    )

    def __init__(self, *args: Any, own: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = field.queryset.exclude(pk=own.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def see_as(request: HttpRequest) -> HttpResponse:
    """Choose an organisation, or with an empty choice stop."""
    person: Person = request.user  # type: ignore[assignment]
    if not person.may("sharing:view:as"):
        raise PermissionDenied("sharing:view:as")
    form = SeeAsForm(request.POST or None, own=person.organisation)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["organisation"]
        if chosen is None:
            request.session.pop(sight.SESSION_KEY, None)
        else:
            request.session[sight.SESSION_KEY] = str(chosen.pk)
        return HttpResponseRedirect(_back(request))
    return render(request, "sharing/see_as.html", {"form": form})


def _back(request: HttpRequest) -> str:
    """Where the person came from, if that is here."""
    wanted = request.POST.get("next", "/")
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else "/"
