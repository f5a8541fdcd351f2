# SPDX-License-Identifier: Apache-2.0
"""Registers the interface's page with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "mohona.hub.api"
    label = "api"
    verbose_name = _("Machine interface")
