# SPDX-License-Identifier: Apache-2.0
"""The figures of the first page: what flowed, as far as the viewer may know, and what waits.

The rule of what may be counted, decided narrowly:

1. Counted are only records of classes that are granted to the viewer's organisation now (seen
   "as" another organisation: granted to both). Nothing else enters any figure.
2. Where such a record came from is told: whoever may read it reads its source as well.
3. To whom a record went by name is told only to the organisation it came from, and to the
   steward of the hub's operator. Everybody else learns about the own organisation alone.
4. A class with bounds (ends of a relationship, newer versions) tells its recipients only if
   every bound is granted to the viewer too: who gets it depends on the bounds, so the list of
   recipients would speak of something the viewer may not see.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Min
from django.utils import timezone

from mohona.hub.accounts import queries as accounts
from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.intel import queries as intel
from mohona.hub.intel.models import Submission
from mohona.hub.sharing import queries as sharing
from mohona.hub.sharing.queries import Sight

DAYS = 7
KEY_WARNING_DAYS = 30

Amounts = dict[str, int]


@dataclass(slots=True)
class Flows:
    """Records of the last days by organisation and TLP level.

    came: by source, everything the viewer may have. went: by recipient, what the viewer may
    know of. released: how many of the records that came are also with somebody else than
    their source, counted once each.
    """

    came: dict[UUID, Amounts] = field(default_factory=dict)
    went: dict[UUID, Amounts] = field(default_factory=dict)
    released: int = 0

    @property
    def total(self) -> int:
        """All records that came."""
        return sum(sum(amounts.values()) for amounts in self.came.values())


_FLOWS = """
    WITH mine AS MATERIALIZED ({granted}),
    came AS MATERIALIZED (
      SELECT h.id, h.source_id, h.tlp, h.bounds, sum(a.count)::bigint AS records
      FROM intel_arrival a
      JOIN mine ON mine.handling_class_id = a.class_id
      JOIN sharing_handlingclass h ON h.id = a.class_id
      WHERE a.day >= %s GROUP BY h.id)
    SELECT 'came', source_id, tlp, sum(records) FROM came GROUP BY source_id, tlp
    UNION ALL
    SELECT 'went', g.recipient_id, c.tlp, sum(c.records)
    FROM came c
    JOIN sharing_grant g ON g.handling_class_id = c.id AND g.active
    JOIN accounts_organisation o ON o.id = g.recipient_id AND o.active
    WHERE g.recipient_id <> c.source_id
      AND (g.recipient_id = %s
           OR (%s OR c.source_id = %s)
              AND c.bounds <@ ARRAY(SELECT handling_class_id FROM mine))
    GROUP BY g.recipient_id, c.tlp
    UNION ALL
    SELECT 'released', NULL, '', coalesce(sum(c.records), 0) FROM came c
    WHERE (%s OR c.source_id = %s)
      AND c.bounds <@ ARRAY(SELECT handling_class_id FROM mine)
      AND EXISTS (
        SELECT 1 FROM sharing_grant g
        JOIN accounts_organisation o ON o.id = g.recipient_id AND o.active
        WHERE g.handling_class_id = c.id AND g.active AND g.recipient_id <> c.source_id)
"""


def first_day() -> date:
    """The first of the days that are shown, in the hub's time zone."""
    return timezone.localdate() - timedelta(days=DAYS - 1)


def flows(sight: Sight, *, sees_all: bool) -> Flows:
    """What flowed in the last days. sees_all: the viewer is a steward of the hub's operator."""
    granted, parameters = sharing.granted(sight)
    own = sight.recipient
    with connection.cursor() as cursor:
        cursor.execute(
            _FLOWS.format(granted=granted),
            [*parameters, first_day(), own, sees_all, own, sees_all, own],
        )
        rows = cursor.fetchall()
    found: dict[str, dict[UUID, Amounts]] = defaultdict(lambda: defaultdict(dict))
    released = 0
    for side, organisation, level, count in rows:
        if side == "released":
            released = int(count)
        elif organisation is not None:
            found[side][organisation][level] = int(count)
    return Flows(dict(found["came"]), dict(found["went"]), released)


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of organisations in the reader's language."""
    return {one.id: str(one) for one in Organisation.objects.filter(id__in=set(ids))}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Things of one kind that wait for a person: how many, since when (or until when)."""

    kind: str
    count: int
    at: datetime | None
    name: str = ""


def waiting(person: Person) -> list[Waiting]:
    """What waits for the person: in three queries at most, the most urgent first."""
    found: list[Waiting] = []
    if person.may("accounts:key:manage"):
        found += _keys(person)
    if person.may("intel:quarantine:mend"):
        found += _counted("quarantine", intel.quarantine_for(person).filter(resolved_at=None), Min)
        found += _counted("conflicts", _recent(intel.conflicts_for(person)), Max)
    if person.may("intel:object:submit"):
        refused = intel.submissions_for(person).filter(state=Submission.State.REFUSED)
        found += _counted("refused", _recent(refused), Max)
    return found


def _recent(rows: Any) -> Any:
    return rows.filter(at__gte=timezone.now() - timedelta(days=DAYS))


def _counted(kind: str, rows: Any, when: type[Min] | type[Max]) -> list[Waiting]:
    figures = rows.order_by().aggregate(count=Count("pk"), at=when("at"))
    return [Waiting(kind, figures["count"], figures["at"])] if figures["count"] else []


def _keys(person: Person) -> Sequence[Waiting]:
    now = timezone.now()
    soon = (
        accounts.keys_for(person)
        .filter(organisation_id=person.organisation_id, revoked_at=None)
        .filter(expires_at__gt=now, expires_at__lte=now + timedelta(days=KEY_WARNING_DAYS))
        .order_by("expires_at")[:5]
    )
    return [Waiting("key", 1, key.expires_at, str(key)) for key in soon]


@dataclass(frozen=True, slots=True)
class Beginning:
    """How far a new hub is; decides what its first page says to do."""

    partners: bool
    keys: bool
    records: bool


def beginning() -> Beginning:
    """Whether the hub has partners beside its operator, keys, and records beside its own
    identity, which it gave itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM accounts_organisation WHERE NOT is_operator),"
            " EXISTS (SELECT 1 FROM accounts_key WHERE revoked_at IS NULL),"
            " EXISTS (SELECT 1 FROM intel_submission WHERE door <> 'hub' AND stored > 0)"
        )
        return Beginning(*cursor.fetchone())
