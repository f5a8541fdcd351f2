# SPDX-License-Identifier: Apache-2.0
"""Starts the hub: database, web server and job worker. Ctrl-C stops all of them."""

import argparse
import multiprocessing
import sys

from mohona.cli import init, output, world
from mohona.cli.demo import welcome
from mohona.cli.main import report
from mohona.hub.config import health, server
from mohona.hub.config import options as reading

EXAMPLE = "  mohona up\n  MOHONA_PORT=8080 mohona up --demo"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether the demo world is wanted."""
    parser.add_argument(
        "--demo", action="store_true", help="load the demo world if the hub is empty"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prepares the hub, serves it, and returns when everything has stopped."""
    options = reading.read()
    server.check_port(options)
    for name in reading.unknown():
        output.say(f"{name} is not a setting and changes nothing.")
    # In a process of its own: what loading leaves behind in memory ends with it.
    child = multiprocessing.get_context("fork").Process(
        target=_prepare, args=[options, arguments.demo]
    )
    child.start()
    try:
        child.join()
    finally:
        if child.is_alive():
            child.terminate()
            child.join()
    if child.exitcode:
        return child.exitcode
    server.serve(options, started=lambda: _announce(options, demo=arguments.demo))
    output.say("The hub has stopped.")
    return 0


def _prepare(options: reading.Options, demo: bool) -> None:
    try:
        init.prepare()
        world.check_address(options, wanted=demo)
        if demo:
            world.load_once()
        reason = health.problem()
        if reason:
            output.say(reason)
            sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(report(error))


def _announce(options: reading.Options, *, demo: bool) -> None:
    """Says where the hub is, as soon as it answers."""
    if not server.wait_until_ready(options):
        return
    output.say(f"\nMohona is ready: {options.public_url}\n")
    if demo:
        for line in welcome.lines(options.public_url):
            output.say(line)
    output.say("Ctrl-C stops it.")
