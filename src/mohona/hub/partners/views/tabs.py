# SPDX-License-Identifier: Apache-2.0
"""The two views of the room: organisations and communities."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mohona.hub.accounts.models import Person
from mohona.hub.ui.parts import Tab


def of(person: Person, current: str) -> list[Tab]:
    """The tabs, `current` marked ("organisations" or "communities")."""
    found = [Tab(_("Organisations"), reverse("partners:organisations"), current == "organisations")]
    if person.may("partners:community:read"):
        address = reverse("partners:communities")
        found.append(Tab(_("Communities"), address, current == "communities"))
    return found
