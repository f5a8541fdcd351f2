# SPDX-License-Identifier: Apache-2.0
"""Loads the demo world into a hub that has no organisation yet."""

import argparse

from mohona.cli import init
from mohona.hub.accounts.models import Organisation
from mohona.hub.common.errors import SentenceError

EXAMPLE = "  mohona demo"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(arguments: argparse.Namespace) -> int:
    """Loads it, or refuses where people work already."""
    init.prepare()
    if not is_empty():
        raise SentenceError(
            "The demo world is for an empty hub, and this one has organisations; "
            "give MOHONA_DATA a new folder."
        )
    load()
    return 0


def is_empty() -> bool:
    """Whether nobody has been added yet."""
    return not Organisation.objects.exists()


def load() -> None:
    """Loads the demo world, with progress."""


def welcome(address: str) -> list[str]:
    """Lines with sign-ins and a first TAXII request, to be shown when the hub has started."""
    return []
