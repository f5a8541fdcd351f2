# SPDX-License-Identifier: Apache-2.0
"""Addresses of keys, people and one's own profile."""

from django.urls import path

from mohona.hub.accounts import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/sessions/end/", views.end_sessions, name="end-sessions"),
    path("keys/", views.keys, name="keys"),
    path("keys/add/", views.add_key, name="add-key"),
    path("keys/<uuid:key_id>/revoke/", views.revoke_key, name="revoke-key"),
    path("people/", views.people, name="people"),
    path("people/add/", views.add_person, name="add-person"),
    path("people/<uuid:person_id>/", views.change_person, name="change-person"),
]
