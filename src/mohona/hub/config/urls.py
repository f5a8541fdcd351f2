# SPDX-License-Identifier: Apache-2.0
"""Every address of the hub: each room's own `urls`, sign-in, languages and health."""

from django.urls import URLPattern, URLResolver, include, path

from mohona.hub.config import health

ROOMS = ("accounts", "partners", "sharing", "intel", "exchange", "today", "api")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("account/", include("mohona.hub.accounts.signin_urls")),
    path("ui/", include("mohona.hub.ui.urls")),
]
urlpatterns += [path("", include(f"mohona.hub.{room}.urls")) for room in ROOMS]
