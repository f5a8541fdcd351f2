# SPDX-License-Identifier: Apache-2.0
"""What a client asks for: the parameters of a URL (TAXII 2.1 sections 3.4 and 3.5).

Timestamps with 0 to 9 digits of fraction and any offset are read; a limit above the hub's is
cut to it; anything that cannot be meant is refused, never ignored, since an ignored filter
would hand over what nobody asked for.
"""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mohona.cti.model import times
from mohona.hub.exchange.taxii import cursor, refusals
from mohona.hub.intel.plans import Filters

PAGE, LARGEST_PAGE = 1_000, 10_000
# An offset's plus sign, which a query string turns into a space.
_LOST_PLUS = re.compile(r" (\d\d:\d\d)$")
_WORDS = frozenset({"first", "last", "all"})
MOST_CHOICES = 1_000


@dataclass(frozen=True, slots=True)
class Ask:
    """One page: the records after a position, at most `limit`, that pass the filters.

    kept: the client's filters as `next` carries them. nothing: the client asks for a version
    of STIX that the hub does not speak.
    """

    after: int
    limit: int
    filters: Filters
    kept: Filters
    nothing: bool = False


def read(query: QueryDict, collection: UUID, *, allowed: frozenset[str], stix_id: str = "") -> Ask:
    """The page that a query string asks for.

    allowed: the match filters of the endpoint. stix_id: the object in the path. Raises
    RefusalError for what cannot be meant.
    """
    filters, nothing = _filters(query, allowed)
    after = _added_after(query.get("added_after", ""))
    text = query.get("next", "")
    if text:
        try:
            place = cursor.read(collection, text)
        except cursor.CursorError as error:
            raise refusals.wrong_next() from error
        after = max(after, place.position)
        if filters.empty:
            if place.filters is None:
                raise refusals.wrong_next()
            filters = place.filters
    kept = filters
    if stix_id:
        filters = replace(filters, ids=(stix_id,))
    return Ask(after, _limit(query.get("limit", "")), filters, kept, nothing)


def versions(query: QueryDict) -> list[int | None]:
    """The versions that a DELETE means: None for all of them."""
    filters, nothing = _filters(query, frozenset({"version", "spec_version"}))
    if nothing:
        return []
    if set(filters.versions) & {"first", "last"}:
        raise refusals.wrong_parameter(
            "match[version]", _("“all” or timestamps"), ",".join(filters.versions)
        )
    return list(filters.times) or [None]


def _added_after(text: str) -> int:
    """Microseconds since the epoch; 0 when nothing is said or it lies before the epoch."""
    if not text:
        return 0
    return max(0, _time("added_after", text))


def _time(name: str, text: str) -> int:
    try:
        return times.parse_time(_LOST_PLUS.sub(r"+\1", text.strip().upper()))
    except ValueError as error:
        raise refusals.wrong_parameter(
            name, _("a timestamp such as 2026-01-02T03:04:05.678Z"), text
        ) from error


def _limit(text: str) -> int:
    if not text:
        return PAGE
    if not text.isascii() or not text.isdigit() or not text.strip("0"):
        raise refusals.wrong_parameter("limit", _("a whole number of at least 1"), text)
    return min(int(text[:20]), LARGEST_PAGE)


def _filters(query: QueryDict, allowed: frozenset[str]) -> tuple[Filters, bool]:
    chosen: dict[str, tuple[str, ...]] = {}
    for name in query:
        if name.startswith("match[") and name.endswith("]"):
            field = name[6:-1]
            if field not in allowed:
                raise refusals.wrong_parameter(
                    name,
                    _("one of the filters of this address (%(filters)s)")
                    % {"filters": ", ".join(f"match[{one}]" for one in sorted(allowed))},
                    query.get(name, ""),
                )
            chosen[field] = _choices(name, ",".join(query.getlist(name)))
    wanted = chosen.get("version", ())
    filters = Filters(
        ids=chosen.get("id", ()),
        types=chosen.get("type", ()),
        versions=tuple(word for word in wanted if word in _WORDS),
        times=tuple(_time("match[version]", word) for word in wanted if word not in _WORDS),
    )
    if filters.versions == ("last",) and not filters.times:
        filters = replace(filters, versions=())  # what holds without a filter
    specs = chosen.get("spec_version", ())
    return filters, bool(specs) and "2.1" not in specs


def _choices(name: str, text: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not parts or len(parts) > MOST_CHOICES or "\x00" in text:
        raise refusals.wrong_parameter(
            name, _("1 to %(most)s values between commas") % {"most": MOST_CHOICES}, text
        )
    return parts
