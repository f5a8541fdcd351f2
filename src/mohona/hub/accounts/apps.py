# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django, and its pages with the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mohona.hub.ui import places


class AccountsConfig(AppConfig):
    name = "mohona.hub.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        places.register(places.Place("keys", _("Keys"), "accounts:keys", 90, "accounts:key:manage"))
        places.register(
            places.Place("people", _("People"), "accounts:people", 91, "accounts:person:manage")
        )
