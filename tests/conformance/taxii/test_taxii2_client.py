# SPDX-License-Identifier: Apache-2.0
"""OASIS's own client as a black box against a real server process."""

import json
from typing import Any

import pytest
import requests
from taxii2client.common import TokenAuth
from taxii2client.exceptions import AccessError
from taxii2client.v21 import ApiRoot, Collection, Server, as_pages

from tests.conformance.taxii.conftest import Hub
from tests.factories import stix

pytestmark = pytest.mark.slow


def connect(hub: Hub, secret: str) -> dict[str, Collection]:
    """Discovery, root, collections: the way of a client that knows the address alone."""
    server = Server(f"{hub.address}/taxii2/", user="taxii", password=secret)
    root = server.default
    assert isinstance(root, ApiRoot)
    assert [one.url for one in server.api_roots] == [root.url]
    assert root.max_content_length == 4 * 1024 * 1024
    assert root.versions == ["application/taxii+json;version=2.1"]
    return {one.custom_properties.get("alias") or one.alias: one for one in root.collections}


@pytest.fixture(scope="module")
def source(hub: Hub) -> dict[str, Collection]:
    return connect(hub, hub.organisation("Source of the Test"))


@pytest.fixture(scope="module")
def reader(hub: Hub) -> dict[str, Collection]:
    return connect(hub, hub.organisation("Reader of the Test"))


@pytest.fixture(scope="module")
def given(source: dict[str, Collection], reader: dict[str, Collection]) -> list[stix.Record]:
    """Records that the source has posted: 25 for all, 3 for itself alone."""
    records = [stix.indicator(f"a{n}.example") for n in range(20)]
    records += [stix.malware(name=f"Family {n}") for n in range(5)]
    secret = [stix.malware(level="red") for _ in range(3)]
    status = source["inbox"].add_objects({"objects": records + secret})
    assert status.status == "complete"
    assert status.success_count == status.total_count == 28
    assert len(status.successes) == 28
    return records


def by_pages(collection: Collection, size: int = 0, **wanted: Any) -> list[stix.Record]:
    pages = list(as_pages(collection.get_objects, per_request=size, **wanted))
    assert all(page["objects"] for page in pages[:-1])
    return [record for page in pages for record in page["objects"]]


@pytest.mark.parametrize("size", [0, 1, 7, 25, 26, 5000])
def test_pages_bring_each_object_once(
    reader: dict[str, Collection], given: list[stix.Record], size: int
) -> None:
    assert by_pages(reader["everything"], size) == given


def test_the_manifest_pages_too(reader: dict[str, Collection], given: list[stix.Record]) -> None:
    pages = as_pages(reader["everything"].get_manifest, per_request=10)
    entries = [entry for page in pages for entry in page["objects"]]
    assert [entry["id"] for entry in entries] == [one["id"] for one in given]


def test_filters(reader: dict[str, Collection], given: list[stix.Record]) -> None:
    families = [one for one in given if one["type"] == "malware"]
    assert by_pages(reader["everything"], 2, type="malware") == families
    few = [given[3], given[22]]
    assert by_pages(reader["everything"], id=[one["id"] for one in few]) == few
    assert by_pages(reader["everything"], version="all", spec_version="2.1") == given
    entries = reader["everything"].get_manifest()["objects"]
    after = entries[9]["date_added"]
    assert by_pages(reader["everything"], 4, added_after=after) == given[10:]


def test_one_object_and_its_versions(
    reader: dict[str, Collection], given: list[stix.Record]
) -> None:
    found = reader["everything"].get_object(given[0]["id"])
    assert found["objects"] == [given[0]]
    versions = reader["everything"].object_versions(given[0]["id"])["versions"]
    assert len(versions) == 1
    assert reader["everything"].get_object(given[0]["id"], version=versions)["objects"]


def test_two_recipients_see_different_sets(
    hub: Hub, reader: dict[str, Collection], source: dict[str, Collection],
    given: list[stix.Record],
) -> None:  # fmt: skip
    assert len(by_pages(source["everything"], 10)) == 28
    assert len(by_pages(reader["everything"], 10)) == 25
    assert by_pages(reader["inbox"]) == []


def test_posting_tells_of_what_was_refused(reader: dict[str, Collection]) -> None:
    good, bad = stix.malware(level="red"), stix.malware(level="red")
    bad["modified"] = "not a time"
    status = reader["inbox"].add_objects({"objects": [good, bad]}, poll_interval=0)
    assert (status.status, status.success_count, status.failure_count) == ("complete", 1, 1)
    (failure,) = status.failures
    assert failure["id"] == bad["id"]
    status.refresh()
    assert status.failure_count == 1


def test_a_version_grows_and_goes(source: dict[str, Collection], reader: dict[str, Collection],
                                  given: list[stix.Record]) -> None:  # fmt: skip
    first = stix.malware(name="Before")
    second = {**first, "name": "After", "modified": stix.DAY.format(day=9)}
    for record in (first, second):
        assert source["inbox"].add_objects({"objects": [record]}).success_count == 1
    seen = reader["everything"]
    assert [one["name"] for one in seen.get_object(first["id"])["objects"]] == ["After"]
    assert len(seen.get_object(first["id"], version="all")["objects"]) == 2
    source["inbox"].delete_object(first["id"])
    with pytest.raises(requests.HTTPError) as gone:
        seen.get_object(first["id"])
    assert gone.value.response.status_code == 404


def test_every_way_to_sign_in(hub: Hub, given: list[stix.Record]) -> None:
    secret = hub.organisation("Reader of the Test")
    for how in ({"auth": TokenAuth(secret)}, {"user": "any", "password": secret}):
        assert Server(f"{hub.address}/taxii2", **how).title == "Mohona"
    for header in (f"Bearer {secret}", f"token {secret}"):
        answer = requests.get(
            f"{hub.address}/taxii2/", headers={"Authorization": header}, timeout=60
        )
        assert answer.json()["title"] == "Mohona"
    assert requests.get(f"{hub.address}/taxii2/", auth=(secret, ""), timeout=60).ok
    with pytest.raises(requests.HTTPError) as refused:
        _ = Server(f"{hub.address}/taxii2/", auth=TokenAuth("wrong")).title
    assert refused.value.response.status_code == 401


def test_the_client_itself_keeps_to_can_write(reader: dict[str, Collection]) -> None:
    with pytest.raises(AccessError):
        reader["everything"].add_objects({"objects": []})


def test_a_body_over_the_limit_is_told_so(hub: Hub, given: list[stix.Record]) -> None:
    secret = hub.organisation("Reader of the Test")
    place = f"{hub.root}collections/inbox/objects/"
    headers = {
        "Authorization": f"Bearer {secret}",
        "Content-Type": "application/taxii+json;version=2.1",
    }
    large = b'{"objects": [' + b" " * 20_000_000 + b"]}"

    def in_chunks() -> Any:
        for start in range(0, len(large), 100_000):
            yield large[start : start + 100_000]

    for body in (large, in_chunks()):
        answer = requests.post(place, data=body, headers=headers, timeout=60)
        assert answer.status_code == 413, answer.text
        assert "4194304" in answer.json()["title"]
    record = stix.malware(level="red")
    body = json.dumps({"objects": [record]}).encode()
    answer = requests.post(place, data=iter([body[:50], body[50:]]), headers=headers, timeout=60)
    assert answer.status_code == 202
    assert answer.json()["success_count"] == 1
    assert requests.post(place, data=b"", headers=headers, timeout=60).status_code == 400
