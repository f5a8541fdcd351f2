# SPDX-License-Identifier: Apache-2.0
"""Reading objects, manifests and versions: pages, filters, places, and what is noted of it."""

import base64
import json
from typing import Any

import pytest
from django.http import HttpResponse

from mohona.cti.model.times import parse_time
from mohona.hub.accounts import actions as accounts
from mohona.hub.common import clock
from mohona.hub.intel import reading
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing.models import Delivery, Recipient
from tests.factories import parties, stix
from tests.factories.machines import ROOT, Machine, error

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Machine:
    return Machine(parties.organisation())


@pytest.fixture
def given(machine: Machine) -> list[stix.Record]:
    """Twelve indicators that everybody may have, in the order of their positions."""
    records = [stix.indicator(f"a{n}.example") for n in range(12)]
    parties.give(parties.organisation(), *records)
    return records


def body(answer: HttpResponse) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    return dict(json.loads(answer.content))


def last(answer: HttpResponse) -> str:
    return str(answer["X-TAXII-Date-Added-Last"])


def test_every_record_comes_back_as_it_was_given(
    machine: Machine, given: list[stix.Record]
) -> None:
    answer = machine.get()
    assert body(answer) == {"more": False, "objects": given}


def test_an_empty_collection_still_has_its_list(machine: Machine) -> None:
    assert body(machine.get()) == {"more": False, "objects": []}
    assert body(machine.get(machine.url("manifest/"))) == {"more": False, "objects": []}


def test_pages_follow_each_other_by_next_alone(machine: Machine, given: list[stix.Record]) -> None:
    found, following = [], {}
    while True:
        page = body(machine.get(limit=5, **following))
        found += page["objects"]
        assert page["more"] is ("next" in page)
        if not page["more"]:
            break
        assert page["objects"]
        following = {"next": page["next"]}
    assert found == given


def test_more_is_never_said_when_the_page_ends_exactly(
    machine: Machine, given: list[stix.Record]
) -> None:
    assert body(machine.get(limit=12))["more"] is False
    assert body(machine.get(limit=11))["more"] is True


def test_filters_hold_over_pages_repeated_or_not(machine: Machine) -> None:
    records = [stix.malware() if n % 2 else stix.indicator(f"b{n}.example") for n in range(10)]
    parties.give(parties.organisation(), *records)
    wanted = [one["id"] for one in records if one["type"] == "malware"]
    for repeated in ({}, {"match_type": "malware"}):
        page = body(machine.get(limit=2, match_type="malware"))
        found = [one["id"] for one in page["objects"]]
        while page["more"]:
            page = body(machine.get(limit=2, next=page["next"], **repeated))
            found += [one["id"] for one in page["objects"]]
        assert found == wanted


def test_filters_too_long_to_carry_must_be_repeated(machine: Machine) -> None:
    records = [stix.malware() for _ in range(90)]
    parties.give(parties.organisation(), *records)
    names = ",".join(one["id"] for one in records)
    page = body(machine.get(limit=50, match_id=names))
    assert len(page["next"]) < 200
    error(refused := machine.get(limit=50, next=page["next"]))
    assert refused.status_code == 400
    rest = body(machine.get(limit=50, next=page["next"], match_id=names))
    assert len(rest["objects"]) == 40


def test_next_is_bound_to_its_collection(machine: Machine, given: list[stix.Record]) -> None:
    following = body(machine.get(limit=5))["next"]
    assert machine.get(machine.url(alias="inbox"), next=following).status_code == 400
    assert Machine(parties.organisation()).get(next=following).status_code == 400
    assert machine.get(machine.url("manifest/"), next=following).status_code == 200


def _turned(text: str, index: int) -> str:
    raw = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    raw[index % len(raw)] ^= 1
    return base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()


def test_a_damaged_next_is_refused(machine: Machine, given: list[stix.Record]) -> None:
    following = body(machine.get(limit=5))["next"]
    damaged = [_turned(following, index) for index in range(20)]
    damaged += [following[:-1], following + "A", "x", "%00", "ম", "A" * 10_000, " ", "1", "null"]
    for text in damaged:
        answer = machine.get(next=text)
        assert answer.status_code == 400, text
        error(answer)


def test_an_empty_next_is_none(machine: Machine, given: list[stix.Record]) -> None:
    assert len(body(machine.get(next=""))["objects"]) == len(given)


def test_a_next_left_over_from_an_older_poll_never_goes_back(
    machine: Machine, given: list[stix.Record]
) -> None:
    following = body(machine.get(limit=5))["next"]
    newest = last(machine.get())
    assert body(machine.get(next=following, added_after=newest))["objects"] == []


def test_added_after_is_strict_and_headers_name_the_page(
    machine: Machine, given: list[stix.Record]
) -> None:
    first = machine.get(limit=3)
    second = machine.get(added_after=last(first))
    assert body(second)["objects"] == given[3:]
    entries = body(machine.get(machine.url("manifest/")))["objects"]
    assert last(second) == entries[-1]["date_added"]
    assert first["X-TAXII-Date-Added-First"] == entries[0]["date_added"]


def test_positions_stay_apart_when_cut_to_milliseconds(
    machine: Machine, given: list[stix.Record]
) -> None:
    """OpenCTI keeps milliseconds only, and repeats or loses what stands closer together."""
    entries = body(machine.get(machine.url("manifest/")))["objects"]
    kept = [one["date_added"][:-4] for one in entries]
    assert sorted(set(kept)) == kept
    cut = kept[4] + "Z"
    assert body(machine.get(added_after=cut))["objects"] == given[5:]


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.1Z",
        "2026-01-02T03:04:05.123456789Z",
        "2026-01-02t03:04:05.12z",
        "2026-01-02T03:04:05+06:00",
        "2026-01-02T03:04:05 06:00",
        "1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
        "2016-12-31T23:59:60Z",
    ],
)
def test_timestamps_of_every_precision_are_read(machine: Machine, text: str) -> None:
    assert machine.get(added_after=text).status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("added_after", "yesterday"),
        ("added_after", "2026-01-02"),
        ("added_after", "2026-13-02T03:04:05Z"),
        ("added_after", "2026-01-02T03:04:05.1234567890Z"),
        ("added_after", "1700000000"),
        ("added_after", "\x00"),
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "+5"),
        ("limit", "ten"),
        ("limit", "1.5"),
        ("limit", "৫"),
        ("limit", "000"),
        ("match[type]", ""),
        ("match[type]", ","),
        ("match[type]", "malware\x00"),
        ("match[id]", "\x00"),
        ("match[id]", ",".join(map(str, range(1_001)))),
        ("match[version]", "newest"),
        ("match[version]", "2026"),
        ("match[colour]", "red"),
        ("match[]", "x"),
    ],
)
def test_parameters_that_mean_nothing_are_400(machine: Machine, name: str, value: str) -> None:
    for rest in ("objects/", "manifest/"):
        answer = machine.get(machine.url(rest), **{name: value})
        assert answer.status_code == 400
        assert name in error(answer)["title"]


def test_odd_but_harmless_parameters_find_nothing(machine: Machine) -> None:
    odd = [
        ("match[id]", "'; drop table"),
        ("match[type]", "%s"),
        ("match[id]", "\ud800"),
        ("match[type]", "ম"),
        ("limit", "9" * 50),
        ("unknown", "x"),
    ]
    for name, value in odd:
        answer = machine.ask("GET", machine.url(), QUERY_STRING=_encoded(name, value))
        assert answer.status_code == 200, name
        assert body(answer)["objects"] == []


def _encoded(name: str, value: str) -> str:
    text = value.encode("utf-8", "surrogatepass")
    return f"{name}=" + "".join(f"%{byte:02x}" for byte in text)


def test_a_large_limit_is_cut_to_the_hubs_own(
    machine: Machine, given: list[stix.Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mohona.hub.exchange.taxii.asking.LARGEST_PAGE", 5)
    page = body(machine.get(limit=1_000_000))
    assert len(page["objects"]) == 5
    assert page["more"] is True


def test_filters_by_id_and_type_take_lists_and_repetition(machine: Machine) -> None:
    bad, seen, other = stix.malware(), stix.indicator("c.example"), stix.malware()
    parties.give(parties.organisation(), bad, seen, other)
    assert machine.ids(match_id=f"{bad['id']}, {seen['id']}") == [bad["id"], seen["id"]]
    assert machine.ids(match_type="malware,indicator") == [bad["id"], seen["id"], other["id"]]
    query = "match[type]=malware&match[type]=tool&match[id]=" + other["id"]
    answer = machine.ask("GET", machine.url(), QUERY_STRING=query)
    assert [one["id"] for one in body(answer)["objects"]] == [other["id"]]


@pytest.fixture
def grown(machine: Machine) -> stix.Record:
    """A malware of which days 1, 2 and 3 of January have a version; the newest is returned."""
    record = stix.malware(day=1)
    source = parties.organisation()
    for day in (1, 2, 3):
        record = {**record, "modified": stix.DAY.format(day=day), "name": f"Version {day}"}
        parties.give(source, record)
    return record


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (None, ["Version 3"]),
        ("last", ["Version 3"]),
        ("first", ["Version 1"]),
        ("first,last", ["Version 1", "Version 3"]),
        ("all", ["Version 1", "Version 2", "Version 3"]),
        ("2026-01-02T00:00:00.000Z", ["Version 2"]),
        ("2026-01-02T00:00:00Z,last", ["Version 2", "Version 3"]),
        ("2025-01-01T00:00:00Z", []),
    ],
)
def test_versions_are_chosen_as_the_standard_says(
    machine: Machine, grown: stix.Record, wanted: str | None, names: list[str]
) -> None:
    query = {} if wanted is None else {"match_version": wanted}
    for path in (machine.url(), machine.url(f"objects/{grown['id']}/")):
        assert [one["name"] for one in machine.objects(path, **query)] == names


def test_the_versions_of_an_object_are_listed(machine: Machine, grown: stix.Record) -> None:
    path = machine.url(f"objects/{grown['id']}/versions/")
    answer = machine.get(path)
    versions = body(answer)["versions"]
    assert [parse_time(v) for v in versions] == [
        parse_time(stix.DAY.format(day=day)) for day in (1, 2, 3)
    ]
    assert answer["X-TAXII-Date-Added-First"] < last(answer)
    page = body(machine.get(path, limit=2))
    assert page["versions"] == versions[:2]
    assert body(machine.get(path, limit=2, next=page["next"]))["versions"] == versions[2:]
    assert all(machine.ids(match_version=v, match_id=grown["id"]) for v in versions)


def test_spec_version_2_0_holds_nothing_and_2_1_everything(
    machine: Machine, given: list[stix.Record]
) -> None:
    assert machine.ids(match_spec_version="2.0") == []
    assert len(machine.ids(match_spec_version="2.0,2.1")) == len(given)


def test_an_object_that_may_not_be_had_is_as_unknown_as_none(machine: Machine) -> None:
    secret = stix.malware(level="red")
    parties.give(parties.organisation(), secret)
    texts = set()
    for identity in (secret["id"], stix.identifier("malware"), "x", "malware--%00" + "0" * 35):
        for rest in ("", "versions/"):
            answer = machine.ask("GET", machine.url(f"objects/{identity}/{rest}"))
            assert answer.status_code == 404
            texts.add(error(answer)["title"].split(" at ")[0])
    assert len(texts) == 1
    assert secret["id"] not in machine.get().content.decode()


def test_the_manifest_says_what_there_is(machine: Machine, given: list[stix.Record]) -> None:
    entries = body(machine.get(machine.url("manifest/"), limit=4))["objects"]
    assert [one["id"] for one in entries] == [one["id"] for one in given[:4]]
    for entry, record in zip(entries, given, strict=False):
        assert entry.keys() == {"id", "date_added", "version", "media_type"}
        assert parse_time(entry["version"]) == parse_time(record["modified"])
        assert entry["media_type"] == "application/stix+json;version=2.1"
        assert len(entry["date_added"]) == len("2026-01-02T03:04:05.000006Z")


def test_an_empty_answer_says_where_the_hub_stands(
    machine: Machine, given: list[stix.Record]
) -> None:
    """OpenCTI and Elastic take their own time for it otherwise, and lose records."""
    newest = last(machine.get())
    assert last(machine.get(added_after=newest)) == newest
    assert last(machine.get(match_type="tool")) == newest
    assert parse_time(last(machine.get(added_after="2083-01-01T00:00:00Z"))) <= clock.last()
    parties.give(parties.organisation(), late := stix.malware())
    assert machine.ids(added_after=newest) == [late["id"]]


def test_the_first_version_is_the_first_that_the_reader_may_have(machine: Machine) -> None:
    """Else an empty answer would tell that an older version is hidden."""
    source = parties.organisation()
    hidden = stix.malware(level="red", modified=stix.DAY.format(day=1))
    shown = {**stix.malware(modified=stix.DAY.format(day=2)), "id": hidden["id"]}
    parties.give(source, hidden)
    parties.give(source, shown)
    for wanted in ("all", "first", "last"):
        assert body(machine.get(match_version=wanted))["objects"] == [shown]


def test_date_added_is_the_hubs_time_not_the_senders(machine: Machine) -> None:
    record = stix.indicator("f.example", day=1, valid_from="2083-01-01T00:00:00Z")
    parties.give(parties.organisation(), record)
    (entry,) = body(machine.get(machine.url("manifest/")))["objects"]
    assert parse_time(entry["date_added"]) == clock.last()


def test_a_first_page_is_noted_before_it_is_read(machine: Machine) -> None:
    recipient = Recipient.objects.get(pk=machine.organisation.id)
    assert recipient.first_read_at is None
    machine.get(f"{ROOT}collections/")
    recipient.refresh_from_db()
    assert recipient.first_read_at is None
    machine.get()
    recipient.refresh_from_db()
    assert recipient.first_read_at is not None


def test_what_becomes_allowed_later_reaches_a_machine_that_has_read(machine: Machine) -> None:
    source = parties.organisation()
    green, clear = stix.malware(level="green"), stix.malware()
    parties.give(source, green, clear)
    answer = machine.get()
    assert [one["id"] for one in body(answer)["objects"]] == [clear["id"]]
    parties.community(source, machine.organisation, ceiling="green")
    sharing.fill_all()
    assert machine.ids(added_after=last(answer)) == [green["id"]]
    assert set(machine.ids()) == {green["id"], clear["id"]}


def test_deliveries_cover_what_was_handed_over(machine: Machine, given: list[stix.Record]) -> None:
    machine.get(limit=5)
    machine.get(match_type="indicator", limit=2)
    machine.get(machine.url("manifest/"), limit=3)
    machine.get(machine.url(f"objects/{given[0]['id']}/"))
    machine.get(added_after=last(machine.get()))
    notes = list(Delivery.objects.order_by("id").values_list("count", "sequential"))
    assert notes == [(5, True), (2, False), (3, False), (1, False), (12, True)]
    entries = body(machine.get(machine.url("manifest/")))["objects"]
    note = Delivery.objects.order_by("id").first()
    assert note is not None
    assert (note.door, note.key_id) == ("taxii", machine.key.id)
    assert note.collection == machine.collection().id
    assert note.recipient_id == machine.organisation.id
    assert note.first == parse_time(entries[0]["date_added"])
    assert note.last == parse_time(entries[4]["date_added"])


def test_containers_list_only_what_the_reader_may_have(machine: Machine) -> None:
    open_one, closed = stix.malware(), stix.malware(level="red")
    report = stix.report([open_one["id"], closed["id"]])
    parties.give(parties.organisation(), open_one, closed, report)
    (found,) = machine.objects(match_type="report")
    assert found["object_refs"] == [open_one["id"]]
    assert closed["id"] not in machine.get().content.decode()


def test_a_narrowed_collection_does_not_cut_the_lists_inside(machine: Machine) -> None:
    """A collection chooses which records come; it says nothing about what they list."""
    sharing.add_collection(
        owner=machine.organisation, title="Reports", alias="reports", by=None,
        choice={"kinds": ["report"]},
    )  # fmt: skip
    listed = stix.malware()
    report = stix.report([listed["id"]])
    parties.give(parties.organisation(), listed, report)
    assert machine.objects(machine.url(alias="reports")) == [report]


def test_pages_end_early_where_records_are_large(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 3_000)
    records = [stix.malware(description="x" * size) for size in (10, 900, 900, 9_000, 10, 10)]
    parties.give(parties.organisation(), *records)
    found, following, pages = [], {}, []
    while True:
        page = body(machine.get(limit=5, **following))
        pages.append(len(page["objects"]))
        found += page["objects"]
        if not page["more"]:
            break
        following = {"next": page["next"]}
    assert found == records
    assert pages == [3, 1, 2]


def test_two_recipients_read_different_sets(machine: Machine) -> None:
    source, other = parties.organisation(), Machine(parties.organisation())
    parties.community(source, other.organisation, ceiling="amber")
    clear, amber = stix.malware(), stix.malware(level="amber")
    parties.give(source, clear, amber)
    assert machine.ids() == [clear["id"]]
    assert other.ids() == [clear["id"], amber["id"]]
    assert Machine(source).ids(Machine(source).url(alias="inbox")) == [clear["id"], amber["id"]]
    assert machine.ids(machine.url(alias="inbox")) == []


def test_a_second_key_sees_the_same(machine: Machine, given: list[stix.Record]) -> None:
    key, secret = accounts.add_key(organisation=machine.organisation, by=None)
    answer = machine.client.get(machine.url(), headers={"Authorization": f"Token {secret}"})
    assert [one["id"] for one in json.loads(answer.content)["objects"]] == machine.ids()
    assert Delivery.objects.filter(key=key).count() == 1
