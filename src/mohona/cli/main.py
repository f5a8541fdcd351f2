# SPDX-License-Identifier: Apache-2.0
"""Entry of the `mohona` command: finds the subcommand, prepares what it needs, reports errors.

Exit codes: 0 done, 1 failed, 2 used wrongly (or a setting makes no sense), 130 interrupted,
143 asked to stop. An error is one sentence on standard error, never a traceback; with
MOHONA_TRACEBACK=1 the traceback of an unexpected error is shown as well.
"""

import argparse
import contextlib
import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType, ModuleType

from mohona import __version__
from mohona.hub.common.errors import SentenceError

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True)
class Command:
    """Where a subcommand lives. `hub` says whether it works on the hub's database."""

    module: str
    summary: str
    hub: bool = True


COMMANDS = {
    "up": Command("mohona.cli.up", "start the hub"),
    "demo": Command("mohona.cli.world", "load the demo world"),
    "init": Command("mohona.cli.init", "prepare an empty hub"),
    "organisation": Command("mohona.cli.organisations", "add and list organisations"),
    "person": Command("mohona.cli.people", "add people who sign in"),
    "key": Command("mohona.cli.keys", "add, list and revoke keys of machines"),
    "community": Command("mohona.cli.communities", "add communities, join and leave them"),
    "import": Command("mohona.cli.imports", "take in intelligence from files"),
    "export": Command("mohona.cli.exports", "write what one organisation may have"),
    "explain": Command("mohona.cli.explanations", "say who may see a record and why"),
    "manage": Command("mohona.cli.manage", "run a Django command on the hub's database"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    signal.signal(signal.SIGTERM, _asked_to_stop)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _asked_to_stop)
    try:
        return _dispatch(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough (head, less); say no more to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # the last resort: one sentence instead of a traceback
        if os.environ.get("MOHONA_TRACEBACK") and not isinstance(error, SentenceError):
            traceback.print_exc()
        return report(error)


def _dispatch(argv: Sequence[str]) -> int:
    """Numbered as done: 1 which command, 2 what it needs, 3 its arguments, 4 run."""
    if not argv or argv[0] not in COMMANDS:
        whole = parser()
        whole.parse_args(argv)
        whole.print_help(sys.stderr)
        return MISUSED
    command = COMMANDS[argv[0]]
    hub = importlib.import_module("mohona.cli.hub") if command.hub else None
    if hub is not None:
        hub.prepare()
    module = importlib.import_module(command.module)
    own = own_parser(argv[0], command, module)
    arguments = own.parse_args(argv[1:])
    needs_database = hub is not None and getattr(module, "NEEDS_DATABASE", True)
    with hub.database() if hub is not None and needs_database else contextlib.nullcontext():
        return int(module.run(arguments) or DONE)


def parser() -> argparse.ArgumentParser:
    """The parser of `mohona` itself; it knows the commands' names and not their arguments."""
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:<{width}}  {one.summary}" for name, one in COMMANDS.items())
    whole = argparse.ArgumentParser(
        prog="mohona",
        usage="mohona COMMAND …",
        description="Mohona, the national cybersecurity collaboration hub.",
        epilog=f"commands:\n{listed}\n\n`mohona COMMAND --help` shows an example of each.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"mohona {__version__}")
    whole.add_argument(
        "command", choices=COMMANDS, metavar="COMMAND", nargs="?", help="one of the below"
    )
    return whole


def own_parser(name: str, command: Command, module: ModuleType) -> argparse.ArgumentParser:
    """The parser of one command, its example at the end of the help."""
    own = argparse.ArgumentParser(
        prog=f"mohona {name}",
        description=(module.__doc__ or command.summary).strip(),
        epilog=f"example:\n{module.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.arguments(own)
    return own


def report(error: Exception) -> int:
    """Prints one sentence and says which exit code it means."""
    sentence = " ".join(str(error).split())
    if not isinstance(error, SentenceError):
        sentence = (
            f"Something unexpected went wrong ({type(error).__name__}: {sentence[:300]}); "
            "MOHONA_TRACEBACK=1 shows where."
        )
    print(f"mohona: {sentence}", file=sys.stderr)
    return MISUSED if getattr(error, "misuse", False) else FAILED


def _asked_to_stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
