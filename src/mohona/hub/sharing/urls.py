# SPDX-License-Identifier: Apache-2.0
"""Addresses of the switch "See as …"."""

from django.urls import path

from mohona.hub.sharing import views

app_name = "sharing"
urlpatterns = [path("see-as/", views.see_as, name="see-as")]
