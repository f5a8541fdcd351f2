# SPDX-License-Identifier: Apache-2.0
"""The pure parts of what a change of standing would release or end."""

from uuid import UUID, uuid4

from mohona.hub.partners.outlook import Balance
from mohona.hub.sharing import preview
from mohona.hub.sharing.preview import Effect
from mohona.release.engine import Party
from mohona.release.handling import Handling, HandlingClass

A, B, C = (str(uuid4()) for _ in range(3))


def test_parties_that_come_go_or_stand_differently_have_changed() -> None:
    before = [Party(A), Party(B), Party("gone")]
    after = [Party(A), Party(B, sectors=frozenset({"energy"})), Party("new")]
    assert preview.changed_parties(before, after) == {B, "gone", "new"}
    assert preview.changed_parties(before, list(reversed(before))) == frozenset()


def test_classes_are_touched_through_source_givers_and_bounds() -> None:
    plain = Handling(A, "green", "malware", frozenset({A}))
    given = Handling(C, "green", "malware", frozenset({C, B}))
    records = {
        1: HandlingClass(plain),
        2: HandlingClass(given),
        3: HandlingClass(plain, frozenset({given})),
    }
    assert set(preview.touched_by({A}, records)) == {1, 3}
    assert set(preview.touched_by({B}, records)) == {2, 3}
    assert preview.touched_by({"nobody"}, records) == {}


def test_difference_tells_gains_from_losses() -> None:
    one, two = UUID(A), UUID(B)
    gained, lost = preview.difference({(one, 1), (one, 2)}, {(one, 2), (two, 3)})
    assert (gained, lost) == ({(two, 3)}, {(one, 1)})


def test_balances_sum_by_recipient_and_the_largest_comes_first() -> None:
    one, two = UUID(A), UUID(B)
    effects = [
        Effect(one, 1, gained=True, records=2),
        Effect(one, 2, gained=False, records=1),
        Effect(two, 1, gained=True, records=40),
        Effect(two, 3, gained=True, records=0),
    ]
    assert preview.balances(effects) == [
        Balance(two, gained=40, gained_classes=2),
        Balance(one, gained=2, gained_classes=1, lost=1, lost_classes=1),
    ]
