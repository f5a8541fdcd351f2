# SPDX-License-Identifier: Apache-2.0
"""The page of one record, its versions side by side, its JSON, and why somebody may see it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mohona.hub.intel import (
    headlines,
    history,
    kinship,
    queries,
    readable,
    reasons,
    records,
    room,
    words,
)
from mohona.hub.intel.permission import needs
from mohona.hub.intel.queries import Version
from mohona.hub.sharing import sight as sights
from mohona.hub.sharing.queries import Sight
from mohona.hub.ui.parts import Tab
from mohona.hub.ui.templatetags import ui

# What is shown of the versions to choose from.
VERSIONS_SHOWN = 100


@require_GET
@needs("intel:object:read")
def show(request: HttpRequest, stix_id: str) -> HttpResponse:
    """The record in words, its surroundings, who may see it and why."""
    sight = sights.of(request)
    versions = _versions(stix_id, sight)
    version = versions[0]
    record = version.record
    language = (get_language() or "en").split("-")[0]
    translated = _translated(record, language, sight, version)
    titles = headlines.spoken(queries.titles_of(kinship.references(record), sight))
    ties = kinship.related(version, record, titles, sight)
    inside = kinship.listed(record, titles)
    names = records.names(one.source_id for one in versions)
    title = translated.get("name") or headlines.one(version, record, titles)
    centre, drawn = kinship.drawn(title, words.type_of(version.type), [*ties, *inside])
    reader = reasons.reader_of(request)
    context = _frame(request, version, versions, "object") | {
        "title": title,
        "title_language": language if "name" in translated else readable.language_of(record),
        "original_title": version.title if "name" in translated else "",
        "source": names.get(version.source_id, ""),
        "audience": reasons.audience(version, request),
        "words": readable.read(record, titles, translated, language),
        "values": readable.values(records.values_at(version.position)),
        "ties": ties,
        "many_ties": len(ties) >= kinship.RELATED_SHOWN,
        "inside": inside,
        "inside_total": kinship.count_listed(record),
        "centre": centre,
        "drawn": drawn,
        "tied": len(ties) + len(inside),
        "kin": records.kin_of(version, sight),
        "events": history.events(versions, names, reader),
        "body": version.body,
        **_why(request, version),
    }
    return render(request, "intel/object.html", context)


def _versions(stix_id: str, sight: Sight) -> list[Version]:
    """The versions the reader may see, the current one first; 404 without any.

    Unknown and not permitted are the same to the reader.
    """
    found = queries.versions_of(stix_id, sight)
    if not found:
        raise Http404
    return sorted(found, key=lambda one: not one.latest)


def _translated(
    record: dict[str, Any], language: str, sight: Sight, version: Version
) -> dict[str, str]:
    if readable.language_of(record).split("-")[0] == language:
        return {}
    return queries.translations_of(record, language, sight, source=version.source_id)


def _frame(
    request: HttpRequest, version: Version, versions: list[Version], current: str
) -> dict[str, Any]:
    """What every page of the record has at its top."""
    url = kinship.url_of(version.stix_id)
    return {
        "version": version,
        "kind": words.type_of(version.type),
        "tabs": room.tabs(request.user, "list"),  # type: ignore[arg-type]
        "views": [
            Tab(_("Record"), url, current=current == "object"),
            Tab(_("Versions"), f"{url}versions/", current == "versions", len(versions)),
        ],
    }


def _why(request: HttpRequest, version: Version) -> dict[str, Any]:
    if not request.user.may("sharing:why:read"):  # type: ignore[union-attr]
        return {}
    recipient, form = reasons.asked(request, version)
    return {
        "why": reasons.panel(version, recipient, viewer=reasons.reader_of(request)),
        "recipients": form,
    }


@require_GET
@needs("sharing:why:read")
def explain(request: HttpRequest, stix_id: str) -> HttpResponse:
    """The panel alone, for the organisation that was chosen; a page of its own without script."""
    sight = sights.of(request)
    version = _versions(stix_id, sight)[0]
    context = _frame(request, version, [version], "why") | _why(request, version)
    title = headlines.of([version], sight)[version.position]
    return render(request, "intel/why.html", context | {"title": title})


@require_GET
@needs("intel:object:read")
def versions(request: HttpRequest, stix_id: str) -> HttpResponse:
    """Two versions side by side: those chosen, else the newest and the one before."""
    sight = sights.of(request)
    found = _versions(stix_id, sight)
    by_position = {str(one.position): one for one in found}
    after = by_position.get(request.GET.get("new", ""), found[0])
    older = [one for one in found if one.position < after.position]
    before = by_position.get(request.GET.get("old", ""), older[0] if older else None)
    names = records.names(one.source_id for one in found)
    rows = [(one, names.get(one.source_id, "")) for one in found[:VERSIONS_SHOWN]]
    return render(
        request,
        "intel/versions.html",
        _frame(request, found[0], found, "versions")
        | {
            "title": headlines.of(found[:1], sight)[found[0].position],
            "rows": rows,
            "source": names.get(found[0].source_id, ""),
            "before_version": before,
            "after_version": after,
            "before_label": _label(before),
            "after_label": _label(after),
        },
    )


def _label(version: Version | None) -> str:
    """The moment of a version, as a heading over its side."""
    return strip_tags(ui.moment(version.version)) if version else ""


@require_GET
@needs("intel:object:read")
def download(request: HttpRequest, stix_id: str) -> HttpResponse:
    """The JSON of the current version, or of the one at ?position=, as the reader gets it."""
    sight = sights.of(request)
    found = _versions(stix_id, sight)
    wanted = request.GET.get("position")
    chosen = [one for one in found if wanted in (None, str(one.position))]
    if not chosen:
        raise Http404
    records.note_handed([chosen[0].position], sight)
    response = HttpResponse(
        chosen[0].body, content_type="application/stix+json;version=2.1; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{stix_id}.json"'
    response["Cache-Control"] = "private, no-store"
    return response
