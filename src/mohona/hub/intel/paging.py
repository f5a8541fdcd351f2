# SPDX-License-Identifier: Apache-2.0
"""Pages of small tables by their own number, newest first, with `?before=` and `?after=`."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows newest first; newer and older: numbers to go on from, None where nothing follows."""

    rows: list[Any]
    newer: int | None
    older: int | None


def stretch(rows: QuerySet[Any], query: QueryDict, *, size: int) -> Stretch:
    """The page that the URL asks for; what is no number asks for the first."""
    before, after = number(query, "before"), number(query, "after")
    if after is not None:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        more = len(found) > size
        found = found[:size][::-1]
        return Stretch(found, found[0].pk if more else None, found[-1].pk if found else None)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    newer = found[0].pk if found and before is not None else None
    return Stretch(found, newer, found[-1].pk if more else None)


def number(query: QueryDict, name: str) -> int | None:
    """A position out of the URL; None for anything that is none."""
    given = query.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else None
