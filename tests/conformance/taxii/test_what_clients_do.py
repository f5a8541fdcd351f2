# SPDX-License-Identifier: Apache-2.0
"""The habits of other clients, replayed: how each finds its place, pages, stops and posts.

Read from the sources of OpenCTI, Elastic, Cortex XSOAR, Splunk, MISP and Sentinel's connector.
"""

import json
from typing import Any

import pytest

from tests.factories import parties, stix
from tests.factories.machines import ROOT, TAXII, Machine

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Machine:
    return Machine(parties.organisation())


def give(count: int, **more: Any) -> list[str]:
    records = [stix.indicator(f"x{n}.example", **more) for n in range(count)]
    parties.give(parties.organisation(), *records)
    return [one["id"] for one in records]


def read(machine: Machine, url: str, **query: Any) -> tuple[dict[str, Any], str]:
    answer = machine.get(url, **query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == TAXII
    return json.loads(answer.content), answer["X-TAXII-Date-Added-Last"]


def cut_to_milliseconds(moment: str) -> str:
    return moment[:23] + "Z"


def test_opencti_ingestion_keeps_milliseconds_and_resets_on_empty(machine: Machine) -> None:
    """State is next while there is one, else X-TAXII-Date-Added-Last cut to milliseconds."""
    wanted, found = give(7), []
    state: dict[str, str] = {}
    for poll in range(8):
        page, last = read(machine, machine.url(), limit=3, **state)
        found += [one["id"] for one in page["objects"]]
        if page.get("more"):
            state = {"next": page["next"]}
        else:
            state = {"added_after": cut_to_milliseconds(last)}
        if poll == 4:
            wanted += give(2)
    assert found == wanted


def test_opencti_connector_drops_added_after_and_lets_next_leak(machine: Machine) -> None:
    """It follows `more` with `next` alone, finds collections by title, splits at the dot."""
    wanted = give(5)
    listing = json.loads(machine.get(f"{ROOT}collections/").content)["collections"]
    root = json.loads(machine.get(ROOT).content)["title"]
    name, title = f"{root}.{listing[-1]['title']}".split(".")
    assert name == root
    (chosen,) = [one for one in listing if one["title"] == title]
    url = f"{ROOT}collections/{chosen['id']}/objects/"
    page, last = read(machine, url, added_after="1970-01-01T00:00:00Z", limit=2)
    found = [one["id"] for one in page["objects"]]
    turns = 0
    while page.get("more"):
        page, last = read(machine, url, next=page["next"], limit=2)
        found += [one["id"] for one in page["objects"]]
        turns += 1
        assert turns < 10
    assert found == wanted
    later = give(1)
    page, _last = read(machine, url, added_after=last)
    assert [one["id"] for one in page["objects"]] == later


def test_elastic_ignores_more_and_stops_when_next_is_gone(machine: Machine) -> None:
    """It needs `objects` always, drops added_after with next, keeps Date-Added-Last."""
    wanted, found = give(6), []
    state: dict[str, str] = {"added_after": "2020-01-01T00:00:00.000000000Z"}
    for _poll in range(4):
        page, last = read(machine, machine.url(), limit=3, **state)
        found += [one["id"] for one in page["objects"]]
        state = {"next": page["next"]} if page.get("next") else {"added_after": last}
    assert found == wanted


def test_xsoar_stops_at_the_first_empty_page_and_filters_by_type(machine: Machine) -> None:
    wanted = give(5)
    parties.give(parties.organisation(), stix.malware())
    found: list[str] = []
    state: dict[str, str] = {}
    while True:
        page, _last = read(
            machine, machine.url(), match_type="indicator,relationship", limit=2, **state
        )
        if not page["objects"]:
            break
        found += [one["id"] for one in page["objects"]]
        if not page["more"]:
            break
        state = {"next": page["next"]}
    assert found == wanted


def test_xsoar_tries_2_0_only_after_406(machine: Machine) -> None:
    headers = {"Accept": "application/vnd.oasis.taxii+json; version=2.0"}
    assert machine.get("/taxii2/", headers=headers).status_code == 406
    assert machine.get("/taxii2/", headers={"Accept": TAXII}).status_code == 200


def test_splunk_posts_a_bundle_with_keys_of_its_own(machine: Machine) -> None:
    bundle = {"type": "bundle", "id": stix.identifier("bundle"), "objects": [stix.malware()]}
    answer = machine.post(json.dumps(bundle).encode(), content_type="application/json")
    assert answer.status_code == 202
    assert json.loads(answer.content)["status"] == "complete"


def test_misp_pushes_with_both_types_and_browses_by_fifty(machine: Machine) -> None:
    answer = machine.post(
        [stix.malware()],
        headers={"Accept": TAXII},
        content_type="application/taxii+json;version=2.1",
    )
    assert answer.status_code == 202
    wanted = give(120)
    found: list[str] = []
    page: dict[str, Any] = {"next": ""}
    while "next" in page:
        page, _last = read(machine, machine.url(), limit=50, next=page["next"])
        found += [one["id"] for one in page["objects"]]
    assert found[1:] == wanted


def test_sentinel_takes_the_root_and_a_uuid(machine: Machine) -> None:
    wanted = give(2)
    root = json.loads(machine.get(ROOT).content)
    assert TAXII in root["versions"]
    page, _last = read(machine, f"{ROOT}collections/{machine.collection().id}/objects")
    assert [one["id"] for one in page["objects"]] == wanted


def test_a_first_read_without_limit_is_bounded(machine: Machine) -> None:
    """taxii2-client sends no limit at first, and takes the size of that page from then on."""
    give(1_003)
    page, _last = read(machine, machine.url())
    assert (len(page["objects"]), page["more"]) == (1_000, True)
    rest, _last = read(machine, machine.url(), limit=1_000, next=page["next"])
    assert (len(rest["objects"]), rest["more"]) == (3, False)
