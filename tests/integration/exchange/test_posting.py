# SPDX-License-Identifier: Apache-2.0
"""Handing in and taking back: bodies of every kind, status resources, refusals."""

import dataclasses
import gzip
import io
import json
import zlib
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import RequestFactory

from mohona.hub.exchange.taxii import receiving
from mohona.hub.exchange.taxii.refusals import RefusalError
from mohona.hub.intel.models import ObjectVersion, Quarantine, Submission
from tests.factories import parties, stix
from tests.factories.machines import ROOT, TAXII, Machine, error

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Machine:
    return Machine(parties.organisation())


@pytest.fixture
def small(settings: Any) -> int:
    """A hub that takes 2,000 bytes at most."""
    settings.OPTIONS = dataclasses.replace(django_settings.OPTIONS, max_content=2_000)
    return 2_000


def check_sums(status: dict[str, Any]) -> None:
    assert status["status"] == "complete"
    for name, entries in (("success", "successes"), ("failure", "failures"),
                          ("pending", "pendings")):  # fmt: skip
        assert status[f"{name}_count"] == len(status[entries])
    assert status["total_count"] == sum(
        status[f"{name}_count"] for name in ("success", "failure", "pending")
    )


def test_a_post_is_taken_in_and_read_back_from_the_inbox(machine: Machine) -> None:
    records = [stix.indicator("a.example", level="red"), stix.malware()]
    status = machine.status(*records)
    check_sums(status)
    assert status["total_count"] == status["success_count"] == 2
    assert [one["id"] for one in status["successes"]] == [one["id"] for one in records]
    assert machine.objects(machine.url(alias="inbox")) == records


def test_what_was_known_already_counts_as_taken_in(machine: Machine) -> None:
    record = stix.malware()
    machine.status(record)
    again = machine.status(record)
    check_sums(again)
    assert again["success_count"] == 1


def test_failures_say_why_beside_what_was_taken_in(machine: Machine) -> None:
    good, bad = stix.malware(), stix.malware()
    del bad["is_family"]
    status = machine.status(good, bad, {"no": "identifier"}, "no object", 7, None)  # type: ignore[arg-type]
    check_sums(status)
    assert status["success_count"] == 1
    assert [one["id"] for one in status["failures"]] == [bad["id"], "#3", "#4", "#5", "#6"]
    assert all(one["message"].endswith(".") for one in status["failures"])
    assert all(one["version"].endswith("Z") for one in status["failures"])
    assert Quarantine.objects.filter(source=machine.organisation).count() == 5


def test_a_conflict_that_the_sender_may_know_of_is_a_failure(machine: Machine) -> None:
    record = stix.malware()
    machine.status(record)
    status = machine.status({**record, "name": "Something else"})
    check_sums(status)
    assert status["failure_count"] == 1
    assert "content" in status["failures"][0]["message"]


def test_a_conflict_with_what_the_sender_may_not_see_tells_nothing(machine: Machine) -> None:
    secret = stix.malware(level="red")
    parties.give(parties.organisation(), secret)
    status = machine.status({**secret, "name": "A guess"})
    plain = machine.status(stix.malware(level="red"))
    assert status["success_count"] == plain["success_count"] == 1
    assert status["failure_count"] == 0


def test_the_status_is_its_posters_alone(machine: Machine) -> None:
    status = machine.status(stix.malware())
    path = f"{ROOT}status/{status['id']}/"
    assert json.loads(machine.get(path).content) == status
    assert json.loads(Machine(machine.organisation).get(path[:-1]).content) == status
    assert Machine(parties.organisation()).get(path).status_code == 404


def test_a_hand_in_through_another_door_is_no_status(machine: Machine) -> None:
    submission = parties.give(machine.organisation, stix.malware())
    assert machine.get(f"{ROOT}status/{submission.public_id}/").status_code == 404


def test_the_sender_is_who_signed_in_whatever_the_payload_says(machine: Machine) -> None:
    other = parties.organisation()
    machine.status(stix.malware(created_by_ref=f"identity--{other.id}"))
    assert ObjectVersion.objects.get().source_id == machine.organisation.id
    assert Submission.objects.get(door="taxii").key_id == machine.key.id


@pytest.mark.parametrize(
    "kind",
    [
        "application/taxii+json;version=2.1",
        "application/taxii+json; version=2.1",
        "application/taxii+json",
        "application/vnd.oasis.stix+json; version=2.0",
        "application/stix+json;version=2.1",
        "application/json",
        "Application/JSON; charset=utf-8",
    ],
)
def test_content_types_of_real_clients_are_taken(machine: Machine, kind: str) -> None:
    assert machine.post([stix.malware()], content_type=kind).status_code == 202


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/xml", "multipart/form-data; boundary=x", "x" * 400]
)
def test_other_content_types_are_415(machine: Machine, kind: str) -> None:
    answer = machine.post([stix.malware()], content_type=kind)
    assert answer.status_code == 415
    error(answer)
    assert not ObjectVersion.objects.exists()


def test_a_bundle_and_extra_keys_are_taken(machine: Machine) -> None:
    """Splunk's application posts bundles."""
    bundle = {"type": "bundle", "id": stix.identifier("bundle"), "x_more": {"a": [1]},
              "spec_version": "2.1", "objects": [stix.malware()], "more": False}  # fmt: skip
    answer = machine.post(json.dumps(bundle).encode())
    assert answer.status_code == 202
    assert json.loads(answer.content)["success_count"] == 1


@pytest.mark.parametrize("body", [b"{}", b'{"objects": []}', b'{"more": false, "objects":[]}'])
def test_an_empty_envelope_is_complete_at_once(machine: Machine, body: bytes) -> None:
    status = json.loads(machine.post(body).content)
    check_sums(status)
    assert status["total_count"] == 0


# Always the same, so that every worker collects the same tests.
ALONE = json.dumps(
    {**stix.malware(), "id": "malware--1f6ad4b8-2c6e-4c5f-9a37-0d8f4e6b7a10"}
).encode()
GOOD = b'{"objects": [' + ALONE + b"]}"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"   \n", 400),
        (b"{", 400),
        (GOOD[:-2], 400),
        (GOOD[:100], 400),
        (GOOD + b"rubbish", 400),
        (b"<html></html>", 400),
        (b"\xff\xfe\x00\x01", 400),
        (GOOD.replace(b"Sample", b"\xff\xff"), 400),
        (b'{"objects": {"type": "malware"}}', 422),
        (b'{"objects": "text"}', 422),
        (b'{"objects": [], "objects": []}', 422),
        (b"null", 400),
        (b"[" * 10_000, 400),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, 422),
        (b"\x00" * 50, 400),
    ],
)
def test_a_document_that_cannot_be_read_stores_nothing(
    machine: Machine, body: bytes, status: int
) -> None:
    answer = machine.post(body)
    assert answer.status_code in (202, status), answer.content
    if answer.status_code == 202:  # read as one object that failed
        assert json.loads(answer.content)["success_count"] == 0
    else:
        error(answer)
    assert not ObjectVersion.objects.exists()


@pytest.mark.parametrize(
    "inside",
    [
        b'{"type": "malware", "type": "tool"}',
        ALONE.replace(b'"name": "Sample family"', b'"name": "a\\u0000b"'),
        ALONE.replace(b'"name": "Sample family"', b'"name": "a\\ud800b"'),
        ALONE.replace(b'"is_family": true', b'"is_family": "yes"'),
        ALONE.replace(b'"is_family": true', b'"is_family": 1e999'),
        ALONE.replace(b"2026-01-01T00:00:00.000Z", b"2026-02-30T00:00:00.000Z"),
        ALONE.replace(b"malware--", b"tool--"),
        b"[" * 5_000 + b"]" * 5_000,
        b'{"type": "malware", "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        b'{"type": "malware", "labels": [' + b'"x",' * 1_000_000 + b'"x"]}',
        json.dumps(stix.indicator("a", pattern="[not a pattern")).encode(),
        json.dumps(stix.relationship(*([stix.identifier("malware")] * 2))).encode(),
        json.dumps({**(r := stix.malware()), "object_marking_refs": [r["id"]]}).encode(),
    ],
)
def test_a_broken_object_is_a_failure_and_the_others_are_taken_in(
    machine: Machine, inside: bytes
) -> None:
    good = stix.malware()
    answer = machine.post(b'{"objects":[' + inside + b"," + json.dumps(good).encode() + b"]}")
    assert answer.status_code == 202, answer.content[:300]
    status = json.loads(answer.content)
    check_sums(status)
    assert good["id"] in [one["id"] for one in status["successes"]]
    assert status["failure_count"] == 1, status


def test_a_time_far_ahead_does_not_become_a_position(machine: Machine) -> None:
    record = {**stix.malware(), "modified": "2083-01-01T00:00:00.000Z"}
    machine.status(record)
    version = ObjectVersion.objects.get()
    assert version.position < version.version


def test_only_the_inbox_is_written(machine: Machine) -> None:
    answer = machine.post([stix.malware()], path=machine.url())
    assert answer.status_code == 403
    assert "inbox" in error(answer)["title"]


def test_a_body_over_the_limit_is_413_unread(machine: Machine, small: int) -> None:
    assert json.loads(machine.get(ROOT).content)["max_content_length"] == small
    answer = machine.post(b" " * (small + 1))
    assert answer.status_code == 413
    assert str(small) in error(answer)["title"]
    assert machine.post(GOOD + b" " * (small - len(GOOD))).status_code == 202


def test_what_comes_out_of_gzip_is_bounded_too(machine: Machine, small: int) -> None:
    packed = {"headers": {"Content-Encoding": "gzip"}}
    bomb = gzip.compress(b" " * 100_000)
    assert len(bomb) < small
    assert machine.post(bomb, **packed).status_code == 413
    assert machine.post(gzip.compress(GOOD), **packed).status_code == 202


@pytest.mark.parametrize(
    "body", [b"no gzip", gzip.compress(GOOD)[:-10], gzip.compress(GOOD)[:5], zlib.compress(GOOD)]
)
def test_damaged_gzip_is_400(machine: Machine, body: bytes) -> None:
    answer = machine.post(body, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 400
    assert not ObjectVersion.objects.exists()


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "deflate"])
def test_other_encodings_are_415(machine: Machine, encoding: str) -> None:
    answer = machine.post(GOOD, headers={"Content-Encoding": encoding})
    assert answer.status_code == 415


class Chunked(io.BytesIO):
    """A stream that says nothing of its length; counts what was read from it."""

    asked = 0

    def read(self, size: int | None = -1) -> bytes:  # type: ignore[override]
        piece = super().read(size)
        self.asked += len(piece)
        return piece


def chunked(stream: Chunked, **meta: str) -> Any:
    request = RequestFactory().post("/", content_type=TAXII)
    del request.META["CONTENT_LENGTH"]
    request.META |= {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": stream, **meta}
    return request


def test_a_chunked_body_is_read_and_bounded() -> None:
    with receiving.body(chunked(Chunked(GOOD)), limit=10_000) as stream:
        assert stream.read() == GOOD
    endless = Chunked(b"x" * 50_000_000)
    with (
        pytest.raises(RefusalError) as refused,
        receiving.body(chunked(endless), limit=1_000_000),
    ):
        pass
    assert refused.value.status == 413
    assert endless.asked < 2_000_000


def test_a_body_that_ends_early_is_refused() -> None:
    request = RequestFactory().post("/", data=GOOD, content_type=TAXII)
    request.META["CONTENT_LENGTH"] = str(len(GOOD) + 1)
    request._stream = io.BytesIO(GOOD)
    with pytest.raises(RefusalError) as refused, receiving.body(request, limit=10_000):
        pass
    assert refused.value.status == 400


def test_large_bodies_lie_on_disk() -> None:
    large = b" " * (receiving.IN_MEMORY + 1)
    request = RequestFactory().post("/", data=large, content_type=TAXII)
    with receiving.body(request, limit=len(large)) as stream:
        assert stream._rolled  # type: ignore[attr-defined]


def test_delete_takes_back_what_was_given(machine: Machine) -> None:
    reader = Machine(parties.organisation())
    record = stix.malware()
    machine.status(record)
    assert reader.ids() == [record["id"]]
    place = machine.url(f"objects/{record['id']}/", alias="inbox")
    assert machine.ask("DELETE", place).status_code == 200
    assert reader.ids() == []
    assert machine.ids(machine.url(alias="inbox")) == []
    assert machine.ask("DELETE", place).status_code == 404
    assert machine.status(record)["success_count"] == 1
    assert reader.ids() == [record["id"]]


def test_one_version_is_taken_back_alone(machine: Machine) -> None:
    old = stix.malware(day=1)
    new = {**old, "modified": stix.DAY.format(day=2)}
    machine.status(old)
    machine.status(new)
    place = machine.url(f"objects/{old['id']}/", alias="inbox")
    assert machine.ask("DELETE", f"{place}?match[version]=first").status_code == 400
    assert machine.ask("DELETE", f"{place}?match[version]={old['modified']}").status_code == 200
    versions = json.loads(machine.get(place + "versions/").content)["versions"]
    assert [one[:10] for one in versions] == ["2026-01-02"]


def test_nobody_takes_back_what_others_gave(machine: Machine) -> None:
    record = stix.malware()
    parties.give(parties.organisation(), record)
    for alias, status in (("everything", 403), ("inbox", 404)):
        place = machine.url(f"objects/{record['id']}/", alias=alias)
        assert machine.ask("DELETE", place).status_code == status
    assert machine.ids() == [record["id"]]
