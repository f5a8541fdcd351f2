# SPDX-License-Identifier: Apache-2.0
"""Reads of release: who may have what, and the pieces of SQL that guard every read of records.

Whoever reads records puts `granted()` into its query, so that the decision and the records
come from one snapshot of the database.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from mohona.hub.common import quick
from mohona.hub.sharing.models import Collection, Grant


@dataclass(frozen=True, slots=True)
class Sight:
    """Through whose eyes records are read.

    recipient: the organisation. viewer: set when somebody looks "as" the recipient; then only
    what both may have is shown. choice: the collection's choice of classes. given: only what
    the recipient itself gave.
    """

    recipient: UUID
    viewer: UUID | None = None
    choice: Mapping[str, Sequence[str]] = field(default_factory=dict)
    given: bool = False

    @classmethod
    def through(cls, collection: Collection) -> "Sight":
        return cls(collection.owner_id, choice=collection.choice, given=collection.given)

    @property
    def eyes(self) -> frozenset[str]:
        """Ids of all that look: what only a giver may read whole, all of them must have given."""
        return frozenset(str(one) for one in (self.recipient, self.viewer) if one is not None)


_CHOICES = {
    "tlp": "h.tlp = ANY(%s)",
    "kinds": "h.kind = ANY(%s)",
    "sectors": "h.sectors && %s::varchar[]",
    "sources": "h.source_id = ANY(%s::uuid[])",
}


def granted(sight: Sight, extra: str = "") -> tuple[str, list[Any]]:
    """SQL (and its parameters) of a query for the ids of the classes that `sight` may have.

    extra: a further condition on the grant `g` or the class `h`, trusted text.
    """
    joins, conditions = "", ["g.recipient_id = %s", "g.active"]
    parameters: list[Any] = [sight.recipient]
    choice = {name: list(values) for name, values in sight.choice.items() if values}
    if choice or sight.given or "h." in extra:
        joins += " JOIN sharing_handlingclass h ON h.id = g.handling_class_id"
    for name, values in choice.items():
        conditions.append(_CHOICES[name])
        parameters.append(values)
    if sight.given:
        conditions.append("h.handling->'givers' ? %s")
        parameters.append(str(sight.recipient))
    if sight.viewer is not None and sight.viewer != sight.recipient:
        conditions.append(
            "EXISTS (SELECT 1 FROM sharing_grant w WHERE w.recipient_id = %s AND w.active"
            " AND w.handling_class_id = g.handling_class_id)"
        )
        parameters.append(sight.viewer)
    if extra:
        conditions.append(extra)
    query = (
        f"SELECT g.handling_class_id FROM sharing_grant g{joins} WHERE {' AND '.join(conditions)}"
    )
    return query, parameters


@dataclass(frozen=True, slots=True)
class ReaderState:
    """What a page of records must know of its reader before it is planned.

    last: the last position given out anywhere, from the same moment; whatever comes later
    stands behind it.
    """

    has_read: bool
    has_late: bool
    last: int


def reader_state(sight: Sight) -> ReaderState:
    """The reader's state now; only the plan of a query depends on it, never what it shows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.first_read_at IS NOT NULL, r.has_late,"
            " coalesce((SELECT last FROM common_clock WHERE id = 1), 0)"
            " FROM sharing_recipient r WHERE r.organisation_id = %s",
            [sight.recipient],
        )
        row = cursor.fetchone()
    return ReaderState(*row) if row else ReaderState(False, False, 0)


_COLLECTION = """
    SELECT c.id, c.title, c.description, c.alias, c.choice, c.given, c.can_write,
           r.first_read_at IS NOT NULL, coalesce(r.has_late, false),
           coalesce((SELECT last FROM common_clock WHERE id = 1), 0)
    FROM sharing_collection c LEFT JOIN sharing_recipient r ON r.organisation_id = c.owner_id
    WHERE c.owner_id = %s AND """
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def collection_of(owner: UUID, name: str) -> tuple[Collection, ReaderState] | None:
    """The owner's collection with this id or alias, and how its reader stands; None for any
    other name, another organisation's collection included."""
    if "\x00" in name:
        return None
    by_id = _UUID.fullmatch(name)
    found = quick.fetch(
        _COLLECTION + ("c.id = %s" if by_id else "c.alias = %s"),
        [owner, UUID(name) if by_id else name],
    )
    if not found:
        return None
    (row,) = found
    choice = json.loads(row[4]) if isinstance(row[4], str) else row[4]
    collection = Collection(
        id=row[0],
        owner_id=owner,
        title=row[1],
        description=row[2],
        alias=row[3],
        choice=choice,
        given=row[5],
        can_write=row[6],
    )
    return collection, ReaderState(*row[7:])


def may_have(sight: Sight, class_id: int) -> bool:
    """Whether the class is released to the recipient (and to the viewer)."""
    query, parameters = granted(sight)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s IN ({query})", [class_id, *parameters])
        return bool(cursor.fetchone()[0])


def recipients_of(class_id: int) -> list[UUID]:
    """The organisations that have the class now."""
    return list(
        Grant.objects.filter(handling_class_id=class_id, active=True).values_list(
            "recipient_id", flat=True
        )
    )
