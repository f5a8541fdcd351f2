# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mohona.hub.common import changes
from mohona.hub.partners import outlook
from mohona.hub.ui import seeing


class SharingConfig(AppConfig):
    name = "mohona.hub.sharing"
    label = "sharing"
    verbose_name = _("Sharing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only now, when the registry of apps is full.
        actions = import_module("mohona.hub.sharing.actions")
        preview = import_module("mohona.hub.sharing.preview")
        sight = import_module("mohona.hub.sharing.sight")
        changes.on_parties(actions.redecide)
        outlook.register(preview.foresee)
        seeing.register(sight.seen)
