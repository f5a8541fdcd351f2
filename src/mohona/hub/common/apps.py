# SPDX-License-Identifier: Apache-2.0
"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "mohona.hub.common"
    label = "common"
    verbose_name = _("Common pieces")
    default_auto_field = "django.db.models.BigAutoField"
