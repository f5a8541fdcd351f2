# SPDX-License-Identifier: Apache-2.0
"""Addresses of organisations and communities."""

from django.urls import path

from mohona.hub.partners.views import communities, memberships, organisations

app_name = "partners"
urlpatterns = [
    path("partners/", organisations.listed, name="organisations"),
    path("partners/add/", organisations.add, name="add"),
    path("partners/<uuid:organisation_id>/", organisations.show, name="organisation"),
    path("partners/<uuid:organisation_id>/change/", organisations.change, name="change"),
    path("partners/communities/", communities.listed, name="communities"),
    path("partners/communities/add/", communities.add, name="add-community"),
    path("partners/communities/<uuid:community_id>/", communities.show, name="community"),
    path(
        "partners/communities/<uuid:community_id>/change/",
        communities.change,
        name="change-community",
    ),
    path(
        "partners/communities/<uuid:community_id>/members/add/",
        memberships.choose,
        name="add-member",
    ),
    path(
        "partners/communities/<uuid:community_id>/members/<uuid:organisation_id>/<slug:act>/",
        memberships.confirm,
        name="member",
    ),
]
