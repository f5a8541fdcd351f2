# SPDX-License-Identifier: Apache-2.0
"""The page that says how to connect, and the export into a file."""

import io
import json

import pytest
from django.test import Client

from mohona.hub.exchange import export, snippets
from mohona.hub.sharing.models import Delivery
from mohona.hub.sharing.queries import Sight
from tests.factories import parties, stix
from tests.factories.machines import Machine

pytestmark = pytest.mark.django_db


def page(role: str, language: str = "en") -> tuple[Machine, str]:
    machine = Machine(parties.organisation())
    client = Client()
    client.force_login(
        parties.person(machine.organisation, role),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    answer = client.get("/connect/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return machine, answer.content.decode()


@pytest.mark.parametrize("language", ["en", "bn"])
def test_it_shows_the_own_collections_and_no_secret(language: str) -> None:
    stranger = Machine(parties.organisation())
    machine, text = page("reader", language)
    for alias in ("everything", "inbox"):
        assert str(machine.collection(alias).id) in text
        assert str(stranger.collection(alias).id) not in text
    assert machine.secret not in text
    assert machine.key.hint[:6] not in text
    assert snippets.KEY in text


def test_strangers_are_sent_to_sign_in() -> None:
    answer = Client().get("/connect/")
    assert answer.status_code == 302
    assert "/account/" in answer["Location"]


def test_the_python_snippet_is_python_and_each_names_its_collection() -> None:
    found = {one.name: one.text for one in snippets.of("https://hub.example", "EVERY", "IN")}
    compile(found["python"], "snippet", "exec")
    assert "https://hub.example/taxii2/mohona/collections/EVERY/" in found["curl"]
    assert "IN" in found["misp"]
    assert "EVERY" in found["opencti"]


def test_an_export_is_a_bundle_of_all_that_may_be_had_and_is_noted() -> None:
    reader, source = parties.organisation(), parties.organisation()
    records = [stix.malware(), stix.indicator("a.example"), stix.report([stix.identifier("tool")])]
    parties.give(source, *records, stix.malware(level="red"))
    file = io.BytesIO()
    counts: list[int] = []
    assert export.write(Sight(reader.id), file, watch=counts.append) == 3
    bundle = json.loads(file.getvalue())
    assert bundle["type"] == "bundle"
    assert [one["id"] for one in bundle["objects"]] == [one["id"] for one in records]
    assert counts == [3]
    note = Delivery.objects.get()
    assert (note.door, note.count, note.recipient_id) == ("file", 3, reader.id)


def test_an_empty_export_is_a_bundle_too() -> None:
    file = io.BytesIO()
    assert export.write(Sight(parties.organisation().id), file) == 0
    assert json.loads(file.getvalue())["objects"] == []
    assert not Delivery.objects.exists()
