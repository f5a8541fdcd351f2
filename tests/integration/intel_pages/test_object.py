# SPDX-License-Identifier: Apache-2.0
"""The page of a record: what it says to whom, its surroundings, its versions, and why."""

import json
from typing import Any
from unittest.mock import ANY

import pytest
from django.test import Client
from django.urls import reverse

from mohona.hub.intel import actions
from mohona.hub.intel.models import ObjectVersion
from mohona.hub.sharing.models import Collection, Delivery
from tests.factories import parties, stix
from tests.integration.intel_pages.conftest import SignIn, Town

HOSTILE = "</pre></script><script>alert(1)</script><a href='javascript:alert(1)'>x</a>"


def url(record: dict[str, Any], name: str = "object") -> str:
    return reverse(f"intel:{name}", args=[record["id"]])


def page(client: Client, record: dict[str, Any], name: str = "object", **query: Any) -> str:
    response = client.get(url(record, name), query)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("name", ["object", "versions", "json", "why"])
def test_unknown_and_not_permitted_are_the_same(town: Town, sign_in: SignIn, name: str) -> None:
    secret = stix.malware(name="Secret family", level="red")
    parties.give(town.bank, secret)
    client = sign_in(town.stranger)
    refused = client.get(url(secret, name))
    unknown = client.get(url(stix.malware(), name))
    assert refused.status_code == unknown.status_code == 404
    assert "Secret" not in refused.content.decode()
    assert sign_in(town.bank).get(url(secret, name)).status_code == 200


def test_everything_from_a_feed_is_text(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(
        name=HOSTILE,
        description=HOSTILE,
        aliases=[HOSTILE],
        labels=[HOSTILE],
        x_custom=HOSTILE,
        lang="en' onclick='alert(1)",
        kill_chain_phases=[{"kill_chain_name": HOSTILE, "phase_name": HOSTILE}],
        external_references=[
            {"source_name": HOSTILE, "url": "javascript:alert(1)", "description": HOSTILE},
            {"source_name": "safe", "url": "https://reports.example/1"},
        ],
    )
    parties.give(town.bank, record)
    text = page(sign_in(town.other), record)
    assert "<script>alert" not in text
    assert 'href="javascript:' not in text
    assert "href='javascript:" not in text
    assert "onclick='alert" not in text
    assert (
        '<a href="https://reports.example/1" rel="noopener noreferrer nofollow" target="_blank">'
        in text
    )


ODD = {
    "name": {"not": "text"},
    "description": 7,
    "aliases": "not a list",
    "kill_chain_phases": ["x", {"phase_name": 1}],
    "hashes": ["x"],
    "size": "large",
    "first_seen": "once",
    "sectors": {"a": "b"},
    "pattern": ["x"],
    "published": 20260101,
    "object_refs": "x",
    "count": [],
}


def test_values_of_other_types_than_expected_are_shown(town: Town, sign_in: SignIn) -> None:
    """A custom type is not checked against the tables, so anything can stand anywhere."""
    record = stix.domain_object("x-odd-thing", **ODD)
    assert parties.outcomes(parties.give(town.bank, record)) == ["stored"]
    text = page(sign_in(town.bank), record)
    assert "not a list" in text


def test_values_are_defanged_and_the_real_one_is_copied(town: Town, sign_in: SignIn) -> None:
    record = stix.indicator("evil.example", name="Heron")
    parties.give(town.bank, record)
    text = page(sign_in(town.bank), record)
    assert "evil[.]example" in text
    assert 'data-copy-text="evil.example"' in text


def test_a_revoked_record_says_so_at_the_top(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(name="Kite")
    parties.give(town.bank, record)
    assert "do not act on it" not in page(sign_in(town.bank), record)
    parties.give(town.bank, record | {"revoked": True, "modified": stix.DAY.format(day=2)})
    assert "do not act on it" in page(sign_in(town.other), record)


def test_neighbours_are_shown_where_released_and_not_where_not(town: Town, sign_in: SignIn) -> None:
    kite, heron = stix.malware(name="Kite"), stix.malware(name="Heron", level="amber")
    found = stix.indicator("evil.example", name="Indicator one")
    parties.give(
        town.bank,
        kite,
        heron,
        found,
        stix.relationship(found["id"], kite["id"], relationship_type="indicates"),
        stix.relationship(kite["id"], heron["id"], relationship_type="variant-of"),
        stix.report([kite["id"], heron["id"]], name="Report 17"),
    )
    member = page(sign_in(town.other), kite)
    assert all(name in member for name in ("Heron", "Indicator one", "Report 17"))
    assert "indicated by" in member
    stranger = page(sign_in(town.stranger), kite)
    assert "Heron" not in stranger
    assert heron["id"] not in stranger
    assert "Indicator one" in stranger


def test_many_of_one_kind_leave_room_for_the_others_in_the_picture(
    town: Town, sign_in: SignIn
) -> None:
    kite, campaign = stix.malware(name="Kite"), stix.domain_object("campaign", name="Winter")
    found = [stix.indicator(f"e{n}.example", name=f"I{n:02}") for n in range(40)]
    ties = [
        stix.relationship(one["id"], kite["id"], relationship_type="indicates") for one in found
    ]
    uses = stix.relationship(campaign["id"], kite["id"], relationship_type="uses")
    parties.give(town.bank, kite, campaign, uses, *found, *ties)
    context = sign_in(town.bank).get(url(kite)).context
    assert "Winter" in [one.node.label for one in context["drawn"]]
    assert (len(context["drawn"]), context["tied"]) == (24, 41)


def test_a_container_lists_what_the_reader_may_see(town: Town, sign_in: SignIn) -> None:
    kite, heron = stix.malware(name="Kite"), stix.malware(name="Heron", level="amber")
    report = stix.report([kite["id"], heron["id"]], name="Report 17")
    parties.give(town.bank, kite, heron, report)
    text = page(sign_in(town.stranger), report)
    assert "Kite" in text
    assert "Heron" not in text
    assert heron["id"] not in text
    assert heron["id"] not in page(sign_in(town.stranger), report, "json")
    assert "Heron" in page(sign_in(town.other), report)


def test_records_with_the_same_value_find_each_other(town: Town, sign_in: SignIn) -> None:
    one = stix.indicator("evil.example", name="Kite")
    parties.give(town.bank, one)
    parties.give(town.other, stix.indicator("evil.example", name="Heron"))
    parties.give(town.stranger, stix.indicator("evil.example", name="Secret", level="red"))
    text = page(sign_in(town.bank), one)
    assert "Heron" in text
    assert "Secret" not in text


def test_a_translation_of_the_source_is_shown_and_marked(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(name="Kite", description="A family.")
    content = stix.domain_object(
        "language-content",
        object_ref=record["id"],
        object_modified=record["modified"],
        contents={"bn": {"name": "ঘুড়ি", "description": "একটি পরিবার।"}},
    )
    parties.give(town.bank, record, content)
    parties.give(
        town.stranger,
        stix.domain_object(
            "language-content", object_ref=record["id"], contents={"bn": {"name": "ভুয়া"}}
        ),
    )
    bangla = page(sign_in(town.bank, language="bn"), record)
    assert '<span class="break" lang="bn">ঘুড়ি</span>' in bangla
    assert "একটি পরিবার।" in bangla
    assert "ভুয়া" not in bangla
    assert "Kite" in bangla
    listed = sign_in(town.bank, language="bn").get("/intelligence/").content.decode()
    assert "ঘুড়ি</a>" in listed
    assert "ভুয়া</a>" not in listed
    english = page(sign_in(town.bank), record)
    assert "A family." in english
    assert "একটি পরিবার।" not in english


def test_why_is_told_to_the_reader_and_of_others_only_to_those_who_may(
    town: Town, sign_in: SignIn
) -> None:
    record = stix.malware(name="Kite", level="amber")
    parties.give(town.bank, record)
    source = page(sign_in(town.bank), record)
    assert f"Why may {town.bank} see this record?" in source
    assert 'name="recipient"' in source
    other = page(sign_in(town.bank), record, "why", recipient=town.other.pk)
    assert f"Why may {town.other} see this record?" in other
    # The choice is no directory of the hub.
    unknown = page(sign_in(town.bank), record, "why", recipient=town.stranger.pk)
    assert str(town.stranger) not in source + unknown
    steward = page(sign_in(town.bank, "steward"), record, "why", recipient=town.stranger.pk)
    assert f"Why may {town.stranger} not see this record?" in steward
    member = page(sign_in(town.other), record, "why", recipient=town.stranger.pk)
    assert f"Why may {town.other} see this record?" in member
    assert str(town.stranger) not in member
    assert 'name="recipient"' not in member
    for wrong in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert f"Why may {town.bank} see" in page(
            sign_in(town.bank), record, "why", recipient=wrong
        )


def test_versions_stand_side_by_side(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(name="Kite", description="first words")
    parties.give(town.bank, record)
    newer = record | {"modified": stix.DAY.format(day=3), "description": "other words"}
    parties.give(town.bank, newer)
    text = page(sign_in(town.other), record, "versions")
    assert "first words" in text
    assert "other words" in text
    assert "$.description" in text
    assert page(sign_in(town.other), record, "versions", old="x", new="-1")


def test_a_narrower_newer_version_hides_the_older_one(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(name="Kite", description="first words")
    parties.give(town.bank, record)
    newer = stix.marked(record | {"modified": stix.DAY.format(day=3)}, "red")
    parties.give(town.bank, newer)
    assert sign_in(town.other).get(url(record)).status_code == 404


def test_the_time_line_tells_of_a_delivery_of_everything(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(name="Kite")
    parties.give(town.bank, record)
    position = ObjectVersion.objects.get().position
    inbox, whole = (
        Collection.objects.create(
            owner=town.other, title=f"C{n}", alias=f"c{n}", choice=choice, given=False
        )
        for n, choice in enumerate(({"tlp": ["red"]}, {}))
    )
    fields = {"recipient": town.other, "door": "taxii", "sequential": True, "count": 1}
    Delivery.objects.create(first=1, last=position, collection=inbox.id, **fields)
    Delivery.objects.create(first=position + 1, last=position + 9, collection=whole.id, **fields)
    assert "Handed over" not in page(sign_in(town.other), record)
    Delivery.objects.create(first=1, last=position, collection=whole.id, **fields)
    assert f"Handed over to {town.other}" in page(sign_in(town.other), record)
    assert "Handed over" not in page(sign_in(town.bank), record)


def test_seen_as_another_only_what_both_may_have_is_there(town: Town, sign_in: SignIn) -> None:
    shared = stix.malware(name="Kite", level="amber")
    own = stix.malware(name="Heron", level="red")
    secret = stix.malware(name="Secret", level="red")
    parties.give(town.bank, shared, own)
    parties.give(town.other, secret)
    steward = sign_in(town.bank, "steward")
    session = steward.session
    session["see_as"] = str(town.other.pk)
    session.save()
    listed = steward.get("/intelligence/").content.decode()
    assert "Kite" in listed
    assert "Heron" not in listed
    assert "Secret" not in listed
    assert steward.get(url(own)).status_code == 404
    assert steward.get(url(secret)).status_code == 404
    text = page(steward, shared)
    assert f"Why may {town.other} see this record?" in text
    assert 'name="recipient"' not in text


def test_the_json_is_what_was_sent(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(x_custom={"deep": [1, None, "অ"]})
    parties.give(town.bank, record)
    response = sign_in(town.other).get(url(record, "json"))
    assert json.loads(response.content) == record
    assert response["Content-Disposition"].startswith("attachment")
    assert sign_in(town.other).get(url(record, "json"), {"position": "1"}).status_code == 404


def test_a_withdrawn_record_is_gone(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(name="Kite")
    parties.give(town.bank, record)
    assert actions.withdraw(record["id"], source=town.bank) == ANY
    assert sign_in(town.other).get(url(record)).status_code == 404


def test_every_type_of_the_standard_has_a_page(town: Town, sign_in: SignIn) -> None:
    sample = stix.malware(name="Kite")
    name = stix.domain_name("evil.example")
    sighting = stix.domain_object("sighting", sighting_of_ref=sample["id"], count=3)
    network = stix.domain_object("network-traffic", protocols=["tcp"], src_ref=name["id"])
    file = stix.domain_object("file", name="a.exe", hashes={"MD5": "d" * 32}, size=12)
    parties.give(town.bank, sample, name, sighting, network, file)
    client = sign_in(town.bank)
    assert "Kite" in page(client, sighting)
    assert page(client, network)
    assert "a.exe" in page(client, file)
