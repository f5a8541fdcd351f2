# SPDX-License-Identifier: Apache-2.0
"""Pages of keys and people: who may what, and where a secret is shown."""

import re

import pytest

from mohona.hub.accounts import actions, queries
from mohona.hub.accounts.models import Key, Organisation, Person
from tests.factories import parties
from tests.factories.browsing import client_for, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank() -> Organisation:
    return parties.organisation(name="River Bank")


@pytest.mark.parametrize("role", ["reader", "analyst"])
@pytest.mark.parametrize("path", ["/keys/", "/keys/add/", "/people/", "/people/add/"])
def test_who_manages_nothing_sees_nothing(bank: Organisation, role: str, path: str) -> None:
    assert client_for(bank, role).get(path).status_code == 403
    assert client_for(bank, role).post(path, {}).status_code in (403, 405)


def test_the_secret_is_shown_once_and_signs_in(bank: Organisation) -> None:
    client = client_for(bank, "administrator")
    answer = client.post("/keys/add/", {"name": "SIEM", "expires": "2999-12-31"})
    found = re.search(r"mohona_[\w-]{40,}", answer.content.decode())
    assert found is not None
    assert "no-store" in answer["Cache-Control"]
    key = queries.key_of(found[0])
    assert key is not None
    assert (key.organisation, key.name) == (bank, "SIEM")
    assert key.expires_at is not None
    assert found[0] not in client.get("/keys/").content.decode()
    assert "SIEM" in client.get("/keys/").content.decode()


def test_a_key_that_would_be_over_is_refused(bank: Organisation) -> None:
    client = client_for(bank, "administrator")
    answer = client.post("/keys/add/", {"name": "SIEM", "expires": "2001-01-01"})
    assert "choose a later date" in answer.content.decode()
    assert not Key.objects.exists()


def test_an_administrator_cannot_make_a_key_for_others(bank: Organisation) -> None:
    other = parties.organisation()
    client_for(bank, "administrator").post("/keys/add/", {"name": "x", "organisation": other.id})
    assert [key.organisation for key in Key.objects.all()] == [bank]


def test_keys_of_others_are_not_there(bank: Organisation) -> None:
    key, _secret = actions.add_key(organisation=parties.organisation(), name="Theirs", by=None)
    client = client_for(bank, "administrator")
    assert "Theirs" not in client.get("/keys/").content.decode()
    assert client.post(f"/keys/{key.id}/revoke/").status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None


def test_a_revoked_key_moves_to_those_that_ended(bank: Organisation) -> None:
    key, secret = actions.add_key(organisation=bank, name="Old", by=None)
    client = client_for(bank, "administrator")
    client.post(f"/keys/{key.id}/revoke/")
    assert queries.key_of(secret) is None
    assert "Revoke</a>" not in client.get("/keys/").content.decode()
    assert "Old" in client.get("/keys/?state=ended").content.decode()


def fields(**more: str) -> dict[str, str]:
    return {
        "email": "new@river.example",
        "role": "reader",
        "language": "bn",
        "password": "a first password",
        **more,
    }


def test_an_administrator_adds_people_of_the_own_organisation(bank: Organisation) -> None:
    other = parties.organisation()
    client = client_for(bank, "administrator")
    client.post("/people/add/", fields(organisation=str(other.id)))
    added = Person.objects.get(email="new@river.example")
    assert (added.organisation, added.role, added.language) == (bank, "reader", "bn")
    again = client.post("/people/add/", fields(email="NEW@river.example")).content.decode()
    assert "Somebody signs in as NEW@river.example already." in again


def test_an_administrator_makes_no_steward(bank: Organisation) -> None:
    client = client_for(bank, "administrator")
    client.post("/people/add/", fields(role="steward"))
    assert not Person.objects.filter(email="new@river.example").exists()
    colleague = parties.person(bank, "reader")
    client.post(f"/people/{colleague.id}/", {"role": "steward", "is_active": "on"})
    colleague.refresh_from_db()
    assert colleague.role == "reader"


def test_an_administrator_does_not_touch_stewards_or_strangers(bank: Organisation) -> None:
    steward, stranger = parties.person(bank, "steward"), parties.person(parties.organisation())
    client = client_for(bank, "administrator")
    assert client.post(f"/people/{steward.id}/", {"role": "reader"}).status_code == 403
    assert client.post(f"/people/{stranger.id}/", {"role": "reader"}).status_code == 404
    assert stranger.email not in client.get("/people/").content.decode()


def test_nobody_locks_themselves_out(bank: Organisation) -> None:
    me = parties.person(bank, "administrator")
    answer = client_of(me).post(f"/people/{me.id}/", {"role": "administrator"})
    assert "You cannot take away your own role" in answer.content.decode()
    me.refresh_from_db()
    assert me.is_active


def test_a_short_first_password_is_refused(bank: Organisation) -> None:
    answer = client_for(bank, "administrator").post("/people/add/", fields(password="short"))
    assert "at least 12 characters" in answer.content.decode()
    assert not Person.objects.filter(email="new@river.example").exists()


def test_the_profile_changes_only_what_is_ones_own(bank: Organisation) -> None:
    me = parties.person(bank, "reader")
    client_of(me).post(
        "/profile/", {"title": "Watch", "language": "bn", "role": "steward", "is_active": ""}
    )
    me.refresh_from_db()
    assert (me.title, me.language, me.role, me.is_active) == ("Watch", "bn", "reader", True)


def test_names_from_outside_stay_text(bank: Organisation) -> None:
    parties.person(bank)
    Person.objects.update(title="<script>alert(1)</script>")
    shown = client_for(bank, "administrator").get("/people/").content.decode()
    assert "<script>alert" not in shown
