# SPDX-License-Identifier: Apache-2.0
"""Numbers, dates, spans of time and sizes in the reader's language. Pure but for the time zone.

Bangla gets Bangla digits and lakh/crore grouping: 12345678 is ১,২৩,৪৫,৬৭৮.
Identifiers and hashes are never passed through here: they stay Latin.
"""

from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from django.utils import timezone

_BANGLA_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
_SPELLINGS = (("ঘন্টা", "ঘণ্টা"), ("ারী", "ারি"))  # hours; January and February
_UNITS = {
    "en": ("bytes", "kB", "MB", "GB", "TB"),
    "bn": ("বাইট", "কিলোবাইট", "মেগাবাইট", "গিগাবাইট", "টেরাবাইট"),
}

Moment = datetime | int | str


def digits(text: object, language: str) -> str:
    """The text with its digits in the language's own; nothing else changes."""
    return str(text).translate(_BANGLA_DIGITS) if language == "bn" else str(text)


def number(value: float, language: str) -> str:
    """A number grouped as the language groups it, at most two decimals."""
    pattern = "#,##,##0.##" if language == "bn" else "#,##0.##"
    return digits(format_decimal(value, format=pattern, locale="en"), language)


def to_datetime(value: Moment) -> datetime:
    """A moment in the current time zone.

    Takes an aware datetime, an ISO 8601 string (as in STIX) or a position (microseconds
    since the epoch, UTC). Raises ValueError for a string that is no time.
    """
    if isinstance(value, int):
        value = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value)
    elif isinstance(value, str):
        value = datetime.fromisoformat(value)
    if timezone.is_naive(value):
        value = value.replace(tzinfo=UTC)
    return timezone.localtime(value)


def moment(value: Moment, language: str) -> str:
    """Day and minute: "23 November 2026, 14:07", "২৩ নভেম্বর ২০২৬, ১৪:০৭"."""
    words = format_datetime(to_datetime(value), "d MMMM y, HH:mm", locale=_locale(language))
    return _spelled(words, language)


def day(value: date | Moment, language: str) -> str:
    """Only the day: "23 November 2026"."""
    if not isinstance(value, date) or isinstance(value, datetime):
        value = to_datetime(value).date()
    return _spelled(format_date(value, "d MMMM y", locale=_locale(language)), language)


def ago(value: Moment, language: str, now: datetime | None = None) -> str:
    """How long ago, or in how long: "3 hours ago", "in 40 minutes"."""
    delta = to_datetime(value) - (now or timezone.now())
    words = format_timedelta(delta, add_direction=True, locale=_locale(language))
    return _spelled(words, language)


def size(count: int, language: str) -> str:
    """A number of bytes in decimal units: 1500 is "1.5 kB"."""
    units = _UNITS["bn" if language == "bn" else "en"]
    amount, step = float(count), 0
    while abs(amount) >= 999.95 and step < len(units) - 1:
        amount, step = amount / 1000, step + 1
    return f"{number(round(amount, 1), language)} {units[step]}"


def _spelled(words: str, language: str) -> str:
    """Bangla digits, and the spelling of the Bangla Academy where CLDR has the older one."""
    for older, newer in _SPELLINGS:
        words = words.replace(older, newer)
    return digits(words, language)


def _locale(language: str) -> str:
    return "bn" if language == "bn" else "en_GB"
