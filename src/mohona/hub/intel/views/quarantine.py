# SPDX-License-Identifier: Apache-2.0
"""Quarantine: what could not be taken in, why, and how to mend it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mohona.hub.common.errors import SentenceError
from mohona.hub.intel import actions, excerpts, paging, problems, queries, room, words
from mohona.hub.intel.forms import MendForm
from mohona.hub.intel.models import Quarantine, Submission
from mohona.hub.intel.permission import needs
from mohona.hub.ui.parts import Tab
from mohona.hub.ui.templatetags import ui

PAGE = 50


@require_GET
@needs("intel:quarantine:mend")
def listed(request: HttpRequest) -> HttpResponse:
    """What waits, or what was settled, newest first."""
    settled = request.GET.get("show") == "settled"
    entries = queries.quarantine_for(request.user).defer("body")  # type: ignore[arg-type]
    waiting = room.waiting(request.user)  # type: ignore[arg-type]
    page = paging.stretch(entries.filter(resolved_at__isnull=not settled), request.GET, size=PAGE)
    return render(
        request,
        "intel/quarantine.html",
        {
            "tabs": room.tabs(request.user, "quarantine"),  # type: ignore[arg-type]
            "views": [
                Tab(_("Waiting"), "?", current=not settled, count=waiting),
                Tab(_("Settled"), "?show=settled", current=settled),
            ],
            "settled": settled,
            "sentence": _sentence(waiting),
            "page": page,
            "rows": [(one, *_named(one)) for one in page.rows],
        },
    )


def _sentence(waiting: int) -> str:
    if not waiting:
        return _("Nothing waits in quarantine")
    text = ngettext(
        "%(count)s entry could not be taken in and waits for you",
        "%(count)s entries could not be taken in and wait for you",
        waiting,
    )
    return text % {"count": ui.number(waiting)}


def _named(entry: Quarantine) -> tuple[str, str, str]:
    """What it is, why it was refused, what became of it."""
    if entry.index < 0:
        kind = _("A whole document")
    else:
        kind = words.type_of(entry.type) if entry.type else _("An object")
    return kind, problems.sentence(entry.problem), str(words.RESOLUTIONS.get(entry.resolution, ""))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("intel:quarantine:mend")
def show(request: HttpRequest, number: int) -> HttpResponse:
    """The reason, the bytes with the place marked, and the text to mend."""
    entry = _entry(request, number)
    body = bytes(entry.body)
    shown = body if entry.problem.get("params", {}).get("offset") else excerpts.readable(body)
    editable = len(body) <= excerpts.EDITABLE
    if request.method == "POST":
        form = MendForm(request.POST)
        if form.is_valid():
            return _mended(request, entry, form.cleaned_data["text"])
    else:
        form = MendForm(initial={"text": excerpts.as_text(shown)} if editable else None)
    kind, reason, became = _named(entry)
    return render(
        request,
        "intel/quarantined.html",
        {
            "tabs": room.tabs(request.user, "quarantine"),  # type: ignore[arg-type]
            "entry": entry,
            "kind": kind,
            "reason": reason,
            "became": became,
            "where": problems.place(entry.problem),
            "excerpt": excerpts.around(shown, entry.problem),
            "size": len(body),
            "form": form if editable and entry.resolved_at is None else None,
        },
    )


def _entry(request: HttpRequest, number: int) -> Quarantine:
    entries = queries.quarantine_for(request.user)  # type: ignore[arg-type]
    found: Quarantine = get_object_or_404(entries, pk=number)
    return found


def _mended(request: HttpRequest, entry: Quarantine, text: str) -> HttpResponse:
    submission = actions.mend(entry, text=text, by=request.user)  # type: ignore[arg-type]
    if submission.state == Submission.State.COMPLETE and not submission.quarantined:
        messages.success(request, _("It is mended and taken in; here is what became of it."))
        return redirect("intel:submission", submission.public_id)
    again = submission.quarantine.order_by("index").first()
    messages.error(request, _("It still cannot be taken in. What you wrote is kept here."))
    return redirect("intel:quarantined", again.pk if again else entry.pk)


@require_POST
@needs("intel:quarantine:mend")
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    """Settles the entry without taking it in; it can be brought back."""
    entry = _entry(request, number)
    actions.dismiss(entry, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Dismissed. Its bytes are kept, and it can be brought back."))
    return redirect("intel:quarantined", entry.pk)


@require_POST
@needs("intel:quarantine:mend")
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Brings a dismissed entry back."""
    entry = _entry(request, number)
    try:
        actions.restore(entry, by=request.user)  # type: ignore[arg-type]
    except SentenceError as error:
        messages.error(request, str(error))
    return redirect("intel:quarantined", entry.pk)


@require_GET
@needs("intel:quarantine:mend")
def download(request: HttpRequest, number: int) -> HttpResponse:
    """The bytes as they came."""
    entry = _entry(request, number)
    response = HttpResponse(bytes(entry.body), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="quarantine-{entry.pk}.json"'
    response["Cache-Control"] = "private, no-store"
    return response
