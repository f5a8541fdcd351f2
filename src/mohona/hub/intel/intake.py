# SPDX-License-Identifier: Apache-2.0
"""The intake as a whole: bytes of a named source become stored versions (design: store).

1. receive · 2. decode · 3. check · 4. recognise repeats · 5. extract values · 6. class ·
7. take the clock · 8. insert · 9. notify. Steps 2, 3, 5 run in `prepare`, beside the writing
of the chunk before; 4 and 6 to 8 in `commit`, one short transaction a chunk.
"""

import contextlib
import gc
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

from mohona.cti.formats import stix21
from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import commit, waves
from mohona.hub.intel.commit import Outcome
from mohona.hub.intel.models import Marking
from mohona.hub.intel.prepare import Prepared, Preparer, Terms

# How many prepared chunks may wait for the database; bounds memory.
AHEAD = 2
# An intake makes millions of small objects and hardly a cycle: the collector, run as often as
# usual, takes a sixth of the time and finds nothing.
_RARELY, _USUAL = (100_000, 50, 50), gc.get_threshold()


@dataclass(slots=True)
class Progress:
    """How far an intake has come: what a progress bar shows."""

    total: int
    done: int = 0
    stored: int = 0
    unchanged: int = 0
    conflicts: int = 0
    quarantined: int = 0
    outcomes: list[Outcome] = field(default_factory=list)

    def add(self, outcomes: list[Outcome]) -> None:
        self.done += len(outcomes)
        for outcome in outcomes:
            match outcome.outcome:
                case commit.STORED:
                    self.stored += 1
                case commit.UNCHANGED:
                    self.unchanged += 1
                case commit.CONFLICT:
                    self.conflicts += 1
                case _:
                    self.quarantined += 1


Watcher = Callable[[Progress, list[Outcome]], None]


def run(
    stream: IO[bytes],
    outline: stix21.Outline,
    *,
    source: Organisation,
    submission: int,
    watch: Watcher | None = None,
    keep_outcomes: bool = False,
) -> Progress:
    """Take in a document that was scanned before; each chunk is committed by itself.

    Killed in the middle, it has stored whole chunks; run again, it stores the rest and finds
    the first ones unchanged.
    """
    progress = Progress(outline.objects)
    preparer = Preparer(_terms(source, outline))
    with _collecting_rarely():
        for batch in _ahead(waves.prepared(stream, outline, preparer)):
            outcomes = commit.chunk(
                batch, source=source.id, submission=submission, preparer=preparer
            )
            progress.add(outcomes)
            if keep_outcomes:
                progress.outcomes += outcomes
            if watch is not None:
                watch(progress, outcomes)
    progress.outcomes.sort(key=lambda outcome: outcome.index)
    return progress


@contextlib.contextmanager
def _collecting_rarely() -> Iterator[None]:
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)


def _terms(source: Organisation, outline: stix21.Outline) -> Terms:
    """The source's terms; what a marking meant when it was first given, it means for ever."""
    known = dict(Marking.objects.filter(source=source).values_list("stix_id", "definition"))
    return Terms(str(source.id), source.default_tlp, {**outline.markings, **known})


def _ahead(batches: Iterator[list[Prepared]]) -> Iterator[list[Prepared]]:
    """Run `batches` in a thread of its own, at most AHEAD chunks before the one that is used."""
    ready: queue.Queue[list[Prepared] | BaseException | None] = queue.Queue(AHEAD)
    stopped = threading.Event()

    def put(item: list[Prepared] | BaseException | None) -> bool:
        while not stopped.is_set():
            try:
                ready.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def produce() -> None:
        try:
            for batch in batches:
                if not put(batch):
                    return
            put(None)
        except BaseException as error:  # handed to the consumer, which raises it
            put(error)

    thread = threading.Thread(target=produce, name="intake", daemon=True)
    thread.start()
    try:
        while True:
            item = ready.get()
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stopped.set()
        thread.join()
