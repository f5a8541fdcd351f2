# SPDX-License-Identifier: Apache-2.0
"""Two banks that share a community, an outsider, and somebody signed in for each.

Models are imported inside the fixtures: this file is read before Django is set up when the
folder is named on the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from mohona.hub.accounts.models import Organisation

SignIn = Callable[..., Client]


@dataclass
class Town:
    """Who there is: `bank` and `other` share a community up to AMBER; `stranger` is alone."""

    bank: Organisation
    other: Organisation
    stranger: Organisation


@pytest.fixture
def town(db: None) -> Town:
    from tests.factories import parties

    bank, other, stranger = (parties.organisation(default_tlp="green") for _ in range(3))
    parties.community(bank, other, ceiling="amber")
    return Town(bank, other, stranger)


@pytest.fixture(autouse=True)
def quick_passwords(settings: SettingsWrapper) -> None:
    """Nobody guesses passwords here; deriving them slowly would take most of the time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def sign_in() -> SignIn:
    """A client in which somebody of an organisation is signed in."""
    from tests.factories import parties

    def sign(of: Organisation, role: str = "analyst", language: str = "en") -> Client:
        client = Client()
        client.force_login(parties.person(of, role))
        client.cookies["language"] = language
        return client

    return sign
