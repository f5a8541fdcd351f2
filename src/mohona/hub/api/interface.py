# SPDX-License-Identifier: Apache-2.0
"""The one interface object: rooms' routers, sign-in, and what every error becomes."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security.base import AuthBase

from mohona.hub.accounts.queries import Caller
from mohona.hub.exchange import signin
from mohona.hub.intel.api import router as intel

log = logging.getLogger(__name__)


class MachineKey(AuthBase):
    """A key in the Authorization header: Bearer, Token or Basic (see `exchange.signin`)."""

    openapi_type = "http"

    def __init__(self) -> None:
        self.openapi_scheme = "bearer"
        super().__init__()

    def __call__(self, request: HttpRequest) -> Caller | None:
        return signin.caller_of(request.META.get("HTTP_AUTHORIZATION", ""))


interface = NinjaAPI(
    title="Mohona",
    version="1",
    description="Look values up and ask why a record is released. Sign in with a key.",
    docs_url=None,
    urls_namespace="api-v1",
    auth=MachineKey(),
)
interface.add_router("", intel)


def refuse(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """An error as machines get it: one sentence that says what to do."""
    return interface.create_response(request, {"error": sentence}, status=status)


@interface.exception_handler(AuthenticationError)
def no_key(request: HttpRequest, error: Any) -> HttpResponse:
    """401 with the schemes that work."""
    sentence = _(
        "Expected a valid key in the Authorization header (Bearer, Token or Basic); add one on "
        "the page Keys."
    )
    answer = refuse(request, 401, sentence)
    answer["WWW-Authenticate"] = signin.CHALLENGE
    return answer


@interface.exception_handler(HttpError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """What a room refused, in its own sentence."""
    return refuse(request, error.status_code, str(error))


@interface.exception_handler(ValidationError)
def wrong_parameter(request: HttpRequest, error: Any) -> HttpResponse:
    """400 that names the first parameter that cannot be read."""
    first = error.errors[0] if error.errors else {}
    name = str(first.get("loc", ("",))[-1])
    sentence = _("The parameter “%(name)s” is missing or cannot be read; see /api/.")
    return refuse(request, 400, sentence % {"name": name})


@interface.exception_handler(Http404)
def not_found(request: HttpRequest, error: Any) -> HttpResponse:
    """404 in a sentence."""
    return refuse(request, 404, _("There is nothing here; see /api/ for what there is."))


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """405 with what would work."""
    sentence = _("Expected %(allowed)s, %(method)s came; see /api/.")
    answer = refuse(request, 405, sentence % {"allowed": allowed, "method": request.method})
    answer["Allow"] = allowed
    return answer


@interface.exception_handler(Exception)
def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """The last resort: the cause goes to the log, a sentence to the machine."""
    log.error("No answer to %s %s", request.method, request.path, exc_info=error)
    return refuse(
        request,
        500,
        _("The hub failed to answer and has noted it; try again, or tell its operator."),
    )
