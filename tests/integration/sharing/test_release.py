# SPDX-License-Identifier: Apache-2.0
"""Who reads what: communities, ceilings, sectors, default TLPs, ends and versions."""

import pytest

from mohona.hub.accounts import actions as accounts
from mohona.hub.partners import actions as partners
from mohona.hub.partners import queries
from tests.factories import parties, stix

pytestmark = pytest.mark.django_db


def test_clear_goes_to_everybody() -> None:
    source, other = parties.organisation(), parties.organisation()
    record = stix.malware(level="clear")
    assert parties.outcomes(parties.give(source, record)) == ["stored"]
    assert record["id"] in parties.seen(source)
    assert record["id"] in parties.seen(other)


@pytest.mark.parametrize("level", ["green", "amber", "amber+strict", "red"])
def test_a_community_carries_records_up_to_its_ceiling(level: str) -> None:
    source, member, stranger = (parties.organisation() for _ in range(3))
    record = stix.malware(level=level)
    parties.give(source, record)
    community = parties.community(source, member, ceiling="green")
    assert (record["id"] in parties.seen(member)) is (level == "green")
    partners.change_community(community, by=None, ceiling=level)
    assert record["id"] in parties.seen(member)
    assert record["id"] not in parties.seen(stranger)
    partners.leave(community, member, by=None)
    assert record["id"] not in parties.seen(member)
    partners.join(community, member, by=None)
    partners.suspend(community, source, by=None)
    assert record["id"] not in parties.seen(member)
    assert record["id"] in parties.seen(source)


def test_sectors_narrow_amber_but_not_green() -> None:
    source = parties.organisation()
    bank = parties.organisation(sectors=["banking"])
    power = parties.organisation(sectors=["energy"])
    national = parties.organisation(coordinates=True)
    parties.community(source, bank, power, national, ceiling="red")
    amber = stix.malware(level="amber", labels=["sector:banking"])
    green = stix.malware(level="green", labels=["sector:banking"])
    parties.give(source, amber, green)
    assert parties.seen(bank) == {amber["id"], green["id"]}
    assert parties.seen(national) == {amber["id"], green["id"]}
    assert parties.seen(power) == {green["id"]}


def test_a_record_without_marking_follows_the_terms_of_its_source() -> None:
    silent, generous = parties.organisation(), parties.organisation(default_tlp="green")
    member = parties.organisation()
    parties.community(silent, generous, member, ceiling="red")
    kept, shared = stix.malware(level=None), stix.malware(level=None)
    parties.give(silent, kept)
    parties.give(generous, shared)
    assert parties.seen(member) == {shared["id"]}
    assert parties.seen(silent) == {kept["id"], shared["id"]}


def test_an_inactive_organisation_reads_nothing() -> None:
    source, other = parties.organisation(), parties.organisation()
    record = stix.malware(level="clear")
    parties.give(source, record)
    accounts.change_organisation(other, by=None, active=False)
    assert parties.seen(other) == set()
    accounts.change_organisation(other, by=None, active=True)
    assert record["id"] in parties.seen(other)


def test_the_parties_of_decisions_have_active_memberships_only() -> None:
    organisation = parties.organisation(sectors=["energy"])
    community = parties.community(organisation, ceiling="green")
    found = {p.id: p for p in queries.parties()}[str(organisation.id)]
    assert found.communities == {(str(community.id), "green")}
    assert found.sectors == {"energy"}
    partners.leave(community, organisation, by=None)
    found = {p.id: p for p in queries.parties()}[str(organisation.id)]
    assert found.communities == frozenset()
