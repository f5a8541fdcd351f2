# SPDX-License-Identifier: Apache-2.0
"""What would change if organisations stood differently: who gains and who loses how many records.

Decides with the same engine as `actions.redecide`, over the parties as they would be, and
compares with the grants that stand. Nothing is written.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from mohona.hub.partners import queries as partners
from mohona.hub.partners.outlook import Balance
from mohona.hub.sharing import classes, grants, registry
from mohona.hub.sharing.grants import Pair
from mohona.release.engine import Engine, Party
from mohona.release.handling import HandlingClass


@dataclass(frozen=True, slots=True)
class Effect:
    """One class that a recipient would gain or lose, and how many records it holds now."""

    recipient: UUID
    class_id: int
    gained: bool
    records: int


def of_standing(parties_after: Iterable[Party]) -> list[Effect]:
    """The effects if the hub's parties were these; classes without records are included.

    Numbered as `actions.redecide` does it: 1 who stands differently, 2 which classes that can
    touch, 3 decide, 4 compare, 5 count.
    """
    after = list(parties_after)
    changed = changed_parties(partners.parties(), after)
    if not changed:
        return []
    records = classes.load_all()
    touched = touched_by(changed, records)
    engine = Engine(after)
    present = [party.id for party in after]
    mine = [party for party in present if party in changed]
    others = [party for party in present if party not in changed]
    wanted = set(grants.answers(engine, records, mine))
    standing = grants.active([UUID(party) for party in changed], None)
    if touched and others:
        wanted |= grants.answers(engine, touched, others).keys()
        standing |= grants.active([UUID(party) for party in others], list(touched))
    gained, lost = difference(standing, wanted)
    counts = _records_of({number for _recipient, number in gained | lost})
    return [
        Effect(recipient, number, (recipient, number) in gained, counts.get(number, 0))
        for recipient, number in sorted(gained | lost)
    ]


def changed_parties(before: Sequence[Party], after: Sequence[Party]) -> frozenset[str]:
    """The ids of parties that stand differently, or are only there before or after. Pure."""
    old = {party.id: party for party in before}
    new = {party.id: party for party in after}
    return frozenset(one for one in old.keys() | new.keys() if old.get(one) != new.get(one))


def touched_by(
    changed: AbstractSet[str], records: Mapping[int, HandlingClass]
) -> dict[int, HandlingClass]:
    """The classes whose answers for others can depend on the changed parties. Pure."""
    return {
        number: record
        for number, record in records.items()
        if any(h.source in changed or h.givers & changed for h in (record.own, *record.bounds))
    }


def difference(
    standing: AbstractSet[Pair], wanted: AbstractSet[Pair]
) -> tuple[set[Pair], set[Pair]]:
    """What is gained and what is lost on the way from `standing` to `wanted`. Pure."""
    return set(wanted - standing), set(standing - wanted)


def balances(effects: Iterable[Effect]) -> list[Balance]:
    """The effects by recipient, the largest change first; classes without records count as
    classes and not as records. Pure."""
    sums: dict[UUID, list[int]] = {}
    for effect in effects:
        figures = sums.setdefault(effect.recipient, [0, 0, 0, 0])
        at = 0 if effect.gained else 2
        figures[at] += effect.records
        figures[at + 1] += 1
    found = [Balance(recipient, *figures) for recipient, figures in sums.items()]
    return sorted(found, key=lambda one: (-one.gained - one.lost, str(one.recipient)))


def foresee(parties_after: Iterable[Party]) -> list[Balance]:
    """The effects by recipient, as the pages of partners show them before anything is done."""
    return balances(of_standing(parties_after))


def _records_of(numbers: Iterable[int]) -> dict[int, int]:
    """How many records the classes hold now, over all rooms that hold records."""
    wanted = list(numbers)
    counts: dict[int, int] = {}
    with connection.cursor() as cursor:
        for table in registry.all_records():
            # Names of tables and columns come from the rooms' own registrations.
            cursor.execute(
                f"SELECT {table.class_id}, count(*) FROM {table.table}"
                f" WHERE {table.class_id} = ANY(%s) GROUP BY 1",
                [wanted],
            )
            for number, count in cursor.fetchall():
                counts[number] = counts.get(number, 0) + count
    return counts
