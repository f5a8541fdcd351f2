# SPDX-License-Identifier: Apache-2.0
"""Numbers, moments and sizes read as a person of the language writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mohona.hub.ui import formats

NOON = datetime(2026, 11, 23, 8, 7, 30, tzinfo=UTC)
BANGLA_DIGITS = "০১২৩৪৫৬৭৮৯"


@pytest.mark.parametrize(
    ("value", "english", "bangla"),
    [
        (0, "0", "০"),
        (999, "999", "৯৯৯"),
        (1000, "1,000", "১,০০০"),
        (99999, "99,999", "৯৯,৯৯৯"),
        (12345678, "12,345,678", "১,২৩,৪৫,৬৭৮"),
        (-1234567, "-1,234,567", "-১২,৩৪,৫৬৭"),
        (1.5, "1.5", "১.৫"),
    ],
)
def test_numbers_are_grouped_as_each_language_groups_them(
    value: float, english: str, bangla: str
) -> None:
    assert formats.number(value, "en") == english
    assert formats.number(value, "bn") == bangla


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_bangla_number_is_the_same_number(value: int) -> None:
    shown = formats.number(value, "bn")
    assert not any(char in "0123456789" for char in shown)
    assert int(shown.replace(",", "")) == value


def test_moments_in_both_languages_and_in_the_current_time_zone() -> None:
    with timezone.override("Asia/Dhaka"):
        assert formats.moment(NOON, "en") == "23 November 2026, 14:07"
        assert formats.moment(NOON, "bn") == "২৩ নভেম্বর ২০২৬, ১৪:০৭"


def test_a_moment_may_be_a_position_or_a_stix_time() -> None:
    position = int(NOON.timestamp()) * 1_000_000
    with timezone.override("UTC"):
        assert formats.moment(position, "en") == "23 November 2026, 08:07"
        assert formats.moment("2026-11-23T08:07:30.123Z", "en") == "23 November 2026, 08:07"
        assert formats.to_datetime(position + 1).microsecond == 1


def test_text_that_is_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        formats.to_datetime("yesterday")


def test_days() -> None:
    assert formats.day(date(2027, 2, 1), "en") == "1 February 2027"
    assert formats.day(date(2027, 2, 1), "bn") == "১ ফেব্রুয়ারি ২০২৭"
    with timezone.override("Asia/Dhaka"):
        assert formats.day(datetime(2026, 11, 23, 20, tzinfo=UTC), "en") == "24 November 2026"


def test_how_long_ago() -> None:
    assert formats.ago(NOON - timedelta(hours=3), "en", NOON) == "3 hours ago"
    assert formats.ago(NOON + timedelta(minutes=40), "en", NOON) == "in 40 minutes"
    assert formats.ago(NOON - timedelta(hours=3), "bn", NOON) == "৩ ঘণ্টা আগে"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (999_960, "1 MB"), (10**14, "100 TB")],
)
def test_sizes(count: int, shown: str) -> None:
    assert formats.size(count, "en") == shown


def test_sizes_in_bangla() -> None:
    assert formats.size(1_234_567, "bn") == "১.২ মেগাবাইট"
