# SPDX-License-Identifier: Apache-2.0
"""Addresses of the design system; mounted at ``/ui/``."""

from django.urls import path

from mohona.hub.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.show_gallery, name="gallery"),
    path("theme/", views.choose_theme, name="theme"),
]
