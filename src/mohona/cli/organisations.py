# SPDX-License-Identifier: Apache-2.0
"""Adds and lists organisations: whoever gives intelligence to the hub or gets it."""

import argparse

from mohona.cli import choices, output
from mohona.hub.accounts import actions
from mohona.hub.accounts.models import Organisation, Tlp
from mohona.hub.intel import actions as intel

EXAMPLE = "  mohona organisation add 'River Bank' --kind company --sector banking --tlp green"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`add` and `list`."""
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    new = choices.verb(verbs, "add", _add, summary="add an organisation", example=EXAMPLE)
    new.add_argument("name", metavar="NAME", help="its name, unique in the hub")
    new.add_argument("--name-bn", default="", metavar="NAME", help="its name in Bangla")
    new.add_argument("--kind", default="company", choices=Organisation.Kind.values)
    new.add_argument("--country", default="", metavar="XX", help="two letters, such as BD")
    new.add_argument(
        "--sector", action="append", default=[], metavar="CODE", help="a NIS2 sector; repeatable"
    )
    new.add_argument(
        "--tlp",
        default="",
        choices=Tlp.values,
        help="what its records mean where they say nothing; without it only it sees those",
    )
    new.add_argument("--operator", action="store_true", help="it operates this hub")
    new.add_argument(
        "--coordinates", action="store_true", help="it coordinates every sector (national CIRT)"
    )
    choices.json(new)
    every = choices.verb(
        verbs, "list", _list, summary="list organisations", example="  mohona organisation list"
    )
    choices.json(every)


def run(arguments: argparse.Namespace) -> int:
    """Runs the verb."""
    return int(arguments.run(arguments))


def _add(arguments: argparse.Namespace) -> int:
    made = actions.add_organisation(
        name=arguments.name,
        name_bn=arguments.name_bn,
        kind=arguments.kind,
        country=arguments.country,
        sectors=arguments.sector,
        default_tlp=arguments.tlp,
        is_operator=arguments.operator,
        coordinates=arguments.coordinates,
        by=None,
    )
    if made.is_operator:
        intel.introduce(made)
    if arguments.json:
        output.data({"id": made.id, "name": made.name})
    else:
        output.say(f"Added {made.name} ({made.id}).")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = Organisation.objects.all()
    if arguments.json:
        output.data(
            [
                {
                    "id": one.id,
                    "name": one.name,
                    "kind": one.kind,
                    "sectors": one.sectors,
                    "active": one.active,
                }
                for one in found
            ]
        )
    else:
        output.table(
            ("Name", "Kind", "Country", "Sectors", "Identifier"),
            [(one.name, one.kind, one.country, ", ".join(one.sectors), one.id) for one in found],
        )
    return 0
