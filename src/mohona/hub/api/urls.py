# SPDX-License-Identifier: Apache-2.0
"""Addresses of the machine interface and of the page that explains it."""

from django.urls import path

from mohona.hub.api import views
from mohona.hub.api.interface import interface

urlpatterns = [
    path("api/", views.explain, name="api"),
    path("api/v1/", interface.urls),
]
