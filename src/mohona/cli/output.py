# SPDX-License-Identifier: Apache-2.0
"""How commands talk: results on standard output, everything else on standard error.

Progress bars and colours appear on a terminal only.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

results = Console(highlight=False, soft_wrap=True)
notes = Console(stderr=True, highlight=False, soft_wrap=True)


def say(sentence: str) -> None:
    """One line for a person, on standard error."""
    notes.print(sentence, markup=False)


def data(record: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """One JSON value on one line, for machines (`--json`)."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows for a person; plain lines with tabs when the output goes into a pipe."""
    if not results.is_terminal:
        for row in rows:
            sys.stdout.write("\t".join(map(str, row)) + "\n")
        return
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        drawn.add_column(heading, overflow="fold")
    for row in rows:
        drawn.add_row(*map(str, row))
    results.print(drawn)
