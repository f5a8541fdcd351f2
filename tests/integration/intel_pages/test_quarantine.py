# SPDX-License-Identifier: Apache-2.0
"""Quarantine and conflicts: seeing, mending, dismissing, bringing back."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import actions
from mohona.hub.intel.models import Conflict, ObjectVersion, Quarantine
from tests.factories import parties, stix
from tests.integration.intel_pages.conftest import SignIn, Town

LIST = "/intelligence/quarantine/"


def refused(source: Organisation, **fields: Any) -> Quarantine:
    """An indicator whose pattern does not parse."""
    record = stix.indicator("evil.example", **{"pattern": "[broken", **fields})
    parties.give(source, record)
    return Quarantine.objects.filter(source=source).latest("id")


def url(entry: Quarantine, name: str = "quarantined") -> str:
    return reverse(f"intel:{name}", args=[entry.pk])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_only_the_own_organisations_entries_are_there(town: Town, sign_in: SignIn) -> None:
    entry = refused(town.bank)
    own, other = sign_in(town.bank), sign_in(town.other, "steward")
    assert url(entry) in text(own, LIST)
    assert "1 entry could not be taken in" in text(own, LIST)
    assert "Quarantine is empty" in text(other, LIST)
    for name in ("quarantined", "bytes"):
        assert own.get(url(entry, name)).status_code == 200
        assert other.get(url(entry, name)).status_code == 404
    for name in ("quarantined", "dismiss", "restore"):
        assert other.post(url(entry, name), {"text": "{}"}).status_code == 404
    assert sign_in(town.bank, "reader").get(LIST).status_code == 403


def test_the_place_of_the_problem_is_marked(town: Town, sign_in: SignIn) -> None:
    entry = refused(town.bank, description="</pre><script>alert(1)</script>")
    page = text(sign_in(town.bank), url(entry))
    assert "<mark>&quot;pattern&quot;: &quot;[broken&quot;</mark>" in page
    assert "<script>alert" not in page


def test_a_mended_entry_is_stored_and_settled(town: Town, sign_in: SignIn) -> None:
    entry = refused(town.bank)
    record = json.loads(bytes(entry.body)) | {"pattern": "[domain-name:value = 'a.example']"}
    client = sign_in(town.bank)
    response = client.post(url(entry), {"text": json.dumps(record)})
    assert response["Location"].startswith("/intelligence/submissions/")
    assert ObjectVersion.objects.filter(stix_id=record["id"]).exists()
    assert "Quarantine is empty" in text(client, LIST)
    assert "Mended" in text(client, f"{LIST}?show=settled")


@pytest.mark.parametrize("mended", ['{"type": "indicator", "id": "x"}', "{ no json", "[]x", "null"])
def test_a_text_that_is_refused_again_waits_in_place_of_the_first(
    town: Town, sign_in: SignIn, mended: str
) -> None:
    entry = refused(town.bank)
    client = sign_in(town.bank)
    response = client.post(url(entry), {"text": mended})
    (waiting,) = Quarantine.objects.filter(resolved_at=None)
    assert waiting.pk != entry.pk
    assert response["Location"] == url(waiting)
    assert bytes(waiting.body).decode().strip() == mended.strip()
    page = text(client, response["Location"])
    assert "It still cannot be taken in" in page


def test_the_same_text_again_changes_nothing(town: Town, sign_in: SignIn) -> None:
    entry = refused(town.bank)
    body = bytes(entry.body).decode()
    response = sign_in(town.bank).post(url(entry), {"text": body})
    assert response["Location"] == url(entry)
    entry.refresh_from_db()
    assert entry.resolved_at is None


def test_a_dismissed_entry_can_be_brought_back(town: Town, sign_in: SignIn) -> None:
    entry, client = refused(town.bank), sign_in(town.bank)
    client.post(url(entry, "dismiss"))
    assert "Quarantine is empty" in text(client, LIST)
    assert "Dismissed" in text(client, url(entry))
    client.post(url(entry, "restore"))
    assert url(entry) in text(client, LIST)


def test_bringing_back_what_waits_already_is_refused_with_a_sentence(
    town: Town, sign_in: SignIn
) -> None:
    entry, client = refused(town.bank), sign_in(town.bank)
    record = json.loads(bytes(entry.body))
    client.post(url(entry, "dismiss"))
    parties.give(town.bank, record)
    response = client.post(url(entry, "restore"), follow=True)
    assert "wait in quarantine already" in response.content.decode()


def test_changes_need_a_form(town: Town, sign_in: SignIn) -> None:
    entry, client = refused(town.bank), sign_in(town.bank)
    assert client.get(url(entry, "dismiss")).status_code == 405
    assert Client(enforce_csrf_checks=True).post(url(entry, "dismiss")).status_code == 403


def test_a_settled_entry_has_nothing_to_mend(town: Town, sign_in: SignIn) -> None:
    entry, client = refused(town.bank), sign_in(town.bank)
    actions.dismiss(entry, by=parties.person(town.bank))
    assert "<textarea" not in text(client, url(entry))


def test_a_conflict_stands_side_by_side(town: Town, sign_in: SignIn) -> None:
    record = stix.malware(name="Kite", description="<b>as it stands</b>")
    parties.give(town.bank, record)
    parties.give(town.bank, record | {"description": "as it was sent again"})
    conflict = Conflict.objects.get()
    client = sign_in(town.bank)
    address = reverse("intel:conflict", args=[conflict.pk])
    assert address in text(client, "/intelligence/conflicts/")
    page = text(client, address)
    assert "&lt;b&gt;as it stands&lt;/b&gt;" in page
    assert "as it was sent again" in page
    assert sign_in(town.other).get(address).status_code == 404


def test_a_conflict_with_what_is_no_longer_released_shows_only_what_was_sent(
    town: Town, sign_in: SignIn
) -> None:
    record = stix.malware(name="Kite", description="as it stands")
    later = stix.DAY.format(day=2)
    parties.give(town.bank, record)
    parties.give(town.other, record | {"description": "a guess", "modified": later})
    conflict = Conflict.objects.get(source=town.other)
    actions.withdraw(record["id"], source=town.bank)
    page = text(sign_in(town.other), reverse("intel:conflict", args=[conflict.pk]))
    assert "no longer released" in page
    assert "a guess" in page
    assert "as it stands" not in page
