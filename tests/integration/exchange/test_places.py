# SPDX-License-Identifier: Apache-2.0
"""Discovery, root, collections: what is where, for whom, in which form."""

import json
import uuid

import pytest
from django.test import Client

from mohona.hub.sharing import actions as sharing
from tests.factories import parties, stix
from tests.factories.machines import ROOT, TAXII, Machine, error

pytestmark = pytest.mark.django_db
UNKNOWN = "8d3c1b64-6f0e-4c57-9a55-0d5a2a9f0000"


@pytest.fixture
def machine() -> Machine:
    return Machine(parties.organisation())


def read(machine: Machine, path: str) -> dict[str, object]:
    answer = machine.get(path)
    assert answer.status_code == 200
    return dict(json.loads(answer.content))


def test_discovery_names_the_root_as_the_default(machine: Machine) -> None:
    found = read(machine, "/taxii2/")
    assert found["title"]
    assert found["default"] in found["api_roots"]  # textually equal: taxii2-client compares


def test_the_root_has_what_clients_insist_on(machine: Machine) -> None:
    root = read(machine, ROOT)
    assert root["versions"] == [TAXII]  # media types: Sentinel takes nothing else
    assert isinstance(root["max_content_length"], int)
    assert "." not in str(root["title"])


def test_collections_have_uuids_and_titles_without_dots(machine: Machine) -> None:
    collections = read(machine, f"{ROOT}collections/")["collections"]
    assert isinstance(collections, list)
    assert {c["alias"]: c["can_write"] for c in collections} == {"everything": False, "inbox": True}
    for one in collections:
        assert uuid.UUID(one["id"]).version == 4
        assert one["can_read"] is True
        assert "." not in one["title"]
        assert one["media_types"] == ["application/stix+json;version=2.1"]
    assert len({one["title"] for one in collections}) == len(collections)


def test_a_collection_answers_to_its_id_in_any_case_and_to_its_alias(machine: Machine) -> None:
    identity = str(machine.collection().id)
    answers = [read(machine, f"{ROOT}collections/{n}/")
               for n in (identity, identity.upper(), "everything")]  # fmt: skip
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["id"] == identity


def test_anothers_collection_and_an_unknown_one_are_the_same_404(machine: Machine) -> None:
    other = Machine(parties.organisation())
    foreign = str(other.collection().id)
    for rest in ("", "objects/", "manifest/", f"objects/{stix.identifier('malware')}/"):
        texts = set()
        for identity in (foreign, UNKNOWN, "no-such-alias", "%00", "{" + foreign + "}"):
            path = f"{ROOT}collections/{identity}/{rest}"
            answer = machine.ask("GET", path)
            assert answer.status_code == 404
            texts.add(error(answer)["title"].replace(path.replace("%00", "\ufffd"), ""))
        assert len(texts) == 1
    assert machine.post(b"{}", path=f"{ROOT}collections/{foreign}/objects/").status_code == 404


def test_a_narrowed_collection_is_found_by_its_alias(machine: Machine) -> None:
    sharing.add_collection(
        owner=machine.organisation, title="Malware", alias="malware", by=None,
        choice={"kinds": ["malware"]},
    )  # fmt: skip
    source = parties.organisation()
    wanted, other = stix.malware(), stix.indicator("a.example")
    parties.give(source, wanted, other)
    assert machine.ids(f"{ROOT}collections/malware/objects/") == [wanted["id"]]
    assert set(machine.ids()) == {wanted["id"], other["id"]}


@pytest.mark.parametrize(
    "path",
    ["/taxii2", "/taxii2/mohona", "/taxii2/mohona/collections", "{collection}",
     "{collection}/objects", "{collection}/manifest"],
)  # fmt: skip
def test_both_slash_forms_are_the_same(machine: Machine, path: str) -> None:
    path = path.format(collection=f"{ROOT}collections/{machine.collection().id}")
    plain, slashed = machine.get(path), machine.get(path + "/")
    assert plain.status_code == slashed.status_code == 200
    assert plain.content == slashed.content


@pytest.mark.parametrize("path", ["/taxii2/", ROOT, f"{ROOT}collections/", "{objects}"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW"])
def test_other_methods_are_405_and_say_which_are_right(
    machine: Machine, method: str, path: str
) -> None:
    answer = machine.ask(method, path.format(objects=machine.url()))
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    "path",
    ["/taxii2/other/", "/taxii2/mohona/none", "/taxii2/mohona/status/x/", "/taxii2//",
     "/taxii2/mohona/status/" + UNKNOWN, "/taxii2/mohona/collections/inbox/objects/a/b/c",
     "/taxii2/%0a%00%ff/"],
)  # fmt: skip
def test_everything_else_is_a_404_with_the_taxii_media_type(machine: Machine, path: str) -> None:
    answer = machine.ask("GET", path)
    assert answer.status_code == 404
    error(answer)


def test_addresses_that_only_begin_alike_are_not_ours() -> None:
    answer = Client().get("/taxii2x/")
    assert answer["Content-Type"] != TAXII


def test_machines_get_no_cookies_and_may_not_be_cached(machine: Machine) -> None:
    answer = machine.get()
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_errors_come_in_the_language_that_the_client_asks_for(machine: Machine) -> None:
    english = error(machine.get("/taxii2/none/"))["title"]
    assert english.startswith("There is nothing")
    answer = machine.get("/taxii2/none/", headers={"Accept-Language": "de, en;q=0.5"})
    assert error(answer)["title"] == english
    error(machine.get("/taxii2/none/", headers={"Accept-Language": "bn"}))
