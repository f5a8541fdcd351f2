# SPDX-License-Identifier: Apache-2.0
"""Upload and the report per object."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mohona.hub.intel import actions
from mohona.hub.intel.models import ObjectVersion, Quarantine, Submission
from tests.factories import parties, stix
from tests.integration.intel_pages.conftest import SignIn, Town

UPLOAD = "/intelligence/upload/"


def send(client: Client, *documents: bytes, text: str = "", **extra: Any) -> Any:
    files = [SimpleUploadedFile(f"file {n}.json", body) for n, body in enumerate(documents)]
    return client.post(UPLOAD, {"documents": files, "text": text}, **extra)


def test_a_file_beyond_the_limit_is_refused(town: Town, sign_in: SignIn, settings: Any) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, max_import=1024)
    page = send(sign_in(town.bank), stix.bundle(stix.malware(description="x" * 2000)))
    assert "at most 1024 bytes" in page.content.decode()
    assert not Submission.objects.filter(source=town.bank).exists()


def test_what_will_happen_is_said_before(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.bank).get(UPLOAD).content.decode()
    assert str(town.bank) in page
    assert "TLP:GREEN, your default" in page
    nobody = parties.organisation()
    assert "stays with you" in sign_in(nobody).get(UPLOAD).content.decode()


def test_a_file_gets_a_report_with_a_line_for_each_object(town: Town, sign_in: SignIn) -> None:
    good, known = stix.malware(name="Kite"), stix.malware(name="Heron")
    parties.give(town.bank, known)
    broken = stix.indicator("evil.example") | {"pattern": "[broken"}
    other = known | {"name": "Heron renamed"}
    client = sign_in(town.bank)
    response = send(client, stix.bundle(good, known, broken, other))
    submission = Submission.objects.get(name="file 0.json")
    assert response["Location"] == f"/intelligence/submissions/{submission.public_id}/"
    page = client.get(response["Location"]).content.decode()
    assert "4 objects came: 1 stored, 1 known already, 1 in conflict, 1 refused" in page
    entry = Quarantine.objects.get(submission=submission)
    assert reverse("intel:quarantined", args=[entry.pk]) in page
    assert reverse("intel:object", args=[good["id"]]) in page
    assert "does not parse" in page
    refused = client.get(response["Location"], {"outcome": "quarantined"}).content.decode()
    assert "does not parse" in refused
    assert "Kite" not in refused


def test_several_files_and_text_are_a_submission_each(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.bank)
    text = json.dumps(stix.malware())
    response = send(client, stix.bundle(stix.malware()), b"{", text=text)
    assert response["Location"] == "/intelligence/submissions/"
    assert [s.state for s in Submission.objects.order_by("id")] == [
        "complete",
        "refused",
        "complete",
    ]
    page = client.get("/intelligence/submissions/").content.decode()
    assert "handed in 3 documents" in page
    assert "3 documents were handed in: 2 records stored, 1 refused." in page


@pytest.mark.parametrize(
    "document",
    [
        b"{",
        b"no json",
        b"[" * 50_000,
        b'{"objects": 7}',
        b"\xff\xfe\x00",
        b'{"type": "bundle", "objects": [{"a": "' + b"\xc3\x28" + b'"}]}',
        b'\x00{"type":"bundle"}',
        b'{"type":"bundle","id":"x","objects":[]} rubbish',
    ],
)
def test_a_bad_document_is_refused_with_a_sentence(
    town: Town, sign_in: SignIn, document: bytes
) -> None:
    client = sign_in(town.bank)
    page = client.get(send(client, document)["Location"]).content.decode()
    assert "Nothing was taken in" in page
    assert "Expected" in page
    assert not ObjectVersion.objects.exists()
    entry = Quarantine.objects.get()
    shown = client.get(reverse("intel:quarantined", args=[entry.pk]))
    assert shown.status_code == 200
    raw = client.get(reverse("intel:bytes", args=[entry.pk]))
    assert raw.content == document


def test_nothing_chosen_and_an_empty_file_are_said_in_the_form(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.bank)
    assert "nothing came" in send(client).content.decode()
    assert "is empty" in send(client, b"").content.decode()
    assert not Submission.objects.exists()


def test_what_was_typed_is_not_lost(town: Town, sign_in: SignIn) -> None:
    page = send(sign_in(town.bank), b"", text="{ typed for an hour").content.decode()
    assert "{ typed for an hour" in page


def test_with_script_the_report_is_opened_by_a_header(town: Town, sign_in: SignIn) -> None:
    response = send(sign_in(town.bank), stix.bundle(stix.malware()), headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith("/intelligence/submissions/")


def test_a_report_belongs_to_its_organisation(town: Town, sign_in: SignIn) -> None:
    submission = parties.give(town.bank, stix.malware(name="Kite"))
    url = reverse("intel:submission", args=[submission.public_id])
    assert sign_in(town.bank).get(url).status_code == 200
    assert sign_in(town.other).get(url).status_code == 404
    assert sign_in(town.other, "steward").get(url).status_code == 404
    assert sign_in(town.bank, "reader").get(url).status_code == 403
    assert sign_in(town.bank, "reader").get(UPLOAD).status_code == 403


def test_a_long_report_goes_on_further(
    town: Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mohona.hub.intel.views.submissions.REPORT_PAGE", 2)
    submission = parties.give(town.bank, *(stix.malware(name=f"F{n}") for n in range(5)))
    client, url = sign_in(town.bank), reverse("intel:submission", args=[submission.public_id])
    seen, after = [], 0
    while after is not None:
        context = client.get(url, {"after": after}).context
        seen += [line.title for line in context["lines"]]
        after = context["next_after"]
    assert seen == ["F0", "F1", "F2", "F3", "F4"]


def test_a_conflict_that_may_not_be_known_looks_stored(town: Town, sign_in: SignIn) -> None:
    secret = stix.malware(name="Secret family", level="red")
    parties.give(town.bank, secret)
    client = sign_in(town.stranger)
    response = send(client, stix.bundle(secret | {"name": "A guess"}))
    page = client.get(response["Location"]).content.decode()
    assert "1 stored" in page
    assert "Secret family" not in page
    assert "No conflicts" in client.get("/intelligence/conflicts/").content.decode()


def test_a_submission_without_a_report_shows_its_counts(town: Town, sign_in: SignIn) -> None:
    sent = actions.take_in(
        io.BytesIO(stix.bundle(stix.malware())), source=town.bank, door="taxii", name="x"
    )
    url = reverse("intel:submission", args=[sent.public_id])
    page = sign_in(town.bank).get(url).content.decode()
    assert "keeps no report per object" in page
    assert "1 object came: 1 stored" in page
