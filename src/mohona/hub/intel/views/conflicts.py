# SPDX-License-Identifier: Apache-2.0
"""Conflicts: what the organisation sent that stands against what the hub has, side by side."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mohona.hub.intel import (
    headlines,
    kinship,
    paging,
    problems,
    queries,
    records,
    room,
    words,
)
from mohona.hub.intel.models import Conflict
from mohona.hub.intel.permission import needs
from mohona.hub.intel.queries import Version
from mohona.hub.sharing import sight as sights
from mohona.hub.ui.templatetags import ui

PAGE = 50


@require_GET
@needs("intel:quarantine:mend")
def listed(request: HttpRequest) -> HttpResponse:
    """The conflicts of the organisation's own submissions, newest first."""
    found = queries.conflicts_for(request.user)  # type: ignore[arg-type]
    page = paging.stretch(found.defer("body").select_related("submission"), request.GET, size=PAGE)
    stored = queries.titles_of({one.stix_id for one in page.rows}, sights.of(request))
    titles = headlines.spoken(stored)
    rows = [
        (one, titles.get(one.stix_id, one.stix_id), _kind(one), str(one.get_why_display()))
        for one in page.rows
    ]
    return render(
        request,
        "intel/conflicts.html",
        {
            "tabs": room.tabs(request.user, "conflicts"),  # type: ignore[arg-type]
            "sentence": _sentence(int(found.count())),
            "page": page,
            "rows": rows,
        },
    )


def _sentence(count: int) -> str:
    if not count:
        return _("Nothing that you sent is in conflict")
    text = ngettext(
        "%(count)s record that you sent is in conflict with what the hub has",
        "%(count)s records that you sent are in conflict with what the hub has",
        count,
    )
    return text % {"count": ui.number(count)}


def _kind(conflict: Conflict) -> str:
    return words.type_of(conflict.stix_id.partition("--")[0])


@require_GET
@needs("intel:quarantine:mend")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Both contents side by side."""
    found = queries.conflicts_for(request.user).select_related("submission")  # type: ignore[arg-type]
    conflict: Conflict = get_object_or_404(found, pk=number)
    standing = _standing(conflict, queries.versions_of(conflict.stix_id, sights.of(request)))
    names = records.names([standing.source_id]) if standing else {}
    return render(
        request,
        "intel/conflict.html",
        {
            "tabs": room.tabs(request.user, "conflicts"),  # type: ignore[arg-type]
            "conflict": conflict,
            "kind": _kind(conflict),
            "title": standing.title if standing else conflict.stix_id,
            "reason": problems.sentence({"code": f"conflict-{conflict.why}"}),
            "standing": standing,
            "source": names.get(standing.source_id, "") if standing else "",
            "sent_record": _decoded(bytes(conflict.body)),
            "standing_record": standing.record if standing else None,
            "url": kinship.url_of(conflict.stix_id) if standing else "",
        },
    )


def _decoded(body: bytes) -> Any:
    """The record that was sent; a conflict is kept only of what could be decoded."""
    return orjson.loads(body)


def _standing(conflict: Conflict, versions: list[Version]) -> Version | None:
    """The version that the conflict is about, else the current one; None when not to be seen."""
    same = [one for one in versions if one.version == conflict.version]
    latest = [one for one in versions if one.latest]
    return next(iter([*same, *latest]), None)
