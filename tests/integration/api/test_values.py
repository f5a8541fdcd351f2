# SPDX-License-Identifier: Apache-2.0
"""The machine interface: who is let in, what a look-up tells, and what a refusal says."""

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mohona.hub.accounts import actions as accounts
from tests.factories import parties, stix
from tests.factories.machines import Machine

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"


def ask(machine: Machine, path: str, method: str = "GET", **how: Any) -> HttpResponse:
    return machine.ask(method, ROOT + path, **how)


def data(answer: HttpResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def sentence(answer: HttpResponse, status: int) -> str:
    told = data(answer, status)
    assert set(told) == {"error"}
    assert "\n" not in told["error"]
    return str(told["error"])


def look_up(machine: Machine, *values: Any) -> HttpResponse:
    body = json.dumps({"values": values}).encode()
    return ask(machine, "values/look-up", "POST", data=body, content_type="application/json")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nope", "Basic !!!", "Digest x", "Token "])
def test_without_a_key_nothing_is_told(header: str) -> None:
    answer = Client().get(ROOT + "values/198.51.100.7", headers={"Authorization": header})
    assert "Expected a valid key" in sentence(answer, 401)
    assert "Bearer" in answer["WWW-Authenticate"]


def test_a_revoked_key_and_one_of_an_inactive_organisation_do_not_sign_in() -> None:
    revoked, inactive = Machine(parties.organisation()), Machine(parties.organisation())
    accounts.revoke_key(revoked.key, by=None)
    accounts.change_organisation(inactive.organisation, by=None, active=False)
    for machine in (revoked, inactive):
        assert ask(machine, "values/198.51.100.7").status_code == 401


def test_a_known_value_with_its_records_in_any_spelling() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    record = stix.indicator("bad.example", level="clear")
    parties.give(source, record)
    for spelling in ("bad.example", "BAD.example", "bad[.]example"):
        told = data(ask(me, f"values/{spelling}"))
        assert (told["value"], told["type"], told["count"]) == ("bad.example", "domain", 1)
        assert [one["id"] for one in told["records"]] == [record["id"]]
        assert told["records"][0]["tlp"] == "TLP:CLEAR"
        assert told["first"] == told["last"] == told["records"][0]["received"]


def test_what_is_not_released_to_me_is_not_known() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    parties.give(source, stix.indicator("secret.example", level="red"))
    unknown = data(ask(me, "values/nobody-knows.example"))
    told = data(ask(me, "values/secret.example"))
    for name in ("count", "first", "last", "records"):
        assert told[name] == unknown[name]
    assert data(look_up(me, "secret.example"))["values"][0]["count"] == 0
    assert data(ask(Machine(source), "values/secret.example"))["count"] == 1


def test_counts_are_of_what_i_may_have() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    parties.give(
        source,
        stix.indicator("bad.example", level="clear"),
        stix.indicator("bad.example", level="red"),
    )
    assert data(ask(me, "values/bad.example"))["count"] == 1
    assert data(look_up(me, "bad.example"))["values"][0]["count"] == 1
    assert data(ask(Machine(source), "values/bad.example"))["count"] == 2


def test_addresses_with_slashes_and_questions() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    url = "http://bad.example/a/b?x=1"
    parties.give(source, stix.indicator("x", level="clear", pattern=f"[url:value = '{url}']"))
    told = data(me.client.get(ROOT + "values", {"value": url}, headers=_signed(me)))
    assert told["values"][0]["count"] == 1


def _signed(machine: Machine) -> dict[str, str]:
    return {"Authorization": f"Bearer {machine.secret}"}


def test_many_values_come_back_in_the_order_asked() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    parties.give(source, stix.indicator("bad.example", level="clear"))
    asked = ["198.51.100.7", "not a value", "hxxp://x[.]example/", "bad.example", "BAD.example"]
    found = data(look_up(me, *asked))["values"]
    assert [one["asked"] for one in found] == asked
    assert [one["count"] for one in found] == [0, 0, 0, 1, 1]
    assert [one["type"] is None for one in found] == [False, True, False, False, False]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"values": "198.51.100.7"}',
        b'{"values": [1]}',
        b'{"values": null}',
        b"\xff\xfe",
        b'{"values": ["\\ud800"]}',
        b'{"values": ' + b"[" * 100_000,
    ],
)
def test_a_body_that_cannot_be_read(body: bytes) -> None:
    me = Machine(parties.organisation())
    answer = ask(me, "values/look-up", "POST", data=body, content_type="application/json")
    assert "Expected a JSON object" in sentence(answer, 400)


def test_limits_are_told() -> None:
    me = Machine(parties.organisation())
    assert len(data(look_up(me, *["a.example"] * 10_000))["values"]) == 10_000
    assert "10001" in sentence(look_up(me, *["a.example"] * 10_001), 400)
    query = "&".join(["value=a.example"] * 101)
    assert "at most 100" in sentence(ask(me, f"values?{query}"), 400)
    huge = b'{"values": ["' + b"x" * (9 * 1024 * 1024) + b'"]}'
    answer = ask(me, "values/look-up", "POST", data=huge, content_type="application/json")
    assert "8 MB" in sentence(answer, 413)


@pytest.mark.parametrize("value", ["hello world", "%00", "x" * 3_000, "%F0%9F%98%80", "-", "0"])
def test_what_is_no_value(value: str) -> None:
    me = Machine(parties.organisation())
    sentence(ask(me, f"values/{value}"), 400)


def test_refusals_are_sentences_everywhere() -> None:
    me = Machine(parties.organisation())
    assert "nothing here" in sentence(ask(me, "nothing"), 404)
    assert "GET" in sentence(ask(me, "values/198.51.100.7", "DELETE"), 405)
    assert "value" in sentence(ask(me, "values"), 400)


def test_a_look_up_asks_the_database_once_beside_the_sign_in() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    parties.give(source, stix.indicator("bad.example", level="clear"))
    ask(me, "values/bad.example")
    with CaptureQueriesContext(connection) as asked:
        ask(me, "values/bad.example")
    assert len([one for one in asked if "intel_value" in one["sql"]]) == 1
    assert len(asked) <= 2


def test_no_session_and_no_cookie() -> None:
    answer = ask(Machine(parties.organisation()), "values/198.51.100.7")
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_refusal_in_bangla_when_asked_for() -> None:
    answer = Client().get(ROOT + "values/x", headers={"Accept-Language": "bn"})
    assert answer.status_code == 401
    json.loads(answer.content)


def test_the_document_and_its_page_name_every_operation() -> None:
    document = data(Client().get(ROOT + "openapi.json"))
    page = Client().get("/api/").content.decode()
    assert len(document["paths"]) == 4
    for path in document["paths"]:
        assert path in page
    assert "//cdn" not in page
