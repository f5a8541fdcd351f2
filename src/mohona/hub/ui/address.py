# SPDX-License-Identifier: Apache-2.0
"""Query strings of list pages: filters and position live in the URL and nowhere else."""

from django.http import QueryDict

BEFORE, AFTER = "before", "after"
POSITION = (BEFORE, AFTER)


def without(query: QueryDict, *names: str, value: str | None = None) -> str:
    """The query string without these names, or without only one value of a name.

    The position goes as well: a changed filter starts at the newest again. Always begins
    with "?", so that it also links to the list without any filter.
    """
    left = query.copy()
    for name in names:
        if value is None:
            left.pop(name, None)
        else:
            left.setlist(name, [kept for kept in left.getlist(name) if kept != value])
    for name in POSITION:
        left.pop(name, None)
    return "?" + left.urlencode()


def replacing(query: QueryDict, **values: object) -> str:
    """The query string with these values in place of theirs, the position gone unless given."""
    left = query.copy()
    for name in POSITION:
        left.pop(name, None)
    for name, value in values.items():
        if value is None or value == "":
            left.pop(name, None)
        else:
            left[name] = str(value)
    return "?" + left.urlencode()
