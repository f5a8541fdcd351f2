# SPDX-License-Identifier: Apache-2.0
"""Adds, lists and revokes the keys with which machines sign in (TAXII)."""

import argparse
from uuid import UUID

from mohona.cli import choices, output
from mohona.hub.accounts import actions
from mohona.hub.accounts.models import Key
from mohona.hub.common.errors import SentenceError

EXAMPLE = "  mohona key add --organisation 'River Bank' --name 'SIEM in Dhaka'"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`add`, `list` and `revoke`."""
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    new = choices.verb(
        verbs, "add", _add, summary="add a key; its secret is shown once", example=EXAMPLE
    )
    new.add_argument("--organisation", required=True, metavar="NAME", help="for whom it signs in")
    new.add_argument("--name", default="", metavar="TEXT", help="what it is for")
    choices.json(new)
    every = choices.verb(
        verbs, "list", _list, summary="list keys without their secrets", example="  mohona key list"
    )
    every.add_argument("--organisation", metavar="NAME", help="only its keys")
    choices.json(every)
    gone = choices.verb(
        verbs,
        "revoke",
        _revoke,
        summary="end a key at once",
        example="  mohona key revoke 6d3c7d6c-5c39-4b3f-9d53-0d0c0f6f2a11",
    )
    gone.add_argument("key", metavar="ID", help="its identifier from `mohona key list`")
    choices.json(gone)


def run(arguments: argparse.Namespace) -> int:
    """Runs the verb."""
    return int(arguments.run(arguments))


def _add(arguments: argparse.Namespace) -> int:
    organisation = choices.organisation(arguments.organisation)
    key, secret = actions.add_key(organisation=organisation, name=arguments.name, by=None)
    if arguments.json:
        output.data({"id": key.id, "organisation": organisation.name, "secret": secret})
    else:
        output.say(f"A key for {organisation.name}; its secret is shown only now:")
        print(secret)
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = Key.objects.select_related("organisation")
    if arguments.organisation:
        found = found.filter(organisation=choices.organisation(arguments.organisation))
    if arguments.json:
        output.data(
            [
                {
                    "id": one.id,
                    "organisation": one.organisation.name,
                    "name": one.name,
                    "created": one.created_at.isoformat(),
                    "revoked": one.revoked_at.isoformat() if one.revoked_at else None,
                }
                for one in found
            ]
        )
    else:
        output.table(
            ("Identifier", "Organisation", "Name", "Begins with", "State"),
            [
                (
                    one.id,
                    one.organisation.name,
                    one.name,
                    one.hint,
                    "revoked" if one.revoked_at else "valid",
                )
                for one in found
            ],
        )
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    try:
        key = Key.objects.filter(pk=UUID(arguments.key)).first()
    except ValueError:
        key = None
    if key is None:
        raise SentenceError(
            f"There is no key with the identifier “{arguments.key}”; `mohona key list` shows them."
        )
    actions.revoke_key(key, by=None)
    if arguments.json:
        output.data({"id": key.id, "revoked": True})
    else:
        output.say(f"The key {key} no longer signs in.")
    return 0
