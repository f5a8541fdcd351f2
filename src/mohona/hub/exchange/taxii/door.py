# SPDX-License-Identifier: Apache-2.0
"""What every TAXII request passes: sign-in, method, Accept; and what every refusal becomes.

Machines bring neither cookies nor forms, and they come often: `Shortcut` leads their requests
past the middleware of pages (sessions, languages, forgery checks), which would cost more than
the answer. It is a middleware and not a program of its own, so that tests, the server and
`healthz` share one application.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from psycopg import Error as PostgresError

from mohona.hub.accounts.queries import Caller
from mohona.hub.exchange import signin
from mohona.hub.exchange.taxii import answers, refusals
from mohona.hub.exchange.taxii.refusals import RefusalError

log = logging.getLogger(__name__)
PREFIX = "/taxii2"


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a signed-in machine."""

    request: HttpRequest
    caller: Caller


Answering = Callable[..., HttpResponse]
View = Callable[..., HttpResponse]
Handler = Callable[[HttpRequest], HttpResponseBase]


class Shortcut:
    """Middleware that answers `/taxii2/…` itself; stands first."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(PREFIX) and path[len(PREFIX) : len(PREFIX) + 1] in ("", "/"):
            match = resolve(path)
            return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
        return self.get_response(request)


def methods(**answering: Answering) -> View:
    """The view of an address: which function answers which method."""
    allowed = ", ".join(sorted(answering))

    @csrf_exempt
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        try:
            return answers.compress(request, _answer(request, answering, allowed, path))
        except RefusalError as refusal:
            return _refuse(request, refusal)
        except (DatabaseError, PostgresError):
            log.exception("The database failed on %s %s", request.method, request.path)
            return _refuse(request, _unavailable())
        except Exception:  # the last resort: machines get a sentence too
            log.exception("No answer to %s %s", request.method, request.path)
            return _refuse(request, _failed())

    return view


def _answer(
    request: HttpRequest, answering: Mapping[str, Answering], allowed: str, path: dict[str, str]
) -> HttpResponse:
    caller = signin.caller_of(request.META.get("HTTP_AUTHORIZATION", ""))
    if caller is None:
        raise refusals.not_signed_in()
    answer = answering.get(request.method or "")
    if answer is None:
        raise refusals.wrong_method(request.method or "", allowed)
    answers.check_acceptable(request.META.get("HTTP_ACCEPT", ""))
    return answer(Call(request, caller), **path)


def in_language_of(request: HttpRequest) -> translation.override:
    """English, unless the client asks for another language (Accept-Language)."""
    asked = "HTTP_ACCEPT_LANGUAGE" in request.META
    return translation.override(translation.get_language_from_request(request) if asked else "en")


def _refuse(request: HttpRequest, refusal: RefusalError) -> HttpResponse:
    with in_language_of(request):
        return answers.error(refusal)


def _unavailable() -> RefusalError:
    return RefusalError(
        503,
        _("The hub cannot reach its database at the moment; try again in a minute."),
        code="unavailable",
        headers={"Retry-After": "60"},
    )


def _failed() -> RefusalError:
    return RefusalError(
        500,
        _("The hub failed to answer and has noted it; try again, or tell its operator."),
        code="failed",
    )


def most_content() -> int:
    """The largest body (bytes) that a request may have: `max_content_length`."""
    return int(settings.OPTIONS.max_content)
