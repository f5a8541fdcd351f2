# SPDX-License-Identifier: Apache-2.0
"""The first page in words: the headline, the line below it, and what waits."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mohona.hub.today.queries import Flows, Waiting
from mohona.hub.ui import formats


def _number(value: int) -> str:
    return formats.number(value, (get_language() or "en").split("-")[0])


def of_hub(flows: Flows) -> str:
    """The headline for a steward of the operator: what came in and went on."""
    figures = {
        "came": _number(flows.total),
        "released": _number(flows.released),
        "organisations": _number(len(flows.went)),
    }
    if not flows.released:
        return (
            ngettext(
                "In seven days %(came)s record came in; it went on to nobody.",
                "In seven days %(came)s records came in; none of them went on.",
                flows.total,
            )
            % figures
        )
    return (
        ngettext(
            "In seven days %(came)s records came in; %(released)s went on to "
            "%(organisations)s organisation.",
            "In seven days %(came)s records came in; %(released)s went on to "
            "%(organisations)s organisations.",
            len(flows.went),
        )
        % figures
    )


def of_partner(flows: Flows, *, organisation: str, given: int, sources: int, others: int) -> str:
    """The headline for everybody else: what came to the organisation, what it gave.

    given: own records; sources: organisations that others' records came from; others:
    organisations that got own records.
    """
    figures = {
        "came": _number(flows.total - given),
        "organisation": organisation,
        "sources": _number(sources),
        "given": _number(given),
        "released": _number(flows.released),
        "others": _number(others),
    }
    if not sources:
        return (
            ngettext(
                "In seven days %(organisation)s gave %(given)s record; it went on to "
                "%(others)s other organisations.",
                "In seven days %(organisation)s gave %(given)s records; %(released)s went on to "
                "%(others)s other organisations.",
                given,
            )
            % figures
        )
    if not others:
        return (
            ngettext(
                "In seven days %(came)s records came to %(organisation)s from %(sources)s source.",
                "In seven days %(came)s records came to %(organisation)s from %(sources)s sources.",
                sources,
            )
            % figures
        )
    return (
        ngettext(
            "In seven days %(came)s records came to %(organisation)s; %(released)s of its own went "
            "on to %(others)s organisation.",
            "In seven days %(came)s records came to %(organisation)s; %(released)s of its own went "
            "on to %(others)s organisations.",
            others,
        )
        % figures
    )


def below(flows: Flows, *, sees_all: bool, organisation: str, viewer: str = "") -> str:
    """The line below the headline: what is counted, and what stayed.

    viewer: who looks as `organisation`; empty for the own eyes.
    """
    if viewer:
        return _("Counted is what both %(organisation)s and %(viewer)s may have.") % {
            "organisation": organisation,
            "viewer": viewer,
        }
    stayed = flows.total - flows.released
    if sees_all and stayed:
        text = ngettext(
            "%(stayed)s stayed with who gave it. Counted is what %(organisation)s may have.",
            "%(stayed)s stayed with who gave them. Counted is what %(organisation)s may have.",
            stayed,
        )
        return text % {"stayed": _number(stayed), "organisation": organisation}
    return _("Counted is what %(organisation)s may have.") % {"organisation": organisation}


def of_waiting(item: Waiting) -> tuple[str, str, str]:
    """A thing that waits: its sentence, what its time means, and the name of its page."""
    count = {"count": _number(item.count), "name": item.name}
    if item.kind == "key":
        return _("The key “%(name)s” is about to expire") % count, _("Ends"), "accounts:keys"
    if item.kind == "quarantine":
        text = ngettext(
            "%(count)s record in quarantine waits for you to mend it",
            "%(count)s records in quarantine wait for you to mend them",
            item.count,
        )
        return text % count, _("Oldest"), "intel:quarantine"
    if item.kind == "conflicts":
        text = ngettext(
            "%(count)s version you sent stands against another",
            "%(count)s versions you sent stand against others",
            item.count,
        )
        return text % count, _("Last"), "intel:conflicts"
    text = ngettext(
        "%(count)s hand-in of yours was refused",
        "%(count)s hand-ins of yours were refused",
        item.count,
    )
    return text % count, _("Last"), "intel:submissions"


def address(name: str) -> str:
    """The address of a page by its name; empty when this hub has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
