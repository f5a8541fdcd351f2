# SPDX-License-Identifier: Apache-2.0
"""The room's own navigation, and what of it waits for a person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mohona.hub.accounts.models import Person
from mohona.hub.intel import queries
from mohona.hub.ui.parts import Tab


def waiting(person: Person) -> int:
    """How many entries of the person's organisation wait in quarantine."""
    return int(queries.quarantine_for(person).filter(resolved_at=None).count())


def tabs(person: Person, current: str) -> list[Tab]:
    """The pages of the room that the person may use; `current` is one of their URL names."""
    offered: list[tuple[str, str, str, int | None]] = [
        ("list", _("Records"), "intel:object:read", None),
        ("look-up", _("Look-up"), "intel:value:look-up", None),
        ("upload", _("Upload"), "intel:object:submit", None),
        ("submissions", _("Handed in"), "intel:object:submit", None),
    ]
    if person.may("intel:quarantine:mend"):
        count = waiting(person)
        conflicts = int(queries.conflicts_for(person).count())
        offered += [
            ("quarantine", _("Quarantine"), "intel:quarantine:mend", count or None),
            ("conflicts", _("Conflicts"), "intel:quarantine:mend", conflicts or None),
        ]
    return [
        Tab(label, reverse(f"intel:{name}"), current=name == current, count=count)
        for name, label, permission, count in offered
        if person.may(permission)
    ]
