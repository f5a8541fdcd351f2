# SPDX-License-Identifier: Apache-2.0
"""What the first page may count and name, asked by those who would like to know more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.intel.models import Arrival
from mohona.hub.partners import actions as partners
from mohona.hub.sharing.queries import Sight
from mohona.hub.today import queries
from mohona.hub.today.queries import Flows
from tests.factories import parties, stix

pytestmark = pytest.mark.django_db


def seen_by(organisation: Organisation, *, sees_all: bool = False) -> Flows:
    return queries.flows(Sight(organisation.id), sees_all=sees_all)


def page(of: Organisation, role: str = "reader") -> str:
    client = Client()
    client.force_login(parties.person(of, role))
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def operator() -> Organisation:
    return parties.organisation(is_operator=True, coordinates=True)


def test_what_is_not_released_to_me_enters_no_figure() -> None:
    source, me = parties.organisation(), parties.organisation()
    parties.give(source, stix.malware(level="clear"), stix.malware(level="amber"))
    parties.give(source, stix.malware(level="red"))
    flows = seen_by(me)
    assert flows.came == {source.id: {"clear": 1}}
    assert flows.went == {me.id: {"clear": 1}}
    assert flows.total == 1
    assert flows.released == 0


def test_recipients_are_named_to_the_source_only() -> None:
    source, me, third = (parties.organisation() for _ in range(3))
    parties.give(source, stix.malware(level="clear"))
    assert set(seen_by(source).went) == {me.id, third.id}
    assert set(seen_by(me).went) == {me.id}
    shown = page(me)
    assert source.name in shown
    assert third.name not in shown


def test_a_steward_of_the_operator_is_told_all_recipients(operator: Organisation) -> None:
    source, third = parties.organisation(), parties.organisation()
    parties.give(source, stix.malware(level="clear"))
    flows = seen_by(operator, sees_all=True)
    assert set(flows.went) == {operator.id, third.id}
    assert flows.released == 1
    assert third.name in page(operator, "steward")


def test_other_roles_and_other_stewards_are_not(operator: Organisation) -> None:
    source, third, elsewhere = (parties.organisation() for _ in range(3))
    parties.give(source, stix.malware(level="clear"))
    assert third.name not in page(operator, "administrator")
    assert third.name not in page(elsewhere, "steward")


def test_even_a_steward_counts_only_what_the_operator_may_have(operator: Organisation) -> None:
    source = parties.organisation()
    parties.give(source, stix.malware(level="red"))
    assert seen_by(operator, sees_all=True) == Flows()


def test_recipients_that_depend_on_what_i_may_not_see_are_not_told() -> None:
    """`other` has the relationship because it may have its RED end; that would say so."""
    me, other, public = (parties.organisation() for _ in range(3))
    secret, known = stix.malware(level="red"), stix.indicator("bad.example", level="clear")
    link = stix.relationship(known["id"], secret["id"], level="clear")
    parties.give(public, known)
    parties.give(other, secret)
    parties.give(me, link)
    assert link["id"] in parties.seen(other)
    assert link["id"] not in parties.seen(public)
    flows = seen_by(me)
    assert flows.came[me.id] == {"clear": 1}
    assert other.id not in flows.went
    assert flows.released == 0


def test_an_inactive_organisation_is_no_recipient() -> None:
    source, me = parties.organisation(), parties.organisation()
    parties.give(source, stix.malware(level="clear"))
    accounts.change_organisation(me, by=None, active=False)
    assert seen_by(source).went == {}
    assert seen_by(source).released == 0


def test_leaving_a_community_takes_its_records_out_of_the_figures() -> None:
    source, me = parties.organisation(), parties.organisation()
    community = parties.community(source, me, ceiling="green")
    parties.give(source, stix.malware(level="green"))
    assert seen_by(me).total == 1
    partners.leave(community, me, by=None)
    assert seen_by(me) == Flows()


def test_seen_as_another_only_what_both_may_have_is_counted(operator: Organisation) -> None:
    bank = parties.organisation()
    parties.give(bank, stix.malware(level="clear"), stix.malware(level="red"))
    flows = queries.flows(Sight(bank.id, viewer=operator.id), sees_all=False)
    assert flows.came == {bank.id: {"clear": 1}}


def test_older_arrivals_are_not_counted() -> None:
    source, me = parties.organisation(), parties.organisation()
    parties.give(source, stix.malware(level="clear"))
    Arrival.objects.update(day=timezone.localdate() - timedelta(days=queries.DAYS))
    assert seen_by(me) == Flows()
    Arrival.objects.update(day=queries.first_day())
    assert seen_by(me).total == 1


def test_the_headline_counts(operator: Organisation) -> None:
    bank = parties.organisation(name="River Bank")
    parties.organisation(name="Hill Bank")
    parties.give(bank, stix.malware(level="clear"), stix.malware(level="clear"))
    assert "In seven days 2 records came in; 2 went on to 2 organisations." in page(
        operator, "steward"
    )
    assert "2 records; 2 went on to 2 other organisations." in page(bank)


def test_streams_lead_to_the_records_behind_them() -> None:
    source, me = parties.organisation(), parties.organisation()
    parties.give(source, stix.malware(level="clear"))
    assert f"/intelligence/?source={source.id}&amp;days=7" in page(me)


def test_no_link_to_a_partner_page_that_the_person_may_not_open() -> None:
    source, stranger = parties.organisation(), parties.organisation()
    parties.give(source, stix.malware(level="clear"))
    shown = page(source)
    assert stranger.name in shown
    assert f"/partners/{stranger.id}/" not in shown


def test_the_number_of_queries_does_not_grow() -> None:
    source, me = parties.organisation(), parties.organisation()
    client = Client()
    client.force_login(parties.person(me, "administrator"))
    parties.give(source, stix.malware(level="clear"))
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/")
    for _ in range(6):
        more = parties.organisation()
        parties.community(more, me, source)
        parties.give(more, stix.malware(level="clear"), stix.indicator("x.example", level="green"))
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)
    assert len(few) <= 14


def test_nobody_is_shown_anything_without_signing_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
