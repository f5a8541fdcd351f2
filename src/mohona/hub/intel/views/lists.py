# SPDX-License-Identifier: Apache-2.0
"""The list of records with its filters, and its export as STIX bundle and CSV."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mohona.hub.accounts.models import Person
from mohona.hub.intel import exports, headlines, queries, room
from mohona.hub.intel.forms import ListFilters
from mohona.hub.intel.permission import needs
from mohona.hub.intel.queries import Search
from mohona.hub.sharing import sight as sights
from mohona.hub.ui.templatetags import ui

PAGE = 50
# Counting stops here: nobody needs to know that there are 10,001 and not 12,345.
COUNTED = 10_000


@require_GET
@needs("intel:object:read")
def show(request: HttpRequest) -> HttpResponse:
    """The newest records first; htmx takes the list out of the same page."""
    person: Person = request.user  # type: ignore[assignment]
    sight = sights.of(request)
    form = ListFilters(request.GET, sight=sight)
    form.is_valid()
    wanted = _placed(form.search(), request.GET)
    listing = queries.search(sight, wanted, limit=PAGE)
    count = queries.count(sight, wanted, at_most=COUNTED + 1)
    response = render(
        request,
        "intel/list.html",
        {
            "tabs": room.tabs(person, "list"),
            "form": form,
            "sentence": _sentence(count, narrow=form.is_narrow),
            "rows": headlines.rows(listing.versions, sight),
            "newer": listing.versions[0].position
            if listing.has_newer and listing.versions
            else None,
            "older": listing.versions[-1].position if listing.has_older else None,
            "query": _clean(request.GET).urlencode(),
            "is_narrow": form.is_narrow,
            "may_export": person.may("intel:object:export"),
            "may_submit": person.may("intel:object:submit"),
        },
    )
    if request.htmx:  # type: ignore[attr-defined]
        response["HX-Push-Url"] = f"{request.path}?{_clean(request.GET).urlencode()}".rstrip("?")
    return response


def _sentence(count: int, *, narrow: bool) -> str:
    """What is shown and how many, in one sentence."""
    if not count:
        return _("No record matches") if narrow else _("No records yet")
    shown = ui.number(min(count, COUNTED))
    if count > COUNTED:
        if narrow:
            return _("More than %(count)s records match, the newest first") % {"count": shown}
        return _("More than %(count)s records, the newest first") % {"count": shown}
    if narrow:
        text = ngettext(
            "%(count)s record matches", "%(count)s records match, the newest first", count
        )
    else:
        text = ngettext(
            "%(count)s record is released to you",
            "%(count)s records are released to you, the newest first",
            count,
        )
    return text % {"count": shown}


def _placed(wanted: Search, query: QueryDict) -> Search:
    """With the position of the page out of the URL; what is no position is left out."""
    for name in ("before", "after"):
        given = query.get(name, "")
        if given.isdecimal() and len(given) < 19:
            setting: dict[str, Any] = {name: int(given)}
            return replace(wanted, **setting)
    return wanted


def _clean(query: QueryDict) -> QueryDict:
    """The filters that say something, so that addresses stay short."""
    left = QueryDict(mutable=True)
    for name, values in query.lists():
        kept = [value for value in values if value]
        if kept:
            left.setlist(name, kept)
    return left


@require_GET
@needs("intel:object:export")
def export_bundle(request: HttpRequest) -> HttpResponseBase:
    """Exactly what the list shows, as one STIX 2.1 bundle."""
    sight, wanted = _asked(request)
    content = exports.list_as_bundle(sight, wanted)
    return exports.download(content, name=_name("json"), media_type="application/json")


@require_GET
@needs("intel:object:export")
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """Exactly what the list shows, as CSV."""
    sight, wanted = _asked(request)
    content = exports.list_as_csv(sight, wanted)
    return exports.download(content, name=_name("csv"), media_type="text/csv; charset=utf-8")


def _asked(request: HttpRequest) -> tuple[Any, Search]:
    sight = sights.of(request)
    form = ListFilters(request.GET, sight=sight)
    form.is_valid()
    return sight, form.search()


def _name(ending: str) -> str:
    return f"mohona-{timezone.localtime():%Y-%m-%d-%H%M}.{ending}"
