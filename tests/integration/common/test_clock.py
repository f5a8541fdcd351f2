# SPDX-License-Identifier: Apache-2.0
"""Positions: always forward, each commit on a new millisecond, whatever the wall clock does."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from mohona.hub.common import clock

_moment = st.integers(1_700_000_000_000_000, 1_900_000_000_000_000)


@given(
    st.lists(
        st.tuples(_moment, st.sampled_from([0, 1, 2, 7, 499, 501, 20_000])), min_size=1, max_size=20
    )
)
def test_positions_run_forward_though_the_wall_clock_jumps(
    commits: list[tuple[int, int]],
) -> None:
    last = 0
    for now, count in commits:
        planned = clock.plan(last, now, count)
        assert planned.first > last
        assert planned.first > now - clock.MILLISECOND
        assert planned.first % clock.MILLISECOND == 0
        given_out = [planned[n] for n in range(count)]
        assert given_out == sorted(set(given_out))
        if count:
            assert given_out[0] // clock.MILLISECOND > last // clock.MILLISECOND
            assert given_out[-1] == planned.last
            last = planned.last


@given(_moment, st.integers(0, 5_000))
def test_a_commit_never_runs_far_ahead_of_the_wall_clock(now: int, count: int) -> None:
    planned = clock.plan(now - 60_000_000, now, count)
    assert planned.first + count * planned.step <= now + clock.LEAD + clock.MILLISECOND + count


@given(_moment, st.integers(1, 400))
def test_a_small_commit_gives_each_record_its_own_millisecond(now: int, count: int) -> None:
    planned = clock.plan(0, now, count)
    assert len({planned[n] // clock.MILLISECOND for n in range(count)}) == count


def test_beyond_what_was_planned_is_nothing() -> None:
    planned = clock.plan(0, 1_700_000_000_000_000, 2)
    for index in (-1, 2):
        with pytest.raises(IndexError):
            planned[index]


@pytest.mark.django_db
def test_allocation_goes_on_from_the_last_and_nothing_takes_nothing() -> None:
    first = clock.allocate(3)
    assert clock.last() == first.last
    clock.allocate(0)
    assert clock.last() == first.last
    assert clock.allocate(1).first > first.last


@pytest.mark.django_db(transaction=True)
def test_the_clock_is_taken_inside_a_transaction_only() -> None:
    with pytest.raises(transaction.TransactionManagementError, match=r"transaction\.atomic"):
        clock.lock()
    with transaction.atomic():
        before = clock.lock()
        clock.advance_epoch()
        assert clock.lock().epoch != before.epoch
        transaction.set_rollback(True)
    with transaction.atomic():
        assert clock.lock().epoch == before.epoch
