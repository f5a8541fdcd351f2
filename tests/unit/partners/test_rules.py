# SPDX-License-Identifier: Apache-2.0
"""Parties as they would stand after a change."""

from uuid import uuid4

from mohona.hub.partners import rules
from mohona.release.engine import Party

ONE, TWO, COMMUNITY, OTHER = (uuid4() for _ in range(4))


def party(number: object, *communities: tuple[object, str]) -> Party:
    return Party(
        str(number), communities=frozenset((str(c), ceiling) for c, ceiling in communities)
    )


def test_joining_and_leaving_touch_only_one_party() -> None:
    before = [party(ONE, (OTHER, "red")), party(TWO)]
    joined = rules.with_membership(before, ONE, COMMUNITY, "amber")
    assert joined == [party(ONE, (OTHER, "red"), (COMMUNITY, "amber")), party(TWO)]
    assert rules.with_membership(joined, ONE, COMMUNITY, None) == before


def test_joining_twice_is_joining_once() -> None:
    before = [party(ONE, (COMMUNITY, "green"))]
    assert rules.with_membership(before, ONE, COMMUNITY, "green") == before


def test_another_ceiling_reaches_all_members_and_nobody_else() -> None:
    before = [party(ONE, (COMMUNITY, "green"), (OTHER, "green")), party(TWO, (OTHER, "green"))]
    after = rules.with_ceiling(before, COMMUNITY, "red")
    assert after == [party(ONE, (COMMUNITY, "red"), (OTHER, "green")), before[1]]


def test_other_fields() -> None:
    after = rules.with_fields([party(ONE), party(TWO)], TWO, active=False)
    assert [one.active for one in after] == [True, False]
