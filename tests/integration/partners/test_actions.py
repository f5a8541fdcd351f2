# SPDX-License-Identifier: Apache-2.0
"""Communities and memberships: states, refusals, and who may know of them."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from mohona.hub.common import clock
from mohona.hub.common.errors import SentenceError
from mohona.hub.partners import actions, queries
from mohona.hub.partners.models import Community, Membership
from tests.factories import parties

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [{"name": ""}, {"name": "a\x00"}, {"name": "x" * 121}, {"name": "n", "ceiling": "purple"},
     {"name": "n", "ceiling": ""}],
)  # fmt: skip
def test_what_makes_no_community_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(SentenceError):
        actions.add_community(by=None, **fields)
    assert not Community.objects.exists()


def test_names_are_taken_whatever_their_case() -> None:
    actions.add_community(name="Banks", by=None)
    other = actions.add_community(name="Power", by=None)
    with pytest.raises(SentenceError, match="already"):
        actions.add_community(name="BANKS", by=None)
    with pytest.raises(SentenceError, match="already"):
        actions.change_community(other, by=None, name="banks")
    found = queries.community_named(" banks ")
    assert found is not None
    assert queries.community_named(str(found.id)) == found
    assert queries.community_named("nobody") is None


def epoch() -> int:
    return clock.lock().epoch


def test_each_change_of_standing_makes_a_new_epoch_and_no_change_none() -> None:
    organisation, group = parties.organisation(), parties.community()
    seen = [epoch()]
    for change in (actions.join, actions.suspend, actions.join, actions.leave, actions.leave):
        change(group, organisation, by=None)
        seen.append(epoch())
    assert len(set(seen)) == 5
    assert seen[-1] == seen[-2]
    assert Membership.objects.get().state == Membership.State.LEFT


@pytest.mark.parametrize("role", ["reader", "analyst", "administrator"])
def test_only_stewards_change_communities(role: str) -> None:
    organisation, group = parties.organisation(), parties.community()
    by = parties.person(organisation, role)
    for change in (actions.join, actions.leave, actions.suspend):
        with pytest.raises(PermissionDenied):
            change(group, organisation, by=by)
    with pytest.raises(PermissionDenied):
        actions.change_community(group, by=by, ceiling="red")
    with pytest.raises(PermissionDenied):
        actions.add_community(name="Own", by=by)
    assert not Membership.objects.exists()


def test_a_community_is_known_to_its_active_members_alone() -> None:
    member, left, stranger = (parties.organisation() for _ in range(3))
    group = parties.community(member, left)
    actions.leave(group, left, by=None)
    (found,) = queries.communities_for(parties.person(member))
    assert (found, found.size) == (group, 1)
    for other in (left, stranger):
        assert list(queries.communities_for(parties.person(other))) == []
    assert list(queries.communities_for(parties.person(stranger, "steward"))) == [group]
