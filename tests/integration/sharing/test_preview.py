# SPDX-License-Identifier: Apache-2.0
"""What is foreseen is what happens: the preview against the grants after the change."""

from collections.abc import Iterable

import pytest

from mohona.hub.accounts import actions as accounts
from mohona.hub.intel.models import ObjectVersion
from mohona.hub.partners import actions, queries, rules
from mohona.hub.sharing import preview
from mohona.hub.sharing.models import Grant
from mohona.hub.sharing.preview import Effect
from mohona.release.engine import Party
from tests.factories import parties, stix

pytestmark = pytest.mark.django_db


def standing() -> set[tuple[object, int]]:
    return set(Grant.objects.filter(active=True).values_list("recipient_id", "handling_class_id"))


def foresee(after: Iterable[Party]) -> list[Effect]:
    before = standing()
    effects = preview.of_standing(after)
    assert standing() == before, "looking ahead must change nothing"
    return effects


def check(effects: list[Effect], before: set[tuple[object, int]]) -> None:
    """The effects are the difference between then and now, with the records there are."""
    now = standing()
    pairs = {(e.recipient, e.class_id) for e in effects if e.gained}
    assert pairs == now - before
    assert {(e.recipient, e.class_id) for e in effects if not e.gained} == before - now
    for effect in effects:
        assert effect.records == ObjectVersion.objects.filter(class_id=effect.class_id).count()


def test_joining_releases_in_both_directions() -> None:
    first, second, guest = (parties.organisation() for _ in range(3))
    community = parties.community(first, second, ceiling="amber")
    secret = stix.malware(level="red")
    parties.give(first, stix.malware(level="amber"), stix.malware(level="amber"), secret)
    parties.give(guest, own := stix.malware(level="green"))
    parties.give(guest, stix.relationship(own["id"], secret["id"], level="green"))
    after = rules.with_membership(queries.parties(), guest.id, community.id, "amber")
    effects, before = foresee(after), standing()
    actions.join(community, guest, by=None)
    check(effects, before)
    balances = {one.recipient: one for one in preview.balances(effects)}
    assert balances[guest.id].gained == 2
    assert balances[second.id].gained == 1
    assert balances[first.id].gained == 2


def test_suspending_ends_what_joining_released() -> None:
    first, second = parties.organisation(), parties.organisation()
    community = parties.community(first, second, ceiling="green")
    parties.give(first, stix.malware(level="green"))
    after = rules.with_membership(queries.parties(), second.id, community.id, None)
    effects, before = foresee(after), standing()
    actions.suspend(community, second, by=None)
    check(effects, before)
    assert [(e.recipient, e.gained, e.records) for e in effects] == [(second.id, False, 1)]


def test_a_second_community_keeps_what_leaving_the_first_would_end() -> None:
    first, second = parties.organisation(), parties.organisation()
    community = parties.community(first, second, ceiling="green")
    parties.community(first, second, ceiling="green")
    parties.give(first, stix.malware(level="green"))
    after = rules.with_membership(queries.parties(), second.id, community.id, None)
    assert foresee(after) == []


def test_another_ceiling() -> None:
    first, second = parties.organisation(), parties.organisation()
    community = parties.community(first, second, ceiling="green")
    parties.give(first, stix.malware(level="amber"), stix.malware(level="green"))
    effects = foresee(rules.with_ceiling(queries.parties(), community.id, "amber"))
    before = standing()
    actions.change_community(community, by=None, ceiling="amber")
    check(effects, before)


def test_an_organisation_that_stops_taking_part_loses_all() -> None:
    first, second = parties.organisation(), parties.organisation()
    parties.give(first, stix.malware(level="clear"))
    effects = foresee(rules.with_fields(queries.parties(), second.id, active=False))
    before = standing()
    accounts.change_organisation(second, by=None, active=False)
    check(effects, before)


def test_nothing_changed_means_no_effect() -> None:
    parties.give(parties.organisation(), stix.malware(level="clear"))
    assert foresee(queries.parties()) == []
