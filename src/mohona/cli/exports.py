# SPDX-License-Identifier: Apache-2.0
"""Writes what one organisation may have, exactly as it would read it over TAXII.

The answer is one STIX bundle. It is written page by page, whatever its size.
"""

import argparse
import contextlib
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from mohona.cli import choices, output
from mohona.hub.intel import reading
from mohona.hub.sharing.queries import Sight

EXAMPLE = "  mohona export --organisation 'River Bank' --output river-bank.json"
PAGE = 1000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose share, and where to write it."""
    parser.add_argument("--organisation", required=True, metavar="NAME", help="whose share")
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="file to write; standard output when left out"
    )
    parser.add_argument(
        "--json", action="store_true", help="say the count as JSON (only with --output)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Writes the bundle and says how many objects it has."""
    organisation = choices.organisation(arguments.organisation)
    with _opened(arguments.output) as file:
        count = _write(file, Sight(organisation.id))
    if arguments.json and arguments.output:
        output.data({"organisation": organisation.name, "objects": count})
    else:
        output.say(f"{count:,} objects that {organisation.name} may have.")
    return 0


@contextlib.contextmanager
def _opened(path: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that appears under its name only when it is complete."""
    if path is None:
        yield sys.stdout.buffer
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write(file: IO[bytes], sight: Sight) -> int:
    file.write(b'{"type":"bundle","id":"bundle--%s","objects":[' % str(uuid.uuid4()).encode())
    count = after = 0
    while True:
        page = reading.page(sight, after=after, limit=PAGE)
        for row in page.rows:
            file.write(b",\n" if count else b"\n")
            file.write(row.body)
            count += 1
        if not page.more:
            break
        after = page.rows[-1].position
    file.write(b"\n]}\n")
    return count
