# SPDX-License-Identifier: Apache-2.0
"""What becomes of what is handed in: stored, unchanged, in conflict, in quarantine, refused."""

import io
import json
from datetime import timedelta

import pytest
from django.db.models import F

from mohona.hub.intel import actions, queries, reading
from mohona.hub.intel.models import Arrival, Conflict, ObjectVersion, Quarantine, Submission
from mohona.hub.partners import actions as partners
from mohona.hub.sharing.queries import Sight
from tests.factories import parties, stix

pytestmark = pytest.mark.django_db


def counts(submission: Submission) -> tuple[int, int, int, int]:
    return (
        submission.stored,
        submission.unchanged,
        submission.conflicts,
        submission.quarantined,
    )


def test_sending_the_same_again_changes_nothing() -> None:
    source = parties.organisation()
    first, second = stix.malware(), stix.malware()
    observable = stix.domain_name("evil.example")
    records = (first, second, observable, stix.relationship(first["id"], second["id"]))
    assert counts(parties.give(source, *records)) == (4, 0, 0, 0)
    before = list(ObjectVersion.objects.order_by("position").values())
    assert counts(parties.give(source, *records)) == (0, 4, 0, 0)
    assert counts(parties.give(source, *reversed(records))) == (0, 4, 0, 0)
    assert list(ObjectVersion.objects.order_by("position").values()) == before


def test_other_spelling_of_the_same_json_is_the_same() -> None:
    source = parties.organisation()
    record = stix.malware(description="a b")
    parties.give(source, record)
    text = json.dumps({"type": "bundle", "id": stix.identifier("bundle"), "objects": [record]})
    spelled = json.dumps(json.loads(text), indent=3, sort_keys=True).replace("a b", "a\\u0020b")
    sent = actions.take_in(io.BytesIO(spelled.encode()), source=source, door="test")
    assert counts(sent) == (0, 1, 0, 0)


def test_two_states_of_one_observable_in_one_bundle_are_stored_once() -> None:
    source = parties.organisation()
    one = stix.domain_name("evil.example")
    other = one | {"x_seen": "twice"}
    assert counts(parties.give(source, one, other)) == (2, 0, 0, 0)
    assert counts(parties.give(source, one, other)) == (0, 2, 0, 0)
    assert counts(parties.give(source, one)) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    "moment",
    ["1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00.000Z", "0001-01-01T00:00:00Z",
     "9999-12-31T23:59:59.999Z", "2083-01-01T00:00:00Z"],
)  # fmt: skip
def test_any_time_of_modification_is_a_version(moment: str) -> None:
    source = parties.organisation()
    record = stix.malware(created=moment, modified=moment)
    assert counts(parties.give(source, record)) == (1, 0, 0, 0)
    assert counts(parties.give(source, record)) == (0, 1, 0, 0)
    changed = record | {"name": "another"}
    assert counts(parties.give(source, changed)) == (0, 0, 1, 0)
    (row,) = parties.everything(source, ids=(record["id"],))
    assert row.position < 2_000_000_000_000_000


def test_the_same_version_with_other_content_is_a_conflict_and_kept() -> None:
    source = parties.organisation()
    record = stix.malware()
    parties.give(source, record)
    for _ in range(2):
        sent = parties.give(source, record | {"name": "another name"})
        assert counts(sent) == (0, 0, 1, 0)
        (outcome,) = sent.outcomes
        assert outcome[3]["code"] == "conflict-content"
    (conflict,) = Conflict.objects.filter(stix_id=record["id"])
    assert json.loads(bytes(conflict.body))["name"] == "another name"
    (row,) = parties.everything(source, ids=(record["id"],))
    assert json.loads(row.body) == record


def test_a_newer_version_from_another_organisation_is_a_conflict() -> None:
    source, other = parties.organisation(), parties.organisation()
    record = stix.malware()
    parties.give(source, record)
    newer = record | {"modified": stix.DAY.format(day=9), "name": "taken over"}
    sent = parties.give(other, newer)
    assert counts(sent) == (0, 0, 1, 0)
    assert sent.outcomes[0][3]["code"] == "conflict-source"
    assert [row.body for row in parties.everything(source, ids=(record["id"],))] == [
        json.dumps(record).encode()
    ]


def test_broken_objects_go_to_quarantine_and_the_rest_is_stored() -> None:
    source = parties.organisation()
    good, bad = stix.malware(), stix.malware()
    del bad["name"]
    del bad["created"]
    assert counts(parties.give(source, good, bad, {"type": "malware"})) == (1, 0, 0, 2)
    assert counts(parties.give(source, good, bad)) == (0, 1, 0, 1)
    waiting = Quarantine.objects.filter(source=source)
    assert {entry.type for entry in waiting} == {"malware"}
    assert waiting.count() == 2
    assert json.loads(bytes(waiting.get(stix_id=bad["id"]).body)) == bad


@pytest.mark.parametrize(
    "body",
    [b"", b"   ", b"{", b"nothing", b'{"type":"bundle"', b"\xff\xfe{", b'{"a":1}',
     b'{"type":"bundle","objects":[' + b"[" * 10_000 + b"]" * 10_000 + b"]}",
     b'{"type":"bundle","objects":[{"type":"malware"}'],
)  # fmt: skip
def test_what_is_no_document_is_refused_and_stores_nothing(body: bytes) -> None:
    source = parties.organisation()
    before = ObjectVersion.objects.count()
    sent = actions.take_in(io.BytesIO(body), source=source, door="test", keep_outcomes=True)
    assert ObjectVersion.objects.count() == before
    assert sent.state == Submission.State.REFUSED or sent.quarantined
    if sent.state == Submission.State.REFUSED:
        assert sent.problem["code"]
        kept = Quarantine.objects.filter(submission=sent).first()
        assert kept is None if not body else kept is not None and bytes(kept.body) == body


@pytest.mark.parametrize("name", ["a\x00b", "\udcff.json", "x" * 1_000, "নাম"])
def test_any_file_name_is_taken(name: str) -> None:
    source = parties.organisation()
    sent = actions.take_in(stix.stream(stix.malware()), source=source, door="test", name=name)
    assert sent.stored == 1
    broken = actions.take_in(io.BytesIO(b"{"), source=source, door="test", name=name)
    assert broken.state == Submission.State.REFUSED


def test_an_observable_of_two_sources_stands_twice() -> None:
    first, second, member = (parties.organisation() for _ in range(3))
    parties.community(second, member, ceiling="amber")
    one = stix.domain_name("evil.example", level="red", x_note="first")
    two = one | {"x_note": "second"}
    stix.marked(two, "amber")
    assert counts(parties.give(first, one)) == (1, 0, 0, 0)
    assert counts(parties.give(second, two)) == (1, 0, 0, 0)
    assert [json.loads(row.body) for row in parties.everything(member)] == [two]
    assert [json.loads(row.body) for row in parties.everything(first)] == [one]


def test_given_again_by_who_may_have_it_adds_a_giver() -> None:
    first, second, member = (parties.organisation() for _ in range(3))
    group = parties.community(first, second, ceiling="green")
    record = stix.malware(level="green")
    parties.give(first, record)
    assert counts(parties.give(second, record)) == (1, 0, 0, 0)
    assert counts(parties.give(second, record)) == (0, 1, 0, 0)
    partners.leave(group, second, by=None)
    (version,) = queries.versions_of(record["id"], Sight(second.id))
    assert version.record == record
    assert parties.seen(member) == set()


def test_what_a_sender_may_not_have_does_not_exist_for_it() -> None:
    first, second, member = (parties.organisation() for _ in range(3))
    parties.community(second, member, ceiling="green")
    hidden = stix.malware(level="red")
    same, other, newer = (stix.malware(level="red") for _ in range(3))
    parties.give(first, hidden, same, other, newer)
    guesses = [
        same,
        stix.marked(other | {"name": "another"}, "green"),
        stix.marked(newer | {"modified": stix.DAY.format(day=9)}, "green"),
        stix.marked(stix.malware(), "green"),
    ]
    assert parties.outcomes(parties.give(second, *guesses)) == ["stored"] * 4
    assert parties.outcomes(parties.give(second, *guesses)) == ["unchanged"] * 4
    assert [json.loads(row.body) for row in parties.everything(second)] == guesses
    assert parties.seen(member) == {guess["id"] for guess in guesses[1:]}
    for guess in guesses:
        (version,) = queries.versions_of(guess["id"], Sight(second.id))
        assert version.source_id == second.id
    assert {json.loads(row.body)["id"] for row in parties.everything(first)} == {
        record["id"] for record in (hidden, same, other, newer)
    }


def test_withdrawn_goes_to_nobody_and_comes_back() -> None:
    source, member = parties.organisation(), parties.organisation()
    parties.community(source, member, ceiling="green")
    record = stix.malware(level="green")
    parties.give(source, record)
    assert actions.withdraw(record["id"], source=member) == 0
    assert actions.withdraw(record["id"], source=source) == 1
    assert actions.withdraw(record["id"], source=source) == 0
    assert parties.seen(source) == parties.seen(member) == set()
    assert counts(parties.give(source, record)) == (1, 0, 0, 0)
    assert parties.seen(source) == parties.seen(member) == {record["id"]}


def test_taken_back_by_its_source_another_giver_does_not_speak_for_it() -> None:
    source, member, other = (parties.organisation() for _ in range(3))
    parties.community(source, member, ceiling="green")
    record = stix.malware(level="green")
    parties.give(source, record)
    actions.withdraw(record["id"], source=source)
    parties.give(other, record)
    assert parties.seen(other) == {record["id"]}
    assert parties.seen(member) == set()
    assert parties.seen(source) == set()


def test_taken_back_by_its_source_it_stays_with_the_other_giver_alone() -> None:
    source, member, other = (parties.organisation() for _ in range(3))
    parties.community(source, member, ceiling="green")
    record = stix.malware(level="green")
    parties.give(source, record)
    parties.give(other, record)
    actions.withdraw(record["id"], source=source)
    assert parties.seen(other) == {record["id"]}
    assert parties.seen(member) == set()
    assert parties.seen(source) == set()


def test_a_marking_defined_later_widens_what_waited_for_it() -> None:
    source, other = parties.organisation(), parties.organisation()
    marking = stix.statement("Copyright of nobody", name="A statement")
    record = stix.malware(level=None, object_marking_refs=[marking["id"]])
    clear = stix.marked(stix.malware(), "clear")
    clear["object_marking_refs"].append(marking["id"])
    parties.give(source, record, clear)
    assert parties.seen(other) == set()
    assert parties.seen(source) == {record["id"], clear["id"]}
    parties.give(other, marking)
    assert parties.seen(other) == {marking["id"]}
    parties.give(source, marking)
    assert parties.seen(other) == {marking["id"], clear["id"]}


def test_a_marking_that_another_organisation_gave_first_counts_for_each_giver() -> None:
    first, second, reader = (parties.organisation() for _ in range(3))
    marking = stix.statement("Ours")
    parties.give(first, marking)
    parties.give(second, marking)
    record = stix.malware(level="clear")
    record["object_marking_refs"].append(marking["id"])
    parties.give(second, record)
    assert parties.seen(reader) == {record["id"]}


def test_mending_takes_in_and_settles() -> None:
    source = parties.organisation()
    bad = stix.malware()
    del bad["created"]
    sent = parties.give(source, bad)
    entry = Quarantine.objects.get(submission=sent)
    by = parties.person(source)
    still = actions.mend(entry, text=json.dumps(bad), by=by)
    assert still.quarantined == 1
    good = bad | {"created": bad["modified"]}
    mended = actions.mend(entry, text=json.dumps(good), by=by)
    assert mended.stored == 1
    entry.refresh_from_db()
    assert entry.resolution == "mended"
    assert parties.seen(source) == {bad["id"]}


def test_words_are_found_once_indexed_and_only_by_who_may() -> None:
    source, other = parties.organisation(), parties.organisation()
    hidden = stix.malware(name="Zebrafish", level="red")
    shown = stix.malware(name="Zebrafish too", level="clear")
    parties.give(source, hidden, shown)
    actions.index_words()
    assert actions.index_words() == 0
    wanted = queries.Search(text="zebrafish")
    assert {v.stix_id for v in queries.search(Sight(other.id), wanted).versions} == {shown["id"]}
    assert queries.count(Sight(source.id), wanted) == 2
    assert queries.count(Sight(other.id), wanted) == 1


def test_a_move_is_counted_where_the_record_came_in() -> None:
    source, other = parties.organisation(), parties.organisation()
    parties.community(source, other, ceiling="green")
    record = stix.malware(level="green")
    parties.give(source, record)
    ObjectVersion.objects.filter(stix_id=record["id"]).update(
        position=F("position") - 5 * 86_400_000_000
    )
    Arrival.objects.update(day=F("day") - timedelta(days=5))
    parties.give(other, record)
    assert sorted(Arrival.objects.values_list("count", flat=True)) == [0, 1]
    assert Arrival.objects.values("day").distinct().count() == 1


def test_who_looks_as_a_giver_sees_only_what_both_may() -> None:
    giver, viewer = parties.organisation(), parties.organisation()
    hidden = stix.malware(level="red")
    report = stix.report([hidden["id"]], level="clear")
    parties.give(giver, hidden, report)
    sight = Sight(giver.id, viewer=viewer.id)
    (version,) = queries.versions_of(report["id"], sight)
    assert hidden["id"] not in version.body.decode()
    bodies = [row.body for row in reading.page(sight).rows]
    assert len(bodies) == 1
    assert hidden["id"].encode() not in bodies[0]
    assert queries.containers_of(hidden["id"], sight) == []
    own = queries.containers_of(hidden["id"], Sight(giver.id))
    assert [one.stix_id for one in own] == [report["id"]]


def test_a_collection_narrows_records_and_never_their_lists() -> None:
    source, reader = parties.organisation(), parties.organisation()
    shown = stix.malware(level="clear")
    report = stix.report([shown["id"]], level="clear")
    parties.give(source, shown, report)
    rows = reading.page(Sight(reader.id, choice={"kinds": ["report"]})).rows
    assert [json.loads(row.body) for row in rows] == [report]
