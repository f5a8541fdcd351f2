# SPDX-License-Identifier: Apache-2.0
"""The list: what it shows to whom, its filters, its pages, its exports."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mohona.hub.accounts import actions as accounts
from mohona.hub.intel import actions
from mohona.hub.intel.views import lists
from mohona.hub.sharing.models import Delivery
from tests.factories import parties, stix
from tests.integration.intel_pages.conftest import SignIn, Town

LIST = "/intelligence/"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def shown(client: Client, query: str = "") -> str:
    response = client.get(LIST + query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_everybody_sees_what_is_released_and_no_more(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, stix.malware(name="Clear one"), stix.malware(name="Red", level="red"))
    parties.give(town.bank, stix.malware(name="Amber one", level="amber"))
    assert all(name in shown(sign_in(town.bank)) for name in ("Clear one", "Amber one", "Red"))
    member = shown(sign_in(town.other))
    assert "Clear one" in member
    assert "Amber one" in member
    assert ">Red<" not in member
    stranger = shown(sign_in(town.stranger))
    assert "Clear one" in stranger
    assert "Amber one" not in stranger


def test_titles_of_hostile_feeds_stay_text(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, stix.malware(name=HOSTILE, description=HOSTILE))
    page = shown(sign_in(town.bank))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_filters_narrow_and_stand_in_the_url(town: Town, sign_in: SignIn) -> None:
    one, two = (
        stix.malware(name="Kite"),
        stix.indicator("evil.example", name="Heron", level="green"),
    )
    parties.give(town.bank, one, two, stix.relationship(two["id"], one["id"]))
    actions.index_words()
    client = sign_in(town.bank)
    for query, expected in {
        "": {"Kite", "Heron"},
        "?type=malware": {"Kite"},
        "?tlp=green": {"Heron"},
        "?q=kite": {"Kite"},
        "?value=hxxp://evil[.]example": set(),
        "?value=EVIL[.]example": {"Heron"},
        "?days=7": {"Kite", "Heron"},
        "?until=2020-01-01": set(),
        "?since=2020-01-01": {"Kite", "Heron"},
        "?revoked=yes": set(),
        f"?source={town.bank.pk}": {"Kite", "Heron"},
        "?sector=": {"Kite", "Heron"},
    }.items():
        page = shown(client, query)
        assert {name for name in ("Kite", "Heron") if f">{name}</a>" in page} == expected, query
    assert "related to" not in shown(client)
    assert "Heron → related to → Kite" in shown(client, "?type=all")


@pytest.mark.parametrize(
    "query",
    [
        "?tlp=purple",
        "?source=not-a-uuid",
        "?since=yesterday",
        "?since=2026-11-20&until=2026-11-01",
        "?before=99999999999999999999999",
        "?after=-1",
        "?before=১২৩",
        "?q=%00",
        "?q='\"(((",
        "?value=nonsense words",
        "?type=../../etc",
        "?days=7000000000",
        "?since=0001-01-01",
        "?until=9999-12-31",
        "?q=" + "x" * 5000,
    ],
)
def test_nonsense_in_the_url_is_no_error(town: Town, sign_in: SignIn, query: str) -> None:
    parties.give(town.bank, stix.malware(name="Kite"))
    assert shown(sign_in(town.bank), query)


def test_pages_by_position_show_each_record_once(
    town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 3)
    parties.give(town.bank, *(stix.malware(name=f"Family {n}") for n in range(8)))
    client, seen, query = sign_in(town.bank), [], ""
    while True:
        context = client.get(LIST + query).context
        seen += [version.title for version, _title, _source in context["rows"]]
        if context["older"] is None:
            break
        query = f"?before={context['older']}"
    assert seen == [f"Family {n}" for n in reversed(range(8))]
    back = client.get(f"{LIST}?after={context['newer']}").context
    assert [row[0].title for row in back["rows"]] == ["Family 4", "Family 3", "Family 2"]


def test_htmx_gets_the_same_page_and_a_short_address(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, stix.malware(name="Kite"))
    response = sign_in(town.bank).get(
        LIST + "?q=&type=malware&tlp=", headers={"HX-Request": "true"}
    )
    assert response["HX-Push-Url"] == "/intelligence/?type=malware"
    assert 'id="list"' in response.content.decode()


def test_a_page_asks_the_database_a_fixed_number_of_times(
    town: Town, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    family = stix.malware(name="Kite")
    found = [stix.indicator(f"e{n}.example") for n in range(40)]
    ties = [stix.relationship(one["id"], family["id"]) for one in found]
    parties.give(town.bank, family, *found, *ties)
    client = sign_in(town.bank)
    with django_assert_max_num_queries(14):
        shown(client, "?type=all")
    with django_assert_max_num_queries(30):
        assert client.get(reverse("intel:object", args=[family["id"]])).status_code == 200


def test_the_first_page_is_light(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, *(stix.malware(name="x" * 190) for _ in range(60)))
    assert len(shown(sign_in(town.bank))) < 100_000


def exported(client: Client, name: str, query: str = "") -> bytes:
    response = client.get(reverse(f"intel:{name}") + query)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def test_the_bundle_holds_exactly_what_is_shown(town: Town, sign_in: SignIn) -> None:
    one, two = stix.malware(x_custom={"deep": [1, None]}), stix.indicator("evil.example")
    listing = stix.report([one["id"], two["id"]])
    hidden = stix.malware(level="red")
    parties.give(town.bank, one, two, hidden, listing, stix.report([one["id"], hidden["id"]]))
    bundle = json.loads(exported(sign_in(town.bank), "export-bundle", "?type=malware"))
    assert sorted(o["id"] for o in bundle["objects"]) == sorted([one["id"], hidden["id"]])
    assert one in bundle["objects"]
    foreign = exported(sign_in(town.other), "export-bundle")
    assert hidden["id"].encode() not in foreign
    assert json.loads(exported(sign_in(town.stranger), "export-bundle", "?tlp=red")) | {
        "id": ""
    } == {"type": "bundle", "id": "", "objects": []}


def test_an_export_goes_on_over_stretches(
    town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mohona.hub.intel.records.STRETCH", 2)
    records = [stix.malware(name=f"F{n}") for n in range(5)]
    parties.give(town.bank, *records)
    client = sign_in(town.bank)
    bundle = json.loads(exported(client, "export-bundle"))
    assert [one["name"] for one in bundle["objects"]] == ["F4", "F3", "F2", "F1", "F0"]
    assert len(list(csv.reader(io.StringIO(exported(client, "export-csv").decode())))) == 6


def test_a_file_is_a_delivery_and_a_look_is_none(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, stix.malware(), stix.malware(), stix.malware(level="red"))
    client = sign_in(town.other)
    shown(client)
    assert not Delivery.objects.exists()
    exported(client, "export-bundle")
    note = Delivery.objects.get()
    assert (note.recipient_id, note.door, note.count) == (town.other.id, "page", 2)
    assert not note.sequential


def test_people_of_an_inactive_organisation_may_nothing(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.bank)
    accounts.change_organisation(town.bank, by=None, active=False)
    for name in ("list", "export-bundle", "upload"):
        assert client.get(reverse(f"intel:{name}")).status_code == 403


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "=cmd|' /C calc'!A0", "＝1"]
)
def test_no_cell_of_the_csv_is_a_formula(town: Town, sign_in: SignIn, title: str) -> None:
    parties.give(town.bank, stix.malware(name=title))
    text = exported(sign_in(town.bank), "export-csv").decode("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(text, newline="")))
    assert row["title"].startswith("'")
    assert row["title"].lstrip("'").strip() == title.strip()


def test_who_may_not_export_gets_no_file(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.bank, "reader")
    assert client.get(reverse("intel:export-csv")).status_code == 403
    assert "export.csv" not in shown(client)


@pytest.mark.parametrize(
    "name",
    ["list", "search", "look-up", "upload", "submissions", "quarantine", "conflicts"],
)
def test_without_a_sign_in_there_is_nothing(client: Client, db: None, name: str) -> None:
    response = client.get(reverse(f"intel:{name}"))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_an_empty_list_says_why_and_what_to_do(town: Town, sign_in: SignIn) -> None:
    page = shown(sign_in(town.stranger))
    assert "No records yet" in page
    assert reverse("intel:upload") in page
    assert "Remove all filters" in shown(sign_in(town.stranger), "?tlp=red")


@pytest.mark.parametrize("name", ["list", "look-up"])
def test_no_cache_keeps_a_page(town: Town, sign_in: SignIn, name: str) -> None:
    """A proxy or the way back after signing out would show what only one person may see."""
    page = sign_in(town.bank).get(reverse(f"intel:{name}"))
    assert page["Cache-Control"] == "private, no-store"
