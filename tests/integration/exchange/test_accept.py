# SPDX-License-Identifier: Apache-2.0
"""Accept and Accept-Encoding: tolerant of what real clients send. Pure but for requests."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from mohona.hub.exchange.taxii import answers
from mohona.hub.exchange.taxii.refusals import RefusalError


@pytest.mark.parametrize(
    "accept",
    [
        "",
        "*/*",
        "application/taxii+json;version=2.1",
        "application/taxii+json; version=2.1",
        'application/taxii+json; version="2.1"',
        "application/taxii+json",
        "APPLICATION/TAXII+JSON;VERSION=2.1",
        "application/json",
        "application/*",
        "text/html, application/xhtml+xml, */*;q=0.8",
        "application/taxii+json;version=2.0, application/taxii+json;version=2.1",
        "application/vnd.oasis.taxii+json; version=2.0, application/taxii+json; version=2.1",
        "application/stix+json;version=2.1",
        "application/taxii+json;version=2.1;q=0.5;x",
    ],
)
def test_what_real_clients_send_is_accepted(accept: str) -> None:
    answers.check_acceptable(accept)


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "application/xml",
        "application/taxii+json;version=2.0",
        "application/vnd.oasis.taxii+json; version=2.0",
        "application/vnd.oasis.stix+json",
        "application/taxii+json;version=2.1;q=0",
        "*/*;q=0",
        "nonsense",
        ";;;,,,",
    ],
)
def test_what_is_clearly_different_is_406(accept: str) -> None:
    with pytest.raises(RefusalError) as refused:
        answers.check_acceptable(accept)
    assert refused.value.status == 406


BODY = b'{"objects":[' + b'{"a": "the same again"},' * 500 + b"{}]}"


@pytest.mark.parametrize(
    ("asked", "address", "forwarded", "packed"),
    [
        ("gzip, deflate", "203.0.113.7", "", True),
        ("*", "203.0.113.7", "", True),
        ("gzip", "127.0.0.1", "", False),
        ("gzip", "::1", "", False),
        ("gzip", "127.0.0.1", "203.0.113.7", True),
        ("identity", "203.0.113.7", "", False),
        ("gzip;q=0", "203.0.113.7", "", False),
        ("", "203.0.113.7", "", False),
        ("gzip", "", "", True),
    ],
)
def test_compressed_for_those_who_ask_from_afar(
    asked: str, address: str, forwarded: str, packed: bool
) -> None:
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get(
        "/taxii2/", HTTP_ACCEPT_ENCODING=asked, REMOTE_ADDR=address, **more
    )
    answer = answers.compress(request, HttpResponse(BODY))
    assert (answer.get("Content-Encoding") == "gzip") is packed
    assert (gzip.decompress(answer.content) if packed else answer.content) == BODY


def test_small_answers_stay_as_they_are() -> None:
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip", REMOTE_ADDR="203.0.113.7")
    assert "Content-Encoding" not in answers.compress(request, HttpResponse(b"{}"))
