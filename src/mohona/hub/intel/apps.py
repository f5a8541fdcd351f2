# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django."""

from typing import Any

from django.apps import AppConfig, apps
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mohona.hub.sharing import registry
from mohona.hub.ui import places


def _waiting(request: HttpRequest) -> int:
    """What waits in quarantine for somebody who can settle it (no models are loaded yet here)."""
    person: Any = request.user
    if not person.may("intel:quarantine:mend"):
        return 0
    entries = apps.get_model("intel", "Quarantine").objects
    return int(entries.filter(source_id=person.organisation_id, resolved_at=None).count())


class IntelConfig(AppConfig):
    name = "mohona.hub.intel"
    label = "intel"
    verbose_name = _("Intelligence")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        registry.register(registry.Records("intel", "intel_objectversion"))
        places.register(
            places.Place(
                "intel",
                _("Intelligence"),
                "intel:list",
                20,
                "intel:object:read",
                count=_waiting,
            )
        )
