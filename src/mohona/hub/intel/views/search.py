# SPDX-License-Identifier: Apache-2.0
"""The search at the top of every page: understands what was pasted, or searches for the words."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from mohona.cti import values
from mohona.hub.intel import defanging, headlines, queries, room, words
from mohona.hub.intel.permission import needs
from mohona.hub.sharing import sight as sights

# Identifiers of ATT&CK and its like look like host names; people who type one want the text.
_EXTERNAL_ID = re.compile(r"(?:T|TA|S|G|M|C|DET|DC|CAPEC-|CWE-)\d{1,5}(?:\.\d{3})?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;]+")
LONGEST = 6_000


@require_GET
@needs("intel:object:read")
def understand(request: HttpRequest) -> HttpResponse:
    """1 nothing: the list; 2 several values: look-up; 3 an identifier: its page; 4 one value:
    what is known of it; 5 anything else: the list with these words."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    if not text:
        return redirect("intel:list")
    several = _several(text)
    if several:
        return redirect(f"{reverse('intel:look-up')}?{urlencode({'values': several})}")
    try:
        return redirect("intel:object", text)
    except NoReverseMatch:
        pass
    known = None if _EXTERNAL_ID.fullmatch(text) else values.normalise(text)
    if known is None:
        return redirect(_list(q=text))
    return _value(request, text, known)


def _list(**filters: str) -> str:
    return f"{reverse('intel:list')}?{urlencode(filters)}"


def _several(text: str) -> str:
    """The values one on each line when all parts are values; a browser's search box pastes
    several lines as one. "" when it is not so."""
    parts = [part for part in _BETWEEN.split(text) if part]
    if len(parts) > 1 and values.normalise(text) is None and all(map(values.normalise, parts)):
        return "\n".join(parts)
    return ""


def _value(request: HttpRequest, text: str, known: values.Value) -> HttpResponse:
    sight = sights.of(request)
    hit = queries.look_up([text], sight)[0]
    found = queries.at(hit.positions, sight)
    versions = [found[one] for one in hit.positions if one in found and found[one].latest]
    return render(
        request,
        "intel/value.html",
        {
            "place": "intel",
            "tabs": room.tabs(request.user, "list"),  # type: ignore[arg-type]
            "hit": hit,
            "kind": words.value_type(known.type),
            "shown": defanging.defang(known.type, known.value),
            "rows": headlines.rows(versions, sight),
            "text_url": _list(q=text),
            "all_url": _list(value=known.value, type="all"),
        },
    )
