# SPDX-License-Identifier: Apache-2.0
"""The gallery of components, and the choice of a theme."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from mohona.hub.ui import context, gallery

YEAR = 365 * 24 * 3600


@require_GET
def show_gallery(request: HttpRequest) -> HttpResponse:
    """Every component and picture with sample data in both languages."""
    return render(request, "ui/gallery.html", gallery.samples(request))


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the system's choice in this browser and go back."""
    theme = request.POST.get("theme", "auto")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    if theme in context.THEMES:
        response.set_cookie(
            context.THEME_COOKIE,
            theme,
            max_age=YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return response
