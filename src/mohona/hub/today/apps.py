# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django and the page with the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mohona.hub.ui import places


class TodayConfig(AppConfig):
    name = "mohona.hub.today"
    label = "today"
    verbose_name = _("Today")

    def ready(self) -> None:
        places.register(places.Place("today", _("Today"), "today:show", 10))
