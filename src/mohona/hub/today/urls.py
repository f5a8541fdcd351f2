# SPDX-License-Identifier: Apache-2.0
"""The address of the first page."""

from django.urls import path

from mohona.hub.today import views

app_name = "today"
urlpatterns = [path("", views.show, name="show")]
