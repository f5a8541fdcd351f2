# SPDX-License-Identifier: Apache-2.0
"""When sources hand things in: by day more than by night, little on Friday and Saturday.

Times are UTC; the country's office hours (09–18 at UTC+6) are 03–12 here. Feeds come every six
hours whatever the day.
"""

import random
from datetime import datetime, timedelta

DAYS = 14
_HOURS = (
    1, 1, 3, 8, 11, 12, 11, 9, 9, 11, 10, 8, 6, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1,
)  # fmt: skip
_WEEKDAYS = (10, 10, 10, 9, 3, 3, 10)


def begin(now: datetime) -> datetime:
    """The first moment of the demo's past."""
    return now - timedelta(days=DAYS)


def _weight(moment: datetime) -> int:
    return _HOURS[moment.hour] * _WEEKDAYS[moment.weekday()]


def moments(rng: random.Random, now: datetime, per_day: float) -> list[datetime]:
    """About `per_day` × 14 moments in the rhythm of people, sorted, none in the future."""
    hours = [begin(now) + timedelta(hours=h) for h in range(2, DAYS * 24 - 1)]
    chosen = rng.choices(hours, [_weight(h) for h in hours], k=max(1, round(per_day * DAYS)))
    return sorted(h + timedelta(seconds=rng.randrange(3300)) for h in chosen)


def regular(rng: random.Random, now: datetime, hours: int) -> list[datetime]:
    """Every `hours` hours from the second hour on, some seconds late."""
    count = DAYS * 24 // hours
    return [
        begin(now) + timedelta(hours=hours * n + 1, seconds=rng.randrange(20, 400))
        for n in range(count)
    ]


def day(now: datetime, number: float) -> datetime:
    """The moment `number` days after the beginning."""
    return begin(now) + timedelta(days=number)
