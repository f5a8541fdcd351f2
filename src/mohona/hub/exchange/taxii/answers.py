# SPDX-License-Identifier: Apache-2.0
"""What goes out: media types, envelopes made of bytes, date-added headers, compression.

Every answer has the TAXII media type, errors too (TAXII 2.1 section 1.6.8); clients refuse any
other.
"""

import gzip
import ipaddress
from collections.abc import Sequence
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from mohona.cti.model.times import format_time
from mohona.hub.exchange.taxii import refusals
from mohona.hub.exchange.taxii.refusals import RefusalError

TAXII = "application/taxii+json;version=2.1"
STIX = "application/stix+json;version=2.1"
# Below this many bytes compression costs more than it saves.
WORTH_COMPRESSING = 1_400
_TYPES = frozenset({"application/taxii+json", "application/stix+json"})
_ANY = frozenset({"*/*", "application/*", "application/json"})


def resource(record: Any, status: int = 200) -> HttpResponse:
    """A TAXII resource as JSON."""
    return _answer(orjson.dumps(record), status)


def error(refusal: RefusalError) -> HttpResponse:
    """The error message of a refusal, in the language that is active now."""
    record = {
        "title": refusal.text,
        "error_code": refusal.code,
        "http_status": str(refusal.status),
    }
    answer = _answer(orjson.dumps(record), refusal.status)
    for name, value in refusal.headers.items():
        answer[name] = value
    return answer


def envelope(bodies: bytes, following: str) -> HttpResponse:
    """Objects joined with commas, and `next` when more follow (section 3.7)."""
    return _answer(b"".join((_opening(following), b'"objects":[', bodies, b"]}")), 200)


def listing(name: str, entries: Sequence[Any], following: str) -> HttpResponse:
    """A manifest's objects or an object's versions, and `next` when more follow."""
    whole = (_opening(following), b'"', name.encode(), b'":', orjson.dumps(entries), b"}")
    return _answer(b"".join(whole), 200)


def _opening(following: str) -> bytes:
    return b'{"more":true,"next":"%s",' % following.encode() if following else b'{"more":false,'


def _answer(content: bytes, status: int) -> HttpResponse:
    answer = HttpResponse(content, status=status, content_type=TAXII)
    answer["Content-Length"] = str(len(content))
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def date_added(answer: HttpResponse, first: int, last: int) -> HttpResponse:
    """The headers by which clients keep their place (positions; section 3.3)."""
    answer["X-TAXII-Date-Added-First"] = format_time(first)
    answer["X-TAXII-Date-Added-Last"] = format_time(last)
    return answer


def check_acceptable(accept: str) -> None:
    """Refuse only a client that clearly wants something else than TAXII 2.1."""
    if not accept.strip() or accept == TAXII:
        return
    if not any(_acceptable(part) for part in accept.lower().split(",")):
        raise refusals.not_acceptable(accept)


def _acceptable(part: str) -> bool:
    kind, *parameters = (piece.strip() for piece in part.split(";"))
    known = dict(piece.split("=", 1) for piece in parameters if "=" in piece)
    if known.get("q", "").strip() in ("0", "0.0", "0.00", "0.000"):
        return False
    if kind in _ANY:
        return True
    return kind in _TYPES and known.get("version", "2.1").strip('" ') == "2.1"


def compress(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """In gzip where the client takes it and is on another machine.

    On the same machine the bytes are cheaper than the work. A proxy there says for whom it
    asks (X-Forwarded-For), and then it is worth it again.
    """
    if len(answer.content) < WORTH_COMPRESSING or not _takes_gzip(
        request.META.get("HTTP_ACCEPT_ENCODING", "")
    ):
        return answer
    answer["Vary"] = "Accept-Encoding"
    if _is_near(request):
        return answer
    answer.content = gzip.compress(answer.content, 1, mtime=0)
    answer["Content-Encoding"] = "gzip"
    answer["Content-Length"] = str(len(answer.content))
    return answer


def _takes_gzip(header: str) -> bool:
    for part in header.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return quality.strip() not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _is_near(request: HttpRequest) -> bool:
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
