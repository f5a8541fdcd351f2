# SPDX-License-Identifier: Apache-2.0
"""Loads the demo world into an empty hub, or completes it after an interruption.

Everything in it is invented. Its passwords and keys are printed and the same everywhere, so it is
for a machine of one's own.
"""

import argparse
import ipaddress

from mohona.cli import init
from mohona.cli.demo import enrol
from mohona.cli.demo import load as demo
from mohona.hub.accounts.models import Organisation
from mohona.hub.common.errors import SentenceError
from mohona.hub.config.options import Options

EXAMPLE = "  mohona demo\n  mohona up --demo"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(arguments: argparse.Namespace) -> int:
    """Loads it, or refuses where people work already."""
    init.prepare()
    demo.load()
    return 0


def check_address(options: Options, *, wanted: bool) -> None:
    """Refuses to serve the demo, wanted or loaded before, to other machines."""
    if _is_own_machine(options.host) or not (wanted or enrol.is_demo()):
        return
    raise SentenceError(
        f"The demo world has public passwords and keys and is not served on {options.host}; "
        "leave MOHONA_HOST at 127.0.0.1, or begin an empty hub in another MOHONA_DATA."
    )


def _is_own_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def load_once() -> None:
    """Loads the demo world into a hub without organisations, or what is missing of the demo."""
    if enrol.is_demo() or not Organisation.objects.exists():
        demo.load()
