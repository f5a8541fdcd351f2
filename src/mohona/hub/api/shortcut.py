# SPDX-License-Identifier: Apache-2.0
"""The way of machines past the middleware of pages.

Keys need neither sessions nor forgery checks nor compression of pages, and a look-up costs less
than that middleware. It is itself a middleware, so that tests and the server share one program.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve
from django.utils import translation

from mohona.hub.api import interface

Handler = Callable[[HttpRequest], HttpResponseBase]
PREFIX = "/api/v1/"
# Only these addresses are tried, not those of all pages.
MACHINES = "mohona.hub.api.urls"


class Shortcut:
    """Answers `/api/v1/…` itself; stands before the middleware of pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        with translation.override(_language(request)):
            try:
                match = resolve(request.path_info, MACHINES)
            except Http404 as missing:
                answer: HttpResponse = interface.not_found(request, missing)
            else:
                answer = match.func(request, *match.args, **match.kwargs)
            if answer.status_code == 405:
                answer = interface.wrong_method(request, answer.headers.get("Allow", ""))
        answer.headers["Content-Length"] = str(len(answer.content))
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer


def _language(request: HttpRequest) -> str:
    """English, unless the client asks for a language in words."""
    if "HTTP_ACCEPT_LANGUAGE" not in request.META:
        return "en"
    return translation.get_language_from_request(request)
