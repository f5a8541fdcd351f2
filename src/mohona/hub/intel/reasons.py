# SPDX-License-Identifier: Apache-2.0
"""Who may see a record and why, as the page's own panel and line show it."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.intel import words
from mohona.hub.intel.forms import RecipientForm
from mohona.hub.intel.queries import Version
from mohona.hub.sharing import sight as sights
from mohona.hub.sharing import why
from mohona.hub.ui import parts
from mohona.hub.ui.templatetags import ui

NAMED = 3


def reader_of(request: HttpRequest) -> Organisation:
    """The organisation through whose eyes the person looks."""
    person: Person = request.user  # type: ignore[assignment]
    return sights.seen_as(request) or person.organisation


def panel(version: Version, recipient: Organisation, *, viewer: Organisation) -> parts.Why:
    """The answer, the steps to it and the policies, for one organisation, as `viewer` may know."""
    found = why.explain(version.class_id, recipient, viewer=viewer.id, kind_word=words.type_of)
    if found.permit:
        question = _("Why may %(organisation)s see this record?")
    else:
        question = _("Why may %(organisation)s not see this record?")
    return parts.Why(
        question % {"organisation": recipient},
        found.answer,
        [parts.Step(step.text, passed=step.good) for step in found.steps],
        [parts.Policy(policy.text, policy.cedar) for policy in found.policies],
        allowed=found.permit,
    )


def audience(version: Version, request: HttpRequest) -> str:
    """Who may see it, in one sentence that names a few."""
    person: Person = request.user  # type: ignore[assignment]
    seen_as = sights.seen_as(request)
    reader = seen_as or person.organisation
    found = why.audience(
        version.class_id,
        version.givers,
        reader,
        all_names=seen_as is None and person.may("sharing:view:as"),
    )
    if found.count is None:
        return _("%(organisation)s may see it; who else may is not for you to know.") % {
            "organisation": reader
        }
    some = ", ".join(str(one) for one in found.named[:NAMED])
    more = found.count - min(len(found.named), NAMED)
    if not some:
        text = ngettext(
            "%(count)s organisation may see it.", "%(count)s organisations may see it.", found.count
        )
        return text % {"count": ui.number(found.count)}
    if more <= 0:
        text = ngettext(
            "%(count)s organisation may see it: %(names)s.",
            "%(count)s organisations may see it: %(names)s.",
            found.count,
        )
        return text % {"count": ui.number(found.count), "names": some}
    text = ngettext(
        "%(count)s organisations may see it: %(names)s and %(more)s more.",
        "%(count)s organisations may see it: %(names)s and %(more)s more.",
        more,
    )
    return text % {"count": ui.number(found.count), "names": some, "more": ui.number(more)}


def asked(request: HttpRequest, version: Version) -> tuple[Organisation, RecipientForm | None]:
    """For whom "why" is asked (?recipient=), and the choice for those who may ask for others."""
    person: Person = request.user  # type: ignore[assignment]
    reader = reader_of(request)
    # Somebody who looks "as" another organisation sees no more than that organisation.
    if sights.seen_as(request) or not _may_ask(person, version):
        return reader, None
    offered = why.askable(
        version.class_id, version.givers, reader, everyone=person.may("sharing:view:as")
    )
    form = RecipientForm(request.GET if "recipient" in request.GET else None, offered=offered)
    if form.is_bound and form.is_valid():
        return form.cleaned_data["recipient"], form
    return reader, RecipientForm(initial={"recipient": reader.pk}, offered=offered)


def _may_ask(person: Person, version: Version) -> bool:
    """Whether the person may ask about organisations other than its own."""
    return str(person.organisation_id) in version.givers or person.may("sharing:view:as")
