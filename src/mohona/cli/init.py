# SPDX-License-Identifier: Apache-2.0
"""Prepares an empty hub: makes the database if there is none and brings it up to date."""

import argparse

from django.core.management import call_command

from mohona.cli import output
from mohona.hub.config import assets

EXAMPLE = "  mohona init\n  mohona organisation add 'National CIRT' --kind csirt --operator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(arguments: argparse.Namespace) -> int:
    """Migrates, and says so."""
    prepare()
    output.say("The hub is ready; add an organisation, then start it with `mohona up`.")
    return 0


def prepare() -> None:
    """Brings the database and the collected files up to date with the program."""
    call_command("migrate", interactive=False, verbosity=0)
    assets.collect()
