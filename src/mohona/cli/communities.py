# SPDX-License-Identifier: Apache-2.0
"""Adds communities, and lets organisations join and leave them."""

import argparse
from collections.abc import Callable

from mohona.cli import choices, output
from mohona.hub.accounts.models import Tlp
from mohona.hub.partners import actions
from mohona.hub.partners.models import Community, Membership

Change = Callable[..., Membership]
EXAMPLE = (
    "  mohona community add 'Bank ISAC' --ceiling amber\n"
    "  mohona community join 'Bank ISAC' 'River Bank'"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """`add`, `join`, `leave` and `list`."""
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    new = choices.verb(verbs, "add", _add, summary="add a community", example=EXAMPLE)
    new.add_argument("name", metavar="NAME", help="its name, unique in the hub")
    new.add_argument("--name-bn", default="", metavar="NAME", help="its name in Bangla")
    new.add_argument(
        "--ceiling",
        default="green",
        choices=Tlp.values,
        help="records up to this TLP flow between its members (green)",
    )
    choices.json(new)
    for word, run_it, summary in (
        ("join", _join, "make an organisation a member"),
        ("leave", _leave, "end a membership at once"),
    ):
        change = choices.verb(
            verbs,
            word,
            run_it,
            summary=summary,
            example=f"  mohona community {word} 'Bank ISAC' 'River Bank'",
        )
        change.add_argument("community", metavar="COMMUNITY", help="name of the community")
        change.add_argument("organisation", metavar="ORGANISATION", help="name of the member")
        choices.json(change)
    every = choices.verb(
        verbs, "list", _list, summary="list communities", example="  mohona community list"
    )
    choices.json(every)


def run(arguments: argparse.Namespace) -> int:
    """Runs the verb."""
    return int(arguments.run(arguments))


def _add(arguments: argparse.Namespace) -> int:
    made = actions.add_community(
        name=arguments.name, name_bn=arguments.name_bn, ceiling=arguments.ceiling, by=None
    )
    if arguments.json:
        output.data({"id": made.id, "name": made.name, "ceiling": made.ceiling})
    else:
        output.say(f"Added {made.name}; records up to TLP:{made.ceiling.upper()} flow in it.")
    return 0


def _join(arguments: argparse.Namespace) -> int:
    return _change(arguments, actions.join, "is a member of")


def _leave(arguments: argparse.Namespace) -> int:
    return _change(arguments, actions.leave, "has left")


def _change(arguments: argparse.Namespace, action: Change, what: str) -> int:
    community = choices.community(arguments.community)
    organisation = choices.organisation(arguments.organisation)
    membership = action(community, organisation, by=None)
    if arguments.json:
        output.data(
            {
                "community": community.name,
                "organisation": organisation.name,
                "state": membership.state,
            }
        )
    else:
        output.say(f"{organisation.name} {what} {community.name}.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    found = Community.objects.all()
    if arguments.json:
        output.data([{"id": one.id, "name": one.name, "ceiling": one.ceiling} for one in found])
    else:
        output.table(
            ("Name", "Ceiling", "Identifier"),
            [(one.name, f"TLP:{one.ceiling.upper()}", one.id) for one in found],
        )
    return 0
