# SPDX-License-Identifier: Apache-2.0
"""One demo world for all tests of this folder, and its sound objects."""

from datetime import UTC, datetime

import pytest

from mohona.cli.demo import world
from mohona.cli.demo.model import Stix, World

NOW = datetime(2026, 11, 23, 18, 30, 41, 5, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo() -> World:
    return world.build(NOW)


@pytest.fixture(scope="session")
def sound(demo: World) -> list[Stix]:
    """All objects but those that are broken on purpose."""
    broken = {id(flaw.value) for flaw in demo.flaws}
    return [value for value in demo.objects() if id(value) not in broken]
