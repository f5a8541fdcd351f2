# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mohona.hub.ui import places


class PartnersConfig(AppConfig):
    name = "mohona.hub.partners"
    label = "partners"
    verbose_name = _("Partners")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        places.register(places.Place("partners", _("Partners"), "partners:organisations", 40))
