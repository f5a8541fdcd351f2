# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django, and its place in the navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mohona.hub.ui import places


class ExchangeConfig(AppConfig):
    name = "mohona.hub.exchange"
    label = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        places.register(places.Place("connect", _("Connect"), "exchange:connect", 60))
