# SPDX-License-Identifier: Apache-2.0
"""Runs one of Django's own commands on the hub's database, for engineers."""

import argparse

from django.core.management import execute_from_command_line

EXAMPLE = "  mohona manage makemigrations\n  mohona manage dbshell"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` is for Django."""
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="…", help="Django's command")


def run(arguments: argparse.Namespace) -> int:
    """Hands the words to Django."""
    execute_from_command_line(["mohona manage", *arguments.words])
    return 0
