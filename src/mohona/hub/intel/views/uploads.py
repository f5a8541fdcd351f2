# SPDX-License-Identifier: Apache-2.0
"""Upload: files or pasted text become submissions, each with a report per object."""

import io
from collections.abc import Iterator
from typing import IO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.intel import actions, room
from mohona.hub.intel.forms import UploadForm
from mohona.hub.intel.models import Submission
from mohona.hub.intel.permission import needs
from mohona.hub.ui.templatetags import ui


@require_http_methods(["GET", "HEAD", "POST"])
@needs("intel:object:submit")
def upload(request: HttpRequest) -> HttpResponse:
    """The form; what was sent is taken in and reported on the submission's own page."""
    person: Person = request.user  # type: ignore[assignment]
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        done = [
            actions.take_in(
                stream,
                source=person.organisation,
                door="page",
                by=person,
                name=name,
                keep_outcomes=True,
            )
            for name, stream in _documents(form)
        ]
        return _reported(request, done)
    return render(
        request,
        "intel/upload.html",
        {
            "tabs": room.tabs(person, "upload"),
            "form": form,
            "organisation": person.organisation,
            "will_happen": _will_happen(person.organisation),
        },
    )


def _documents(form: UploadForm) -> Iterator[tuple[str, IO[bytes]]]:
    for one in form.cleaned_data.get("documents") or ():
        yield one.name, one.file
    text = form.cleaned_data.get("text") or ""
    if text.strip():
        yield _("pasted"), io.BytesIO(text.encode("utf-8", "surrogatepass"))


def _will_happen(organisation: Organisation) -> list[str]:
    """What is said before anything is sent."""
    return [
        _(
            "Each document is checked as a whole first. If it cannot be read, nothing of it "
            "is stored."
        ),
        _(
            "Then each object is checked by itself. What is refused goes to quarantine with its "
            "reason; the rest goes on."
        ),
        _default(organisation),
        _("What is stored reaches at once everyone whom its marking and the agreements permit."),
        _("You get a report with one line per object. Sending the same again changes nothing."),
    ]


def _default(organisation: Organisation) -> str:
    """What becomes of records without a marking, in one sentence."""
    if organisation.default_tlp:
        return _("A record without a marking is handled as TLP:%(tlp)s, your default.") % {
            "tlp": organisation.default_tlp.upper()
        }
    return _("A record without a marking stays with you: you have no default TLP.")


def _reported(request: HttpRequest, done: list[Submission]) -> HttpResponse:
    """To the report: of the one submission, or to the list of all."""
    if len(done) == 1:
        url = reverse("intel:submission", args=[done[0].public_id])
    else:
        url = reverse("intel:submissions")
        messages.success(
            request,
            _(
                "%(files)s documents were handed in: %(stored)s records stored, "
                "%(set_aside)s refused."
            )
            % {
                "files": ui.number(len(done)),
                "stored": ui.number(sum(one.stored for one in done)),
                "set_aside": ui.number(sum(one.quarantined for one in done)),
            },
        )
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse()
        response["HX-Redirect"] = url
        return response
    return redirect(url)
