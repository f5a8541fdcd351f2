# SPDX-License-Identifier: Apache-2.0
"""The Django app of the page components."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, tags and static files that every room's pages are built from."""

    name = "mohona.hub.ui"
    label = "ui"
    verbose_name = "Pages"
