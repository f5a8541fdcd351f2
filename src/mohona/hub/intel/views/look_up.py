# SPDX-License-Identifier: Apache-2.0
"""Look-up: thousands of values at once, and what the hub knows of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mohona.hub.intel import defanging, exports, queries, room, words
from mohona.hub.intel.forms import LookUpForm
from mohona.hub.intel.permission import needs
from mohona.hub.intel.queries import Hit, Version
from mohona.hub.sharing import sight as sights
from mohona.hub.sharing.queries import Sight

# What a page shows of each part; the CSV has everything.
KNOWN_SHOWN = 200
REST_SHOWN = 500
RECORDS_SHOWN = 3
COLUMNS = ("asked", "type", "value", "state", "records", "first", "last", "ids")


@dataclass(frozen=True, slots=True)
class Row:
    """A known value with some of its records."""

    hit: Hit
    kind: str
    shown: str
    versions: Sequence[Version]
    more: int


@require_http_methods(["GET", "HEAD", "POST"])
@needs("intel:value:look-up")
def show(request: HttpRequest) -> HttpResponseBase:
    """The form; with values, the answer under it, or as CSV."""
    given = request.POST if request.method == "POST" else request.GET
    asked = "values" in given
    form = LookUpForm(given) if asked else LookUpForm()
    context: dict[str, Any] = {
        "tabs": room.tabs(request.user, "look-up"),  # type: ignore[arg-type]
        "form": form,
    }
    if asked and form.is_valid():
        sight = sights.of(request)
        hits = queries.look_up(form.cleaned_data["values"], sight)
        if given.get("as") == "csv":
            name = f"mohona-look-up-{timezone.localtime():%Y-%m-%d-%H%M}.csv"
            content = exports.rows_as_csv(COLUMNS, _csv_rows(hits, sight))
            return exports.download(content, name=name, media_type="text/csv; charset=utf-8")
        context |= _answer(hits, sight)
    return render(request, "intel/look_up.html", context)


def _answer(hits: list[Hit], sight: Sight) -> dict[str, Any]:
    known = sorted((hit for hit in hits if hit.count), key=lambda hit: -hit.last)
    unknown = [hit for hit in hits if hit.understood and not hit.count]
    unclear = [hit for hit in hits if not hit.understood]
    shown = known[:KNOWN_SHOWN]
    found = queries.at((at for hit in shown for at in hit.positions[:RECORDS_SHOWN]), sight)
    return {
        "asked": len(hits),
        "known": len(known),
        "unknown": len(unknown),
        "unclear": len(unclear),
        "rows": [_row(hit, found) for hit in shown],
        "left_out": len(known) - len(shown),
        "unknown_text": "\n".join(hit.asked for hit in unknown[:REST_SHOWN]),
        "unknown_left": max(len(unknown) - REST_SHOWN, 0),
        "unclear_text": "\n".join(hit.asked[:300] for hit in unclear[:REST_SHOWN]),
        "unclear_left": max(len(unclear) - REST_SHOWN, 0),
    }


def _row(hit: Hit, found: dict[int, Version]) -> Row:
    versions = {found[at].stix_id: found[at] for at in hit.positions[:RECORDS_SHOWN] if at in found}
    return Row(
        hit,
        words.value_type(hit.type),
        defanging.defang(hit.type, hit.value),
        list(versions.values()),
        max(hit.count - RECORDS_SHOWN, 0),
    )


def _csv_rows(hits: list[Hit], sight: Sight) -> Iterator[Sequence[Any]]:
    for at in range(0, len(hits), 1_000):
        stretch = hits[at : at + 1_000]
        found = queries.at((p for hit in stretch for p in hit.positions), sight)
        for hit in stretch:
            state = "known" if hit.count else "unknown" if hit.understood else "not-understood"
            ids = dict.fromkeys(found[p].stix_id for p in hit.positions if p in found)
            yield (
                hit.asked,
                hit.type,
                hit.value,
                state,
                hit.count,
                queries.moment(hit.first).isoformat() if hit.count else "",
                queries.moment(hit.last).isoformat() if hit.count else "",
                " ".join(ids),
            )
