# SPDX-License-Identifier: Apache-2.0
"""Addresses of the doors for machines, and of the page that explains them to people."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from mohona.hub.exchange import views

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("connect/", views.connect, name="connect"),
    re_path(r"^taxii2(?:/|$)", include("mohona.hub.exchange.taxii.urls")),
]
