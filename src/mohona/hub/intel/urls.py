# SPDX-License-Identifier: Apache-2.0
"""Addresses of the room: the list, a record, hand-ins, look-up, quarantine, conflicts."""

from django.urls import path, register_converter

from mohona.hub.intel.views import (
    conflicts,
    lists,
    look_up,
    objects,
    quarantine,
    search,
    submissions,
    uploads,
)


class StixId:
    """A STIX identifier (STIX 2.1 section 2.9)."""

    regex = "[a-z][a-z0-9_-]{0,249}--[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StixId, "stix")

app_name = "intel"
urlpatterns = [
    path("search/", search.understand, name="search"),
    path("intelligence/", lists.show, name="list"),
    path("intelligence/export.json", lists.export_bundle, name="export-bundle"),
    path("intelligence/export.csv", lists.export_csv, name="export-csv"),
    path("intelligence/look-up/", look_up.show, name="look-up"),
    path("intelligence/upload/", uploads.upload, name="upload"),
    path("intelligence/submissions/", submissions.listed, name="submissions"),
    path("intelligence/submissions/<uuid:public_id>/", submissions.show, name="submission"),
    path("intelligence/quarantine/", quarantine.listed, name="quarantine"),
    path("intelligence/quarantine/<int:number>/", quarantine.show, name="quarantined"),
    path("intelligence/quarantine/<int:number>/dismiss/", quarantine.dismiss, name="dismiss"),
    path("intelligence/quarantine/<int:number>/restore/", quarantine.restore, name="restore"),
    path("intelligence/quarantine/<int:number>/bytes/", quarantine.download, name="bytes"),
    path("intelligence/conflicts/", conflicts.listed, name="conflicts"),
    path("intelligence/conflicts/<int:number>/", conflicts.show, name="conflict"),
    path("intelligence/<stix:stix_id>/", objects.show, name="object"),
    path("intelligence/<stix:stix_id>/versions/", objects.versions, name="versions"),
    path("intelligence/<stix:stix_id>/json/", objects.download, name="json"),
    path("intelligence/<stix:stix_id>/why/", objects.explain, name="why"),
]
