# SPDX-License-Identifier: Apache-2.0
"""What the person's organisation handed in, and the report per object of each hand-in."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
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
from mohona.hub.intel.models import Quarantine, Submission
from mohona.hub.intel.permission import needs
from mohona.hub.sharing.queries import Sight
from mohona.hub.ui.parts import Tab
from mohona.hub.ui.templatetags import ui

PAGE = 50
REPORT_PAGE = 100
OUTCOMES = ("stored", "unchanged", "conflict", "quarantined")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one object: where to see it, and why not where it was refused."""

    place: int
    stix_id: str
    kind: str
    title: str
    outcome: str
    word: str
    reason: str
    url: str


@require_GET
@needs("intel:object:submit")
def listed(request: HttpRequest) -> HttpResponse:
    """The hand-ins of the person's organisation, newest first."""
    rows = queries.submissions_for(request.user).select_related("by", "key")  # type: ignore[arg-type]
    page = paging.stretch(rows, request.GET, size=PAGE)
    return render(
        request,
        "intel/submissions.html",
        {
            "tabs": room.tabs(request.user, "submissions"),  # type: ignore[arg-type]
            "page": page,
            "rows": [(one, words.door(one.door)) for one in page.rows],
            "sentence": _handed_in(rows.count(), str(request.user.organisation)),  # type: ignore[union-attr]
        },
    )


@require_GET
@needs("intel:object:submit")
def show(request: HttpRequest, public_id: Any) -> HttpResponse:
    """The report: counts in one sentence, then a line per object."""
    person = request.user
    found = queries.submissions_for(person).select_related("by", "key")  # type: ignore[arg-type]
    found = found.annotate(
        outcomes_kept=ExpressionWrapper(Q(outcomes__isnull=False), BooleanField())
    )
    submission = get_object_or_404(found, public_id=public_id)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in OUTCOMES else ""
    after = paging.number(request.GET, "after") or 0
    rows = records.outcomes_of(submission, outcome=outcome, after=after, limit=REPORT_PAGE + 1)
    refused = Quarantine.objects.filter(submission=submission)
    return render(
        request,
        "intel/submission.html",
        {
            "tabs": room.tabs(person, "submissions"),  # type: ignore[arg-type]
            "submission": submission,
            "door": words.door(submission.door),
            "sentence": _sentence(submission),
            "problem": problems.sentence(submission.problem),
            "whole": refused.filter(index=-1).first(),
            "views": _views(submission, outcome),
            "lines": _lines(submission, rows[:REPORT_PAGE], person),
            "next_after": rows[REPORT_PAGE - 1][0] if len(rows) > REPORT_PAGE else None,
            "outcome": outcome,
            "after": after,
        },
    )


def _handed_in(count: int, organisation: str) -> str:
    text = ngettext(
        "%(organisation)s handed in %(count)s document",
        "%(organisation)s handed in %(count)s documents, the newest first",
        count,
    )
    return text % {"count": ui.number(count), "organisation": organisation}


def _sentence(submission: Submission) -> str:
    """The result in numbers."""
    if submission.state == Submission.State.REFUSED:
        return _("Nothing was taken in: the document could not be read")
    if submission.state == Submission.State.PENDING:
        return _("It is being taken in, or was interrupted")
    text = ngettext(
        "%(received)s object came: %(stored)s stored, %(unchanged)s known already, "
        "%(conflicts)s in conflict, %(refused)s refused",
        "%(received)s objects came: %(stored)s stored, %(unchanged)s known already, "
        "%(conflicts)s in conflict, %(refused)s refused",
        submission.received,
    )
    return text % {
        "received": ui.number(submission.received),
        "stored": ui.number(submission.stored),
        "unchanged": ui.number(submission.unchanged),
        "conflicts": ui.number(submission.conflicts),
        "refused": ui.number(submission.quarantined),
    }


def _views(submission: Submission, current: str) -> list[Tab]:
    counts = {
        "": submission.received,
        "stored": submission.stored,
        "unchanged": submission.unchanged,
        "conflict": submission.conflicts,
        "quarantined": submission.quarantined,
    }
    return [
        Tab(
            str(words.OUTCOMES.get(code, _("All"))),
            f"?outcome={code}" if code else "?",
            current=code == current,
            count=count,
        )
        for code, count in counts.items()
    ]


def _lines(submission: Submission, rows: list[Any], person: Any) -> list[Line]:
    """With titles, and links to the record, its conflict or its place in quarantine."""
    stored = queries.titles_of({row[1] for row in rows}, Sight(submission.source_id))
    titles = headlines.spoken(stored)
    places = [row[0] - 1 for row in rows if row[3] == "quarantined"]
    waiting = dict(
        Quarantine.objects.filter(submission=submission, index__in=places).values_list(
            "index", "id"
        )
    )
    lines = []
    for place, stix_id, _version, outcome, problem in rows:
        url = ""
        if outcome == "quarantined":
            number = waiting.get(place - 1)
            url = (
                reverse("intel:quarantined", args=[number])
                if number
                else reverse("intel:quarantine")
            )
        elif stix_id in titles:
            url = kinship.url_of(stix_id)
        lines.append(
            Line(
                place,
                stix_id,
                words.type_of(stix_id.partition("--")[0]) if stix_id else "",
                titles.get(stix_id, ""),
                outcome,
                str(words.OUTCOMES.get(outcome, outcome)),
                problems.sentence(problem),
                url if outcome != "quarantined" or person.may("intel:quarantine:mend") else "",
            )
        )
    return lines
