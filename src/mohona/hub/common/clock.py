# SPDX-License-Identifier: Apache-2.0
"""Positions in commit order: allocation under one row lock (design: store, "The clock").

Whoever allocates holds the row until its transaction ends, so positions become visible in
order and a reader never sees a gap filled later.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

MILLISECOND = 1_000
# A small commit gives each record a millisecond of its own, for clients that cut times to
# milliseconds; never further ahead of the wall clock than this (µs). See docs/adr/0003.
LEAD = 500_000


_past: ContextVar[datetime | None] = ContextVar("past", default=None)


@contextmanager
def in_the_past(at: datetime) -> Iterator[None]:
    """Let what is written inside bear an earlier time: only for loading a demo world's history.

    Order never suffers: positions still go on from the last one given out.
    """
    if at > datetime.now(UTC):
        raise ValueError(f"Expected a time that has passed, but {at} is still to come.")
    token = _past.set(at)
    try:
        yield
    finally:
        _past.reset(token)


def wall() -> datetime:
    """The time of day that records are written under (UTC)."""
    return _past.get() or datetime.now(UTC)


_LOCK = """
    SELECT last, epoch, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
    FROM common_clock WHERE id = 1 FOR UPDATE
"""


@dataclass(frozen=True, slots=True)
class Tick:
    """What the clock row said when it was locked."""

    last: int
    epoch: int
    now: int


@dataclass(frozen=True, slots=True)
class Positions:
    """`count` positions from `first`, `step` µs apart."""

    first: int
    step: int
    count: int

    @property
    def last(self) -> int:
        return self.first + (self.count - 1) * self.step

    def __getitem__(self, index: int) -> int:
        if not 0 <= index < self.count:
            raise IndexError(index)
        return self.first + index * self.step


def plan(last: int, now: int, count: int) -> Positions:
    """The next `count` positions after `last` at wall time `now` (both µs); pure.

    Each commit starts on a new full millisecond. A clock set back does not matter: positions
    go on from `last`.
    """
    first = max(now // MILLISECOND + 1, last // MILLISECOND + 1) * MILLISECOND
    step = MILLISECOND if first + count * MILLISECOND <= now + LEAD else 1
    return Positions(first, step, count)


def lock() -> Tick:
    """Take the clock row until the transaction ends. Only inside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The clock is only taken inside a transaction; wrap the write in transaction.atomic()."
        )
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(
                "INSERT INTO common_clock (id, last, epoch) VALUES (1, 0, 0) ON CONFLICT DO NOTHING"
            )
            cursor.execute(_LOCK)
            row = cursor.fetchone()
    last, epoch, now = row
    past = _past.get()
    return Tick(last, epoch, now if past is None else int(past.timestamp() * 1_000_000))


def allocate(count: int) -> Positions:
    """Positions for `count` records, visible with the commit of the running transaction."""
    tick = lock()
    positions = plan(tick.last, tick.now, count)
    if count:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE common_clock SET last = %s WHERE id = 1", [positions.last])
    return positions


def advance_epoch() -> None:
    """Say that something decisions depend on has changed.

    An epoch is a random name, not a count: after a roll-back the same count would come again
    and name another state of the world.
    """
    lock()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE common_clock SET epoch = %s WHERE id = 1", [secrets.randbits(62)])


def last() -> int:
    """The last position given out, without locking."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last FROM common_clock WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
