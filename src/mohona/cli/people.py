# SPDX-License-Identifier: Apache-2.0
"""Adds people who sign in to the pages."""

import argparse
import getpass
import sys

from mohona.cli import choices, output
from mohona.hub.accounts import actions, rules
from mohona.hub.common.errors import SentenceError

EXAMPLE = (
    "  mohona person add duty@cirt.example --organisation 'National CIRT' --role steward\n"
    "  echo \"$PASSWORD\" | mohona person add soc@bank.example --organisation 'River Bank'"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """`add`."""
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    new = choices.verb(
        verbs,
        "add",
        _add,
        summary="add a person; the password is asked for, or read from a pipe",
        example=EXAMPLE,
    )
    new.add_argument("email", metavar="EMAIL", help="mail address to sign in with")
    new.add_argument("--organisation", required=True, metavar="NAME", help="for whom they act")
    new.add_argument("--role", default="reader", choices=[role.value for role in rules.Role])
    new.add_argument("--title", default="", metavar="TEXT", help="what they do, such as Duty desk")
    choices.json(new)


def run(arguments: argparse.Namespace) -> int:
    """Runs the verb."""
    return int(arguments.run(arguments))


def _add(arguments: argparse.Namespace) -> int:
    organisation = choices.organisation(arguments.organisation)
    made = actions.add_person(
        email=arguments.email,
        organisation=organisation,
        role=arguments.role,
        password=_password(),
        title=arguments.title,
        by=None,
    )
    if arguments.json:
        output.data({"id": made.id, "email": made.email, "organisation": organisation.name})
    else:
        output.say(f"{made.email} can sign in for {organisation.name}.")
    return 0


def _password() -> str:
    """Never an argument: arguments stand in the shell's history and in the list of processes."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise SentenceError("The two passwords are not the same; nobody was added.")
    return first
