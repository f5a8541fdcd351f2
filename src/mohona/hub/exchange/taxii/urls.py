# SPDX-License-Identifier: Apache-2.0
"""The addresses of TAXII 2.1, each with and without its final slash."""

from django.urls import URLPattern, re_path

from mohona.hub.exchange.taxii import views
from mohona.hub.exchange.taxii.door import methods

_COLLECTION = r"^mohona/collections/(?P<collection>[^/]+)"
_OBJECT = _COLLECTION + r"/objects/(?P<stix_id>[^/]+)"
_objects = methods(GET=views.read_objects, POST=views.add_objects)
_object = methods(GET=views.read_object, DELETE=views.delete_object)

# The address that is asked most stands first.
urlpatterns: list[URLPattern] = [
    re_path(_COLLECTION + r"/objects/?$", _objects, name="objects"),
    re_path(_COLLECTION + r"/manifest/?$", methods(GET=views.read_manifest), name="manifest"),
    re_path(_OBJECT + r"/?$", _object, name="object"),
    re_path(_OBJECT + r"/versions/?$", methods(GET=views.read_versions), name="versions"),
    re_path(_COLLECTION + r"/?$", methods(GET=views.show_collection), name="collection"),
    re_path(r"^mohona/collections/?$", methods(GET=views.list_collections), name="collections"),
    re_path(
        r"^mohona/status/(?P<identity>[^/]+)/?$", methods(GET=views.show_status), name="status"
    ),
    re_path(r"^mohona/?$", methods(GET=views.show_root), name="root"),
    re_path(r"^$", methods(GET=views.discover), name="discovery"),
    re_path(r"^(?P<path>(?s:.*))$", methods(GET=views.nowhere), name="nowhere"),
]
