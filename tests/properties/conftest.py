# SPDX-License-Identifier: Apache-2.0
"""The parties that all worlds of a test start from; each world is rolled back to them.

What needs Django is imported inside: this file is read before Django is set up when the folder
is named on the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from tests.properties.worlds import Parties


@pytest.fixture
def start(db: None) -> Parties:
    from tests.properties import worlds

    return worlds.Parties.make()


@pytest.fixture(autouse=True)
def quick_passwords(settings: SettingsWrapper) -> None:
    """Nobody guesses passwords here; deriving them slowly would take most of the time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
