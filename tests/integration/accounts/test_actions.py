# SPDX-License-Identifier: Apache-2.0
"""Organisations, people and keys: who may change what, and what is refused with a sentence."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mohona.hub.accounts import actions, queries, rules
from mohona.hub.accounts.models import Key, Organisation
from mohona.hub.common.errors import SentenceError
from mohona.hub.sharing.models import Collection, Recipient
from tests.factories import parties

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": " "},
        {"name": "x" * 121},
        {"name": "a\x00b"},
        {"name": "n", "kind": "pirate"},
        {"name": "n", "sectors": ["moon-mining"]},
        {"name": "n", "default_tlp": "purple"},
        {"name": "n", "country": "BGD"},
        {"name": "n", "country": "১২"},
    ],
)
def test_what_makes_no_organisation_is_refused(fields: dict[str, Any]) -> None:
    before = Organisation.objects.count()
    with pytest.raises(SentenceError):
        actions.add_organisation(by=None, **fields)
    assert Organisation.objects.count() == before


def test_names_are_taken_whatever_their_case_and_one_operates() -> None:
    first = parties.organisation(name="River Bank", is_operator=True)
    with pytest.raises(SentenceError, match="already"):
        parties.organisation(name="RIVER bank")
    with pytest.raises(SentenceError, match="operates"):
        parties.organisation(is_operator=True)
    other = parties.organisation(name="Delta Water")
    with pytest.raises(SentenceError, match="already"):
        actions.change_organisation(other, by=None, name="river bank")
    assert queries.operator() == first
    assert queries.organisation_named(" river BANK ") == first
    assert queries.organisation_named(str(first.id)) == first
    assert queries.organisation_named("nobody") is None


def test_every_organisation_has_its_two_collections_once() -> None:
    organisation = parties.organisation()
    for coordinates in (True, False):
        actions.change_organisation(organisation, by=None, coordinates=coordinates)
    assert Recipient.objects.filter(organisation=organisation).count() == 1
    found = Collection.objects.filter(owner=organisation)
    assert {c.alias: (c.given, c.can_write) for c in found} == {
        "everything": (False, False),
        "inbox": (True, True),
    }


@pytest.mark.parametrize("role", ["reader", "analyst", "administrator"])
def test_only_stewards_change_organisations(role: str) -> None:
    organisation = parties.organisation()
    by = parties.person(organisation, role)
    with pytest.raises(PermissionDenied):
        actions.change_organisation(organisation, by=by, default_tlp="clear")
    with pytest.raises(PermissionDenied):
        actions.add_organisation(name="Another", by=by)
    steward = parties.person(organisation, "steward")
    assert actions.change_organisation(organisation, by=steward, default_tlp="clear")


def test_an_administrator_adds_to_the_own_organisation_and_makes_no_steward() -> None:
    own, other = parties.organisation(), parties.organisation()
    by = parties.person(own, "administrator")
    more = {"email": "a@duty.example", "password": "long enough words", "by": by}
    for organisation, role in ((other, "reader"), (own, "steward")):
        with pytest.raises(PermissionDenied):
            actions.add_person(organisation=organisation, role=role, **more)
    person = actions.add_person(organisation=own, role="reader", **more)
    with pytest.raises(SentenceError, match="already"):
        actions.add_person(organisation=own, role="reader", **{**more, "email": "A@duty.EXAMPLE"})
    assert person.check_password("long enough words")


def test_a_key_opens_until_it_is_revoked_or_expires_or_its_organisation_rests() -> None:
    organisation = parties.organisation()
    key, secret = actions.add_key(organisation=organisation, by=None)
    assert secret.startswith(rules.KEY_PREFIX)
    assert queries.key_of(secret) == key
    assert secret.encode() not in bytes(Key.objects.get(pk=key.pk).digest)
    for wrong in ("", secret + "x", secret[:-1], "x" * 300, "\udcff", "\x00"):
        assert queries.key_of(wrong) is None
    actions.change_organisation(organisation, by=None, active=False)
    assert queries.key_of(secret) is None
    actions.change_organisation(organisation, by=None, active=True)
    actions.revoke_key(key, by=None)
    assert queries.key_of(secret) is None
    revoked_at = actions.revoke_key(key, by=None).revoked_at
    assert Key.objects.get(pk=key.pk).revoked_at == revoked_at
    short, other = actions.add_key(
        organisation=organisation, by=None, expires_at=timezone.now() + timedelta(hours=1)
    )
    assert queries.key_of(other) == short
    Key.objects.filter(pk=short.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert queries.key_of(other) is None
    with pytest.raises(SentenceError, match="expired"):
        actions.add_key(organisation=organisation, by=None, expires_at=timezone.now())


def test_keys_of_others_are_out_of_reach() -> None:
    own, other = parties.organisation(), parties.organisation()
    by = parties.person(own, "administrator")
    foreign, _ = actions.add_key(organisation=other, by=None)
    with pytest.raises(PermissionDenied):
        actions.revoke_key(foreign, by=by)
    with pytest.raises(PermissionDenied):
        actions.add_key(organisation=other, by=by)
    mine, _ = actions.add_key(organisation=own, by=by)
    assert list(queries.keys_for(by)) == [mine]
    assert list(queries.keys_for(parties.person(own, "reader"))) == []
    assert set(queries.keys_for(parties.person(own, "steward"))) >= {mine, foreign}


def test_roles_grow() -> None:
    allowed = [rules.PERMISSIONS[role] for role in rules.Role]
    for less, more in itertools.pairwise(allowed):
        assert less < more
    assert not rules.allows("nobody", "intel:object:read")
