# SPDX-License-Identifier: Apache-2.0
"""Signing in, staying out, confirming, and what allauth must not offer."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from mohona.hub.accounts import actions
from mohona.hub.accounts.models import Key, Person
from tests.factories import parties
from tests.factories.browsing import client_of

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person() -> Person:
    return parties.person(parties.organisation(), "administrator")


def sign_in(client: Client, person: Person, password: str = PASSWORD, **more: Any) -> Any:
    fields = {"login": person.email, "password": password, **more}
    return client.post("/account/login/", fields)


def test_address_and_password_open_the_hub(person: Person) -> None:
    client = Client()
    assert sign_in(client, person)["Location"] == "/"
    assert client.get("/").status_code == 200


def test_the_address_in_any_case(person: Person) -> None:
    assert (
        Client().post("/account/login/", {"login": person.email.upper(), "password": PASSWORD})[
            "Location"
        ]
        == "/"
    )


def test_a_wrong_password_and_an_unknown_address_read_alike(person: Person) -> None:
    wrong = sign_in(Client(), person, "something else").content.decode()
    unknown = (
        Client()
        .post("/account/login/", {"login": "nobody@nowhere.example", "password": PASSWORD})
        .content.decode()
    )
    for answer in (wrong, unknown):
        assert "Mail address and password do not belong together." in answer


def test_guessing_is_slowed_down_even_for_the_right_password(person: Person) -> None:
    for _ in range(5):
        sign_in(Client(), person, "guess")
    answer = sign_in(Client(), person)
    assert answer.status_code == 200
    assert "Too many attempts" in answer.content.decode()


def test_who_may_not_sign_in_is_told_so_and_loses_open_sessions(person: Person) -> None:
    client = client_of(person)
    assert client.get("/").status_code == 200
    steward = parties.person(parties.organisation(), "steward")
    actions.change_person(person, by=steward, is_active=False)
    assert client.get("/").status_code == 302
    assert sign_in(Client(), person)["Location"] == "/account/inactive/"


def test_the_next_page_is_followed_only_within_the_hub(person: Person) -> None:
    assert sign_in(Client(), person, next="/keys/")["Location"] == "/keys/"
    assert sign_in(Client(), person, next="https://evil.example/")["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "confirm-email/", "confirm-email/x/", "password/set/"]
)
def test_nobody_adds_or_moves_themselves(path: str, person: Person) -> None:
    assert Client().get(f"/account/{path}").status_code == 404
    assert client_of(person).post(f"/account/{path}", {"email": "x@y.example"}).status_code == 404


def test_without_mail_the_reset_page_says_whom_to_ask(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "Ask your administrator" in Client().get("/account/password/reset/").content.decode()


def test_with_mail_a_link_sets_a_new_password(
    person: Person, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = Client()
    answer = client.post("/account/password/reset/", {"email": person.email})
    assert answer["Location"] == "/account/password/reset/done/"
    assert len(mailoutbox) == 1
    assert mailoutbox[0].subject == "Mohona: A new password"
    found = re.search(r"/account/password/reset/key/\S+", mailoutbox[0].body)
    assert found is not None
    form = client.get(found[0], follow=True)
    path = form.redirect_chain[-1][0]
    chosen = "a river of small words"
    client.post(path, {"password1": chosen, "password2": chosen})
    assert sign_in(Client(), person, chosen)["Location"] == "/"
    client.post("/account/password/reset/", {"email": "nobody@nowhere.example"})
    assert len(mailoutbox) == 1


def test_the_language_is_remembered_on_the_person(person: Person) -> None:
    client = client_of(person)
    client.post("/account/language/", {"language": "bn", "next": "/"})
    person.refresh_from_db()
    assert person.language == "bn"
    elsewhere = Client()
    answer = sign_in(elsewhere, person)
    assert answer.cookies["language"].value == "bn"
    assert 'lang="bn"' in elsewhere.get("/").content.decode()


def test_a_language_that_is_none_is_not_remembered(person: Person) -> None:
    client_of(person).post("/account/language/", {"language": "xx", "next": "/"})
    person.refresh_from_db()
    assert person.language == "en"


def code_for(person: Person) -> str:
    secret = Authenticator.objects.get(user=person, type="totp").wrap().instance.data["secret"]
    counter = totp.yield_hotp_counters_from_time()
    return str(totp.format_hotp_value(totp.hotp_value(secret, next(iter(counter)))))


def test_the_second_factor_is_asked_for_at_sign_in(person: Person) -> None:
    totp.TOTP.activate(person, totp.generate_totp_secret())
    client = Client()
    assert sign_in(client, person)["Location"] == "/account/2fa/authenticate/"
    assert client.get("/").status_code == 302
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "This code is not valid" in wrong
    client.post("/account/2fa/authenticate/", {"code": code_for(person)})
    assert client.get("/").status_code == 200


def test_an_app_can_be_set_up_and_gives_recovery_codes(person: Person) -> None:
    client = client_of(person)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    client.post("/account/2fa/totp/activate/", {"code": code})
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    assert client.get("/account/2fa/").status_code == 200
    client.post("/account/2fa/recovery-codes/generate/")
    assert client.get("/account/2fa/recovery-codes/").status_code == 200


def test_a_dangerous_act_asks_for_the_password(person: Person) -> None:
    key, _secret = actions.add_key(organisation=person.organisation, by=person)
    client = client_of(person, fresh=False)
    path = f"/keys/{key.id}/revoke/"
    assert client.get(path).status_code == 200
    asked = client.post(path)
    assert asked["Location"].startswith("/account/reauthenticate/")
    client.post(asked["Location"], {"password": "wrong", "next": path})
    assert Key.objects.get(pk=key.pk).revoked_at is None
    client.post(asked["Location"], {"password": PASSWORD, "next": path})
    assert Key.objects.get(pk=key.pk).revoked_at is not None


def test_with_a_second_factor_the_password_is_not_enough(person: Person) -> None:
    totp.TOTP.activate(person, totp.generate_totp_secret())
    key, _secret = actions.add_key(organisation=person.organisation, by=person)
    client = client_of(person, fresh=True)
    asked = client.post(f"/keys/{key.id}/revoke/")
    assert asked["Location"].startswith("/account/2fa/reauthenticate/")
    client.post(asked["Location"], {"code": code_for(person)})
    client.post(f"/keys/{key.id}/revoke/")
    assert Key.objects.get(pk=key.pk).revoked_at is not None


def test_an_administrator_helps_somebody_who_lost_the_second_factor(person: Person) -> None:
    other = parties.person(parties.organisation(), "administrator")
    totp.TOTP.activate(person, totp.generate_totp_secret())
    fields = {"role": person.role, "is_active": "on", "forget_second_factor": "on"}
    assert client_of(other).post(f"/people/{person.id}/", fields).status_code == 404
    assert Authenticator.objects.filter(user=person).exists()
    colleague = parties.person(person.organisation, "administrator")
    client_of(colleague).post(f"/people/{person.id}/", fields)
    assert not Authenticator.objects.filter(user=person).exists()
    assert sign_in(Client(), person)["Location"] == "/"


def test_nobody_removes_their_own_second_factor_as_an_administrator(person: Person) -> None:
    totp.TOTP.activate(person, totp.generate_totp_secret())
    client = client_of(person)
    session = client.session
    session["account_authentication_methods"][0]["method"] = "mfa"
    session.save()
    fields = {"role": person.role, "is_active": "on", "forget_second_factor": "on"}
    answer = client.post(f"/people/{person.id}/", fields).content.decode()
    assert "You cannot remove your own second factor here" in answer
    assert Authenticator.objects.filter(user=person).exists()


def test_an_old_confirmation_does_not_count(person: Person) -> None:
    key, _secret = actions.add_key(organisation=person.organisation, by=person)
    client = client_of(person)
    session = client.session
    session["account_authentication_methods"][0]["at"] = time.time() - 3600
    session.save()
    assert client.post(f"/keys/{key.id}/revoke/")["Location"].startswith("/account/reauth")


def test_other_sessions_can_be_ended(person: Person) -> None:
    here, there = Client(), Client()
    sign_in(here, person)
    sign_in(there, person)
    here.post("/profile/sessions/end/")
    assert here.get("/profile/").status_code == 200
    assert there.get("/profile/").status_code == 302
