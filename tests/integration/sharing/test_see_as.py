# SPDX-License-Identifier: Apache-2.0
"""Looking as another organisation: who may, what is shown, and that it never widens."""

import pytest
from django.test import Client

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.sharing.sight import SESSION_KEY
from tests.factories import parties, stix
from tests.factories.browsing import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Organisation:
    return parties.organisation(is_operator=True, name="Operator")


def choose(client: Client, organisation: Organisation | None, following: str = "/") -> str:
    chosen = str(organisation.id) if organisation else ""
    answer = client.post("/see-as/", {"organisation": chosen, "next": following})
    return str(answer.headers.get("Location", ""))


def shown(client: Client, path: str = "/") -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("role", ["reader", "analyst", "administrator"])
def test_only_who_may(operator: Organisation, role: str) -> None:
    other = parties.organisation()
    client = client_for(operator, role)
    assert client.get("/see-as/").status_code == 403
    assert client.post("/see-as/", {"organisation": other.id}).status_code == 403
    session = client.session
    session[SESSION_KEY] = str(other.id)
    session.save()
    assert 'class="seeing"' not in shown(client)
    assert "/see-as/" not in shown(client)


def test_the_frame_names_the_organisation_and_stops(operator: Organisation) -> None:
    bank = parties.organisation(name="River Bank")
    client = client_for(operator, "steward")
    assert choose(client, bank, "/partners/") == "/partners/"
    assert 'class="seeing"' in shown(client)
    assert "River Bank" in shown(client, "/keys/")
    choose(client, None)
    assert 'class="seeing"' not in shown(client)


def test_it_never_widens(operator: Organisation) -> None:
    bank, other = parties.organisation(), parties.organisation()
    parties.community(bank, other, ceiling="red")
    parties.community(operator, other, ceiling="green")
    both = stix.indicator("both.example", level="clear", name="Everybody has this")
    theirs = stix.indicator("theirs.example", level="red", name="Only the bank has this")
    ours = stix.indicator("ours.example", level="green", name="Only the operator has this")
    parties.give(bank, theirs)
    parties.give(other, both)
    parties.give(operator, ours)
    client = client_for(operator, "steward")
    choose(client, bank)
    listed = shown(client, "/intelligence/")
    assert "Everybody has this" in listed
    assert "Only the bank has this" not in listed
    assert "Only the operator has this" not in listed
    assert client.get(f"/intelligence/{theirs['id']}/").status_code == 404


@pytest.mark.parametrize("wanted", ["not-a-uuid", "00000000-0000-0000-0000-000000000000", "own"])
def test_choices_that_are_none(operator: Organisation, wanted: str) -> None:
    client = client_for(operator, "steward")
    chosen = str(operator.id) if wanted == "own" else wanted
    assert client.post("/see-as/", {"organisation": chosen}).status_code == 200
    assert SESSION_KEY not in client.session


def test_an_organisation_that_stops_taking_part_ends_the_view(operator: Organisation) -> None:
    bank = parties.organisation()
    client = client_for(operator, "steward")
    choose(client, bank)
    accounts.change_organisation(bank, by=None, active=False)
    assert 'class="seeing"' not in shown(client)


def test_the_way_back_stays_within_the_hub(operator: Organisation) -> None:
    bank = parties.organisation()
    client = client_for(operator, "steward")
    assert choose(client, bank, "https://evil.example/") == "/"
    assert choose(client, bank, "//evil.example/") == "/"


def test_what_waits_is_mine_and_is_not_shown_as_theirs(operator: Organisation) -> None:
    bank = parties.organisation()
    client = client_for(operator, "steward")
    choose(client, bank)
    assert "What waits for you" not in shown(client)
