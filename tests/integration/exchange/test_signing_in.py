# SPDX-License-Identifier: Apache-2.0
"""Keys sign machines in, in every scheme that clients know; nothing else does."""

import base64
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Key
from mohona.hub.exchange import signin
from tests.factories import parties
from tests.factories.machines import Machine, error

pytestmark = pytest.mark.django_db


def basic(pair: str) -> str:
    return base64.b64encode(pair.encode()).decode()


@pytest.fixture
def machine() -> Machine:
    return Machine(parties.organisation())


def discover(authorization: str | None) -> int:
    headers = {} if authorization is None else {"Authorization": authorization}
    return Client().get("/taxii2/", headers=headers).status_code


@pytest.mark.parametrize(
    "header",
    [
        "Bearer {key}",
        "bearer {key}",
        "BEARER   {key} ",
        "Token {key}",
        "token {key}",
        "Basic {any_user}",
        "basic {any_user}",
        "Basic {as_user}",
        "Basic {user_alone}",
    ],
)
def test_a_key_signs_in_in_every_scheme(machine: Machine, header: str) -> None:
    key = machine.secret
    filled = header.format(
        key=key, any_user=basic(f"cirt:{key}"), as_user=basic(f"{key}:"), user_alone=basic(key)
    )
    assert discover(filled) == 200


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer mohona_" + "x" * 43,
        "Bearer " + "x" * 5_000,
        "Basic",
        "Basic !!!!",
        "Basic " + base64.b64encode(b"\xff\xfe:\xff").decode(),
        "Basic " + base64.b64encode(b"user:wrong").decode(),
        "Basic " + base64.b64encode(b":").decode(),
        "Digest username=x",
        "Negotiate abc",
    ],
)
def test_anything_else_is_401_with_the_three_schemes(machine: Machine, header: str | None) -> None:
    answer = Client().get("/taxii2/", headers={} if header is None else {"Authorization": header})
    assert answer.status_code == 401
    challenge = answer["WWW-Authenticate"]
    assert all(scheme in challenge for scheme in ("Basic ", "Bearer ", "Token "))
    error(answer)


def test_keys_that_ended_sign_nobody_in(machine: Machine) -> None:
    other = Machine(machine.organisation)
    accounts.revoke_key(machine.key, by=None)
    assert discover(f"Bearer {machine.secret}") == 401
    assert discover(f"Bearer {other.secret}") == 200
    Key.objects.filter(pk=other.key.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert discover(f"Bearer {other.secret}") == 401


def test_an_organisation_that_was_set_inactive_is_out_at_once(machine: Machine) -> None:
    accounts.change_organisation(machine.organisation, by=None, active=False)
    assert discover(f"Bearer {machine.secret}") == 401


def test_use_is_remembered_once_a_day(machine: Machine) -> None:
    assert discover(f"Bearer {machine.secret}") == 200
    machine.key.refresh_from_db()
    assert machine.key.last_used_on == timezone.localdate()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert discover(f"Bearer {machine.secret}") == 200
    assert not [q for q in queries if "UPDATE" in q["sql"]]


def test_nothing_is_said_without_a_key_not_even_what_exists(machine: Machine) -> None:
    here, nowhere = machine.url(), "/taxii2/mohona/collections/none/objects/"
    answers = {Client().get(path).content for path in (here, nowhere, "/taxii2/no/such/")}
    assert len(answers) == 1


def test_secrets_are_read_from_the_header_alone() -> None:
    assert signin.secret_in("Basic " + basic("user:with:colons")) == "with:colons"
    assert signin.secret_in("Bearer abc") == "abc"
    assert signin.secret_in("abc") == ""
