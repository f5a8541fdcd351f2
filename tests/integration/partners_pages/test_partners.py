# SPDX-License-Identifier: Apache-2.0
"""Who may see which organisations and communities, and what changing them asks first."""

import pytest

from mohona.hub.accounts.models import Organisation
from mohona.hub.partners.models import Community, Membership
from tests.factories import parties, stix
from tests.factories.browsing import client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Organisation:
    return parties.organisation(is_operator=True, name="Operator")


def text(client: object, path: str) -> str:
    answer = client.get(path)  # type: ignore[attr-defined]
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_a_member_knows_its_fellows_and_the_operator_and_nobody_else(
    operator: Organisation,
) -> None:
    me, fellow, stranger = (parties.organisation() for _ in range(3))
    parties.community(me, fellow)
    shown = text(client_for(me), "/partners/")
    assert {one.name in shown for one in (me, fellow, operator)} == {True}
    assert stranger.name not in shown
    assert client_for(me).get(f"/partners/{stranger.id}/").status_code == 404
    assert client_for(me).get(f"/partners/{fellow.id}/").status_code == 200


def test_communities_of_others_are_not_disclosed_on_the_page_of_a_fellow() -> None:
    me, fellow, stranger = (parties.organisation() for _ in range(3))
    ours = parties.community(me, fellow)
    theirs = parties.community(fellow, stranger)
    shown = text(client_for(me), f"/partners/{fellow.id}/")
    assert ours.name in shown
    assert theirs.name not in shown
    assert client_for(me).get(f"/partners/communities/{theirs.id}/").status_code == 404
    assert theirs.name not in text(client_for(me), "/partners/")


def test_a_suspended_member_no_longer_sees_the_community() -> None:
    me, fellow = parties.organisation(), parties.organisation()
    community = parties.community(me, fellow)
    Membership.objects.filter(organisation=me).update(state=Membership.State.SUSPENDED)
    assert client_for(me).get(f"/partners/communities/{community.id}/").status_code == 404
    assert client_for(me).get(f"/partners/{fellow.id}/").status_code == 404


def test_members_do_not_see_who_is_suspended(operator: Organisation) -> None:
    me, fellow = parties.organisation(), parties.organisation()
    community = parties.community(me, fellow)
    Membership.objects.filter(organisation=fellow).update(state=Membership.State.SUSPENDED)
    path = f"/partners/communities/{community.id}/"
    assert fellow.name not in text(client_for(me), path)
    assert fellow.name in text(client_for(operator, "steward"), path)


def test_people_and_keys_are_shown_to_those_who_manage_them() -> None:
    me, fellow = parties.organisation(), parties.organisation()
    parties.community(me, fellow)
    somebody = parties.person(fellow, "analyst")
    assert somebody.email not in text(client_for(me, "administrator"), f"/partners/{fellow.id}/")
    assert somebody.email not in text(client_for(fellow, "reader"), f"/partners/{fellow.id}/")
    assert somebody.email in text(client_for(fellow, "administrator"), f"/partners/{fellow.id}/")


@pytest.mark.parametrize("role", ["reader", "analyst", "administrator"])
def test_only_stewards_change_anything(role: str) -> None:
    me, fellow = parties.organisation(), parties.organisation()
    community = parties.community(me, fellow)
    client = client_for(me, role)
    for path in (
        "/partners/add/",
        f"/partners/{me.id}/change/",
        "/partners/communities/add/",
        f"/partners/communities/{community.id}/change/",
        f"/partners/communities/{community.id}/members/add/",
        f"/partners/communities/{community.id}/members/{fellow.id}/remove/",
    ):
        assert client.get(path).status_code == 403, path
        assert client.post(path, {"name": "x"}).status_code == 403, path
    assert Membership.objects.filter(state=Membership.State.ACTIVE).count() == 2


def test_suspending_says_in_numbers_what_ends_and_then_ends_it(operator: Organisation) -> None:
    giver, getter = parties.organisation(), parties.organisation()
    community = parties.community(giver, getter, ceiling="green")
    parties.give(giver, *(stix.malware(level="green") for _ in range(3)))
    client = client_for(operator, "steward")
    path = f"/partners/communities/{community.id}/members/{getter.id}/suspend/"
    assert f"3 records will no longer go to {getter.name}." in text(client, path)
    assert len(parties.seen(getter)) == 3
    assert client.post(path).status_code == 302
    assert parties.seen(getter) == set()


def test_joining_says_in_numbers_what_is_released(operator: Organisation) -> None:
    giver, getter = parties.organisation(), parties.organisation()
    community = parties.community(giver, ceiling="green")
    parties.give(giver, stix.malware(level="green"), stix.malware(level="green"))
    client = client_for(operator, "steward")
    chosen = client.post(
        f"/partners/communities/{community.id}/members/add/", {"organisation": getter.id}
    )
    assert f"2 records will be released to {getter.name}." in text(client, chosen["Location"])
    assert parties.seen(getter) == set()
    client.post(chosen["Location"])
    assert len(parties.seen(getter)) == 2


def test_a_change_of_membership_asks_who_is_acting(operator: Organisation) -> None:
    giver, getter = parties.organisation(), parties.organisation()
    community = parties.community(giver, getter)
    client = client_for(operator, "steward", fresh=False)
    answer = client.post(f"/partners/communities/{community.id}/members/{getter.id}/remove/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert Membership.objects.get(organisation=getter).state == Membership.State.ACTIVE


def test_an_unknown_act_or_member_is_not_there(operator: Organisation) -> None:
    community, other = parties.community(parties.organisation()), parties.organisation()
    client = client_for(operator, "steward")
    root = f"/partners/communities/{community.id}/members/{other.id}"
    assert client.get(f"{root}/expel/").status_code == 404
    assert client.get(f"{root}/remove/").status_code == 404


def organisation_fields(**more: object) -> dict[str, object]:
    return {"name": "River Bank", "kind": "operator", "country": "bd", **more}


def test_adding_an_organisation(operator: Organisation) -> None:
    client = client_for(operator, "steward")
    answer = client.post("/partners/add/", organisation_fields(sectors=["banking"]))
    added = Organisation.objects.get(name="River Bank")
    assert answer["Location"] == f"/partners/{added.id}/"
    assert (added.country, added.sectors) == ("BD", ["banking"])
    again = client.post("/partners/add/", organisation_fields(name="river bank"))
    assert "There is an organisation named “river bank” already" in again.content.decode()


def test_a_change_that_ends_releases_is_shown_before(operator: Organisation) -> None:
    giver, getter = parties.organisation(), parties.organisation()
    parties.give(giver, stix.malware(level="clear"))
    client = client_for(operator, "steward")
    path = f"/partners/{getter.id}/change/"
    fields = organisation_fields(name=getter.name)
    asked = client.post(path, fields).content.decode()
    assert f"1 record will no longer go to {getter.name}." in asked
    assert Organisation.objects.get(pk=getter.pk).active
    client.post(path, {**fields, "confirmed": "1"})
    assert not Organisation.objects.get(pk=getter.pk).active
    assert parties.seen(getter) == set()


def test_a_change_of_name_is_saved_at_once(operator: Organisation) -> None:
    one = parties.organisation()
    fields = organisation_fields(name="Hill Bank", active="on")
    client_for(operator, "steward").post(f"/partners/{one.id}/change/", fields)
    assert Organisation.objects.get(pk=one.pk).name == "Hill Bank"


def test_another_ceiling_is_shown_before(operator: Organisation) -> None:
    giver, getter = parties.organisation(), parties.organisation()
    community = parties.community(giver, getter, ceiling="green")
    parties.give(giver, stix.malware(level="amber"))
    client = client_for(operator, "steward")
    path = f"/partners/communities/{community.id}/change/"
    fields = {"name": community.name, "ceiling": "amber"}
    assert "1 record will be released" in client.post(path, fields).content.decode()
    assert Community.objects.get(pk=community.pk).ceiling == "green"
    client.post(path, {**fields, "confirmed": "1"})
    assert len(parties.seen(getter)) == 1


def test_filters_narrow_the_list(operator: Organisation) -> None:
    bank = parties.organisation(kind="operator", sectors=["banking"])
    grid = parties.organisation(kind="company", sectors=["energy"])
    client = client_for(operator, "steward")
    shown = text(client, "/partners/?sector=banking")
    assert bank.name in shown
    assert grid.name not in shown
    assert "No organisation matches" in text(client, "/partners/?q=nowhere")
