# SPDX-License-Identifier: Apache-2.0
"""Signing in, out and up: allauth's pages without those that would let people add themselves.

Mail addresses and who exists are the administrators' matter, so those pages answer 404.
"""

from django.urls import include, path, re_path

from mohona.hub.accounts import views

urlpatterns = [
    path("language/", views.choose_language, name="set_language"),
    re_path(r"^(signup|email|confirm-email|password/set)/", views.not_here),
    path("password/reset/", views.reset_password, name="account_reset_password"),
    path("", include("allauth.urls")),
]
