# SPDX-License-Identifier: Apache-2.0
"""Takes in intelligence from files, in the name of the organisation that gave them.

Nothing is dropped in silence: what cannot be stored is kept in quarantine with its reason. Taking
in the same file again changes nothing, and after an interruption completes the rest.
"""

import argparse
import contextlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from mohona.cli import choices, output
from mohona.hub.accounts.models import Organisation
from mohona.hub.common.errors import SentenceError
from mohona.hub.config import options
from mohona.hub.intel import actions, problems
from mohona.hub.intel.models import Submission

EXAMPLE = "  mohona import bundle.json --source 'National CIRT'"
COUNTS = ("received", "stored", "unchanged", "conflicts", "quarantined")
REASONS_SHOWN = 20


class _Tally:
    """What came of all files together."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTS, 0))
        self.seconds = 0.0
        self.reasons: Counter[str] = Counter()
        self.refused: list[str] = []

    def add(self, file: Path, submission: Submission) -> None:
        for name in COUNTS:
            self.counts[name] += getattr(submission, name)
        self.seconds += submission.seconds
        if submission.state == Submission.State.REFUSED:
            self.refused.append(f"{file}: {problems.sentence(submission.problem)}")

    def as_data(self) -> dict[str, Any]:
        return {**self.counts, "seconds": round(self.seconds, 3)}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files, whose they are, and how to answer."""
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="STIX 2.1 or 2.0 JSON")
    parser.add_argument(
        "--source", required=True, metavar="NAME", help="the organisation that gave it"
    )
    choices.json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Takes in each file; 1 when one of them could not be read at all."""
    source = choices.organisation(arguments.source)
    for file in arguments.files:
        _check(file, options.read().max_import)
    tally = _Tally()
    for file in arguments.files:
        tally.add(file, _take_in(file, source, tally, quiet=arguments.json))
    if arguments.json:
        output.data(tally.as_data())
    else:
        _tell(tally)
    for sentence in tally.refused:
        output.say(f"mohona: {sentence}")
    return 1 if tally.refused else 0


def _check(file: Path, largest: int) -> None:
    if not file.is_file():
        raise SentenceError(f"There is no file {file}; nothing was taken in.")
    if file.stat().st_size > largest:
        raise SentenceError(
            f"{file} has {file.stat().st_size} bytes and {largest} are allowed; split it or "
            "raise MOHONA_MAX_IMPORT."
        )


def _take_in(file: Path, source: Organisation, tally: _Tally, *, quiet: bool) -> Submission:
    with _bar(quiet) as (bar, task), file.open("rb") as stream:
        bar.update(task, description=f"reading {file.name}", total=None)

        def watch(progress: Any, outcomes: list[Any]) -> None:
            rate = progress.done / max(bar.tasks[0].elapsed or 0.0, 0.001)
            bar.update(
                task,
                description=file.name,
                total=progress.total,
                completed=progress.done,
                rate=f"{rate:,.0f} objects/s",
            )
            tally.reasons.update(problems.sentence(one.problem) for one in outcomes if one.problem)

        try:
            return actions.take_in(
                stream, source=source, door="command", by=None, name=file.name, watch=watch
            )
        except OSError as error:
            raise SentenceError(f"{file} cannot be read: {error.strerror}.") from None


@contextlib.contextmanager
def _bar(quiet: bool) -> Iterator[tuple[Progress, TaskID]]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    hidden = quiet or not output.notes.is_terminal
    with Progress(*columns, console=output.notes, disable=hidden) as bar:
        yield bar, bar.add_task("", total=None, rate="")


def _tell(tally: _Tally) -> None:
    counts = tally.counts
    rate = counts["received"] / max(tally.seconds, 0.001)
    output.say(
        f"{counts['received']:,} objects received: {counts['stored']:,} stored, "
        f"{counts['unchanged']:,} known already, {counts['conflicts']:,} in conflict, "
        f"{counts['quarantined']:,} in quarantine ({tally.seconds:.1f} s, {rate:,.0f}/s)."
    )
    for sentence, count in tally.reasons.most_common(REASONS_SHOWN):
        output.say(f"  {count:,} × {sentence}")
    if len(tally.reasons) > REASONS_SHOWN:
        output.say(f"  and {len(tally.reasons) - REASONS_SHOWN:,} other reasons; see Quarantine.")
