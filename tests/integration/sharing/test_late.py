# SPDX-License-Identifier: Apache-2.0
"""Late positions, case by case: what moves and what becomes allowed later comes exactly once."""

import uuid

import pytest

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import actions as intel
from mohona.hub.intel import reading
from mohona.hub.partners import actions as partners
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing.queries import Sight
from tests.factories import parties, stix

pytestmark = pytest.mark.django_db


class Poller:
    """Reads every version page by page, as a client does."""

    def __init__(self, organisation: Organisation, key: uuid.UUID | None = None) -> None:
        self.organisation, self.key, self.after = organisation, key, 0

    def poll(self, limit: int = 1000) -> list[str]:
        sharing.begin_reading(self.organisation.id)
        page = reading.page(
            Sight(self.organisation.id),
            after=self.after,
            limit=limit,
            filters=reading.Filters(versions=("all",)),
        )
        if page.rows:
            self.after = page.rows[-1].position
            sharing.note_delivery(
                recipient=self.organisation.id,
                key=self.key,
                door="test",
                collection=None,
                sequential=True,
                first=page.rows[0].position,
                last=self.after,
                count=len(page.rows),
            )
        return [row.stix_id for row in page.rows]


def test_joining_brings_older_records_behind_the_cursor() -> None:
    source, member = parties.organisation(), parties.organisation()
    group = parties.community(source, ceiling="green")
    old, clear = stix.malware(level="green"), stix.malware(level="clear")
    parties.give(source, old, clear)
    poller = Poller(member)
    assert poller.poll() == [clear["id"]]
    partners.join(group, member, by=None)
    assert poller.poll() == []
    sharing.fill_all()
    assert poller.poll() == [old["id"]]
    assert poller.poll() == []


def test_leaving_and_joining_again_repeats_nothing_and_loses_nothing() -> None:
    source, member = parties.organisation(), parties.organisation()
    group = parties.community(source, member, ceiling="green")
    first, second, third = (stix.malware(level="green") for _ in range(3))
    poller = Poller(member)
    parties.give(source, first)
    assert poller.poll() == [first["id"]]
    parties.give(source, second)
    partners.leave(group, member, by=None)
    parties.give(source, third)
    assert poller.poll() == []
    partners.join(group, member, by=None)
    sharing.fill_all()
    assert poller.poll() == [second["id"], third["id"]]


def test_leaving_and_joining_before_the_back_fill_repeats_nothing() -> None:
    source, member = parties.organisation(), parties.organisation()
    group = parties.community(source, ceiling="green")
    old, clear = stix.malware(level="green"), stix.malware(level="clear")
    parties.give(source, old, clear)
    poller = Poller(member)
    assert poller.poll() == [clear["id"]]
    partners.join(group, member, by=None)
    sharing.fill_all()
    partners.leave(group, member, by=None)
    partners.join(group, member, by=None)
    # The position from the first back-fill counts no more; the second one is still to come.
    seen = poller.poll()
    sharing.fill_all()
    assert seen + poller.poll() == [old["id"]]


def test_delivered_then_made_stricter_then_allowed_again_comes_once() -> None:
    source, member = parties.organisation(), parties.organisation()
    parties.community(source, member, ceiling="green")
    red = parties.community(source, ceiling="red")
    first = stix.malware(day=1, level="green")
    poller = Poller(member)
    parties.give(source, first)
    assert poller.poll() == [first["id"]]
    second = stix.marked(first | {"modified": stix.DAY.format(day=2)}, "red")
    parties.give(source, second)
    partners.join(red, member, by=None)
    sharing.fill_all()
    # The newer version alone: the older one was had before it became stricter.
    assert poller.poll() == [second["id"]]
    assert poller.poll() == []


def test_withdrawn_and_given_again_comes_once() -> None:
    source, member = parties.organisation(), parties.organisation()
    record, other = stix.malware(), stix.malware()
    poller = Poller(member)
    parties.give(source, record)
    assert poller.poll() == [record["id"]]
    intel.withdraw(record["id"], source=source)
    parties.give(source, other)
    assert poller.poll() == [other["id"]]
    parties.give(source, record)
    assert poller.poll() == []


def test_withdrawn_before_it_was_read_and_given_again_comes_once() -> None:
    source, member = parties.organisation(), parties.organisation()
    record, other = stix.malware(), stix.malware()
    poller = Poller(member)
    poller.poll()
    parties.give(source, record)
    intel.withdraw(record["id"], source=source)
    parties.give(source, other)
    assert poller.poll() == [other["id"]]
    parties.give(source, record)
    assert poller.poll() == [record["id"]]
    assert poller.poll() == []


def test_a_new_giver_of_what_was_delivered_repeats_nothing() -> None:
    source, other, member = (parties.organisation() for _ in range(3))
    parties.community(source, member, ceiling="green")
    record = stix.malware(level="green")
    poller = Poller(member)
    parties.give(source, record)
    assert poller.poll() == [record["id"]]
    parties.give(other, record)
    sharing.fill_all()
    assert poller.poll() == []


def test_moved_into_a_class_that_is_still_being_filled_comes_once() -> None:
    source, other, member = (parties.organisation() for _ in range(3))
    group = parties.community(source, member, ceiling="green")
    record, helper = stix.malware(level="green"), stix.malware(level="green")
    poller = Poller(member)
    # A class of two givers stands, not yet allowed to the member when it last changed.
    parties.give(source, helper)
    parties.give(other, helper)
    assert poller.poll() == [helper["id"]]
    parties.give(source, record)
    assert poller.poll() == [record["id"]]
    partners.leave(group, member, by=None)
    partners.join(group, member, by=None)
    # Moves while both classes wait for the back-fill.
    parties.give(other, record)
    sharing.fill_all()
    assert poller.poll() == []


def test_an_empty_back_fill_takes_no_positions() -> None:
    source, member = parties.organisation(), parties.organisation()
    group = parties.community(source, member, ceiling="green")
    poller = Poller(member)
    parties.give(source, *(stix.malware(level="green") for _ in range(3)))
    assert len(poller.poll()) == 3
    for _ in range(50):
        partners.leave(group, member, by=None)
        partners.join(group, member, by=None)
        sharing.fill_all()
    marker = stix.malware(level="green")
    parties.give(source, marker)
    before = poller.after
    assert poller.poll() == [marker["id"]]
    # Fifty back-fills of nothing may not carry the clock seconds away from the wall.
    assert poller.after - before < 60_000_000
    (row,) = parties.everything(member, ids=(marker["id"],))
    assert row.position < stix.now() + 1_000_000


def test_a_second_reader_that_began_meanwhile_misses_nothing() -> None:
    source, member = parties.organisation(), parties.organisation()
    keys = [accounts.add_key(organisation=member, by=None)[0].id for _ in range(2)]
    group = parties.community(source, member, ceiling="green")
    hidden, shown = stix.malware(level="green"), stix.malware(level="clear")
    first, second = (Poller(member, key) for key in keys)
    parties.give(source, hidden)
    parties.give(source, shown)
    assert first.poll() == [hidden["id"], shown["id"]]
    partners.leave(group, member, by=None)
    assert second.poll() == [shown["id"]]
    partners.join(group, member, by=None)
    sharing.fill_all()
    assert hidden["id"] in second.poll()


def test_a_second_reader_misses_nothing_of_what_was_withdrawn_meanwhile() -> None:
    source, member = parties.organisation(), parties.organisation()
    keys = [accounts.add_key(organisation=member, by=None)[0].id for _ in range(2)]
    record, shown = stix.malware(), stix.malware()
    first, second = (Poller(member, key) for key in keys)
    parties.give(source, record)
    parties.give(source, shown)
    assert first.poll() == [record["id"], shown["id"]]
    intel.withdraw(record["id"], source=source)
    assert second.poll() == [shown["id"]]
    parties.give(source, record)
    assert record["id"] in second.poll()
