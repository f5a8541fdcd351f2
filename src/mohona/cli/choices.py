# SPDX-License-Identifier: Apache-2.0
"""Arguments that several commands share, and looking up what they name."""

import argparse
from collections.abc import Callable

from mohona.hub.accounts import queries
from mohona.hub.accounts.models import Organisation
from mohona.hub.common.errors import SentenceError
from mohona.hub.partners.models import Community

Run = Callable[[argparse.Namespace], int]


def verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Run,
    *,
    summary: str,
    example: str,
) -> argparse.ArgumentParser:
    """Adds the second word of a command, such as `add` in `mohona key add`."""
    parser = verbs.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help="answer with JSON, for machines")


def organisation(name: str) -> Organisation:
    """The organisation with this name or id; raises `SentenceError`."""
    found = queries.organisation_named(name)
    if found is None:
        raise SentenceError(
            f"There is no organisation named “{name}”; `mohona organisation list` shows them."
        )
    return found


def community(name: str) -> Community:
    """The community with this name; raises `SentenceError`."""
    found = Community.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        raise SentenceError(
            f"There is no community named “{name}”; `mohona community list` shows them."
        )
    return found
