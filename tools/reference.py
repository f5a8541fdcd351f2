# SPDX-License-Identifier: Apache-2.0
"""Writes docs/reference from the code, or checks that it is up to date.

python tools/reference.py write
python tools/reference.py check
"""

import argparse
import contextlib
import importlib
import io
import os
import sys
from pathlib import Path

import django

from mohona.cli import main as cli
from mohona.hub.config import options

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `make docs` from the code; do not edit. -->\n\n"


def settings_page() -> str:
    """The settings as a table."""
    rows = [
        "| Variable | Default | Meaning |",
        "| --- | --- | --- |",
        *(
            f"| `{one.metadata['variable']}` | {_default(options.default_shown(one))} "
            f"| {one.metadata['meaning']} |"
            for one in options.described()
        ),
    ]
    return (
        f"{NOTE}# Settings\n\n"
        "The hub reads its settings from the environment when it starts. An empty variable counts\n"
        "as unset; a value that makes no sense stops the start with one sentence and exit code 2.\n"
        "Sizes may be written as bytes or with KiB, MiB, GiB.\n\n" + "\n".join(rows) + "\n"
    )


def _default(text: str) -> str:
    return text if not text or "`" in text or " " in text or text in _WORDS else f"`{text}`"


_WORDS = ("unset", "made")


def commands_page() -> str:
    """Each command with its help."""
    parts = [f"{NOTE}# The `mohona` command\n", f"```text\n{_help(cli.parser())}```\n"]
    for name, command in cli.COMMANDS.items():
        own = cli.own_parser(name, command, importlib.import_module(command.module))
        parts.append(f"## mohona {name}\n\n```text\n{_help(own)}```\n")
        for action in own._actions:
            if isinstance(action, argparse._SubParsersAction):
                parts += [
                    f"### mohona {name} {word}\n\n```text\n{_help(sub)}```\n"
                    for word, sub in action.choices.items()
                ]
    return "\n".join(parts)


def _help(parser: argparse.ArgumentParser) -> str:
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        parser.print_help()
    return text.getvalue()


def main() -> int:
    """Writes or checks the pages."""
    if sys.argv[1:] not in (["write"], ["check"]):
        print(__doc__, file=sys.stderr)
        return 2
    os.environ["COLUMNS"] = "100"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mohona.hub.config.settings")
    django.setup()
    stale = []
    for name, text in (("settings.md", settings_page()), ("commands.md", commands_page())):
        path = FOLDER / name
        if sys.argv[1] == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(f"{path.relative_to(ROOT)} is out of date; run `make docs`.")
    print("\n".join(stale) or "reference pages: up to date", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
