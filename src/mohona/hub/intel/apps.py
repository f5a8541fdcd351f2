# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mohona.hub.sharing import registry


class IntelConfig(AppConfig):
    name = "mohona.hub.intel"
    label = "intel"
    verbose_name = _("Intelligence")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        registry.register(registry.Records("intel", "intel_objectversion"))
