# SPDX-License-Identifier: Apache-2.0
"""What waits for a person, and a new hub's first page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import actions as intel
from mohona.hub.intel.models import Submission
from mohona.hub.today import queries
from tests.factories import parties, stix

pytestmark = pytest.mark.django_db
BROKEN = {"type": "indicator", "id": "indicator--not-a-uuid"}


def kinds(of: Organisation, role: str) -> dict[str, int]:
    return {one.kind: one.count for one in queries.waiting(parties.person(of, role))}


def page(of: Organisation, role: str) -> str:
    client = Client()
    client.force_login(parties.person(of, role))
    return client.get("/").content.decode()


def test_quarantine_waits_for_the_own_organisation_only() -> None:
    mine, theirs = parties.organisation(), parties.organisation()
    parties.give(mine, BROKEN)
    assert kinds(mine, "analyst") == {"quarantine": 1}
    assert kinds(theirs, "analyst") == {}


def test_nothing_waits_for_who_may_not_mend_it() -> None:
    mine = parties.organisation()
    parties.give(mine, BROKEN)
    assert kinds(mine, "reader") == {}


def test_keys_that_end_soon_wait_for_who_manages_them() -> None:
    mine, theirs = parties.organisation(), parties.organisation()
    soon = timezone.now() + timedelta(days=5)
    accounts.add_key(organisation=mine, name="SIEM", by=None, expires_at=soon)
    accounts.add_key(organisation=theirs, name="Other", by=None, expires_at=soon)
    late = timezone.now() + timedelta(days=90)
    accounts.add_key(organisation=mine, name="Later", by=None, expires_at=late)
    assert kinds(mine, "administrator") == {"key": 1}
    assert kinds(mine, "analyst") == {}
    assert "The key “SIEM” is about to expire" in page(mine, "administrator")


def test_refused_hand_ins_wait_for_a_week() -> None:
    mine = parties.organisation()
    given = Submission.objects.create(source=mine, door="upload", state=Submission.State.REFUSED)
    assert kinds(mine, "analyst") == {"refused": 1}
    Submission.objects.filter(pk=given.pk).update(at=timezone.now() - timedelta(days=8))
    assert kinds(mine, "analyst") == {}


def test_a_new_hub_says_what_to_do_first() -> None:
    """Also when it has given itself the identity that stands in otherwise empty lists."""
    operator = parties.organisation(is_operator=True)
    intel.introduce(operator)
    shown = page(operator, "steward")
    for step in ("/partners/add/", "/keys/", "/intelligence/upload/", "/taxii2/"):
        assert step in shown


def test_a_partner_without_records_is_told_so() -> None:
    mine = parties.organisation()
    assert "No records in the last seven days" in page(mine, "reader")
    assert "/partners/add/" not in page(mine, "reader")


def test_an_empty_week_of_a_hub_with_records() -> None:
    source = parties.organisation()
    parties.give(source, stix.malware(level="red"))
    assert "In seven days nothing came to you" in page(parties.organisation(), "reader")
