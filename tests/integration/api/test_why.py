# SPDX-License-Identifier: Apache-2.0
"""Asking why: about oneself always, about others only for givers and the operator."""

import json
from typing import Any

import pytest
from django.http import HttpResponse

from tests.factories import parties, stix
from tests.factories.machines import Machine

pytestmark = pytest.mark.django_db


def ask(machine: Machine, stix_id: str, organisation: str = "") -> HttpResponse:
    query = f"?organisation={organisation}" if organisation else ""
    return machine.ask("GET", f"/api/v1/records/{stix_id}/why{query}")


def told(answer: HttpResponse) -> Any:
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_why_i_have_a_record() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    record = stix.malware(level="clear")
    parties.give(source, record)
    answer = told(ask(me, record["id"]))
    assert answer["permit"] is True
    assert answer["organisation"]["id"] == str(me.organisation.id)
    assert "tlp-clear" in [policy["id"] for policy in answer["policies"]]
    assert answer["steps"]


def test_a_record_i_may_not_have_is_not_there() -> None:
    source, me = parties.organisation(), Machine(parties.organisation())
    record = stix.malware(level="red")
    parties.give(source, record)
    hidden = ask(me, record["id"])
    missing = ask(me, stix.identifier("malware"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_others_are_not_my_business() -> None:
    source, other = parties.organisation(), parties.organisation()
    me = Machine(parties.organisation())
    record = stix.malware(level="clear")
    parties.give(source, record)
    refused = ask(me, record["id"], str(other.id))
    unknown = ask(me, record["id"], "no such organisation")
    assert refused.status_code == unknown.status_code == 403
    assert refused.content == unknown.content
    assert told(ask(me, record["id"], str(me.organisation.id)))["permit"] is True


def test_who_gave_it_may_ask_about_others() -> None:
    source, other = Machine(parties.organisation()), parties.organisation()
    record = stix.malware(level="red")
    parties.give(source.organisation, record)
    parties.community(source.organisation, other, ceiling="green")
    assert told(ask(source, record["id"], str(other.id)))["permit"] is False
    for nobody in ("no such organisation", "%00", "0"):
        assert ask(source, record["id"], nobody).status_code == 404


def test_giving_a_record_does_not_tell_who_else_is_on_the_hub() -> None:
    source, stranger = Machine(parties.organisation()), parties.organisation()
    record, public = stix.malware(level="red"), stix.malware(level="clear")
    parties.give(source.organisation, record, public)
    hidden = ask(source, record["id"], str(stranger.id))
    missing = ask(source, record["id"], "00000000-0000-0000-0000-000000000000")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
    # Who gave a record is told by name who has it.
    assert told(ask(source, public["id"], str(stranger.id)))["permit"] is True


def test_the_operator_may_ask_about_others_but_not_about_what_it_may_not_have() -> None:
    operator = Machine(parties.organisation(is_operator=True))
    source, other = parties.organisation(), parties.organisation()
    public, secret = stix.malware(level="clear"), stix.malware(level="red")
    parties.give(source, public, secret)
    assert told(ask(operator, public["id"], str(other.id)))["permit"] is True
    assert ask(operator, secret["id"], str(other.id)).status_code == 404


@pytest.mark.parametrize("stix_id", ["x", "malware--1", "%00", "../../keys"])
def test_identifiers_that_are_none(stix_id: str) -> None:
    assert ask(Machine(parties.organisation()), stix_id).status_code == 404
