# SPDX-License-Identifier: Apache-2.0
"""Times as STIX writes them (RFC 3339, STIX 2.1 section 2.16) and as whole microseconds.

A time is a number of microseconds since the epoch; digits beyond the sixth are cut off for
comparison only, the text that came is what is stored and sent on.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:([0-9]{2})(?:\.[0-9]{1,9})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=8192)
def parse_time(text: str) -> int:
    """Microseconds since the epoch of an RFC 3339 time with 0 to 9 digits of fraction.

    Raises ValueError for anything else, for a day that no calendar has, and for a year that four
    digits cannot write. A leap second counts as the first second of the next minute.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"expected a time such as 2026-01-02T03:04:05Z, but {text[:40]!r} came")
    extra = 0
    if match[1] == "60":
        text = f"{text[:17]}59{text[19:]}"
        extra = 1_000_000
    moment = datetime.fromisoformat(text)
    try:
        return (moment - _EPOCH) // _MICROSECOND + extra
    except OverflowError as error:
        raise ValueError(f"the time {text} lies outside the calendar") from error


def is_time(value: object) -> bool:
    """Whether a value is a text that `parse_time` accepts."""
    if type(value) is not str:
        return False
    try:
        parse_time(value)
    except ValueError:
        return False
    return True


def format_time(us: int) -> str:
    """Write microseconds since the epoch as 2026-01-02T03:04:05.000006Z.

    Raises OverflowError outside the years 1 to 9999.
    """
    moment = _EPOCH + timedelta(microseconds=us)
    return f"{moment.isoformat(timespec='microseconds')[:-6]}Z"


def version_of(obj: dict[str, Any]) -> int | None:
    """The version of an object: its `modified`, else its `created`, in microseconds, else None."""
    text = obj.get("modified") or obj.get("created")
    if type(text) is not str:
        return None
    try:
        return parse_time(text)
    except ValueError:
        return None
