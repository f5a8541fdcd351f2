# SPDX-License-Identifier: Apache-2.0
"""Several at once, with real commits: writers, changes of membership, a reader meanwhile."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, connections

from mohona.hub.accounts import actions as accounts
from mohona.hub.common import clock
from mohona.hub.intel import reading
from mohona.hub.intel.models import ObjectVersion
from mohona.hub.partners import actions as partners
from mohona.hub.partners import queries
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing import classes, grants
from mohona.hub.sharing.queries import Sight
from mohona.release.engine import Engine
from tests.factories import parties, stix

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def together(*works: Callable[[], None]) -> None:
    """Run all at once, each on a connection of its own; the first error is raised."""
    errors: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        try:
            start.wait(timeout=30)
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    if errors:
        raise errors[0]


class Reader:
    """Polls until told to stop, and keeps what came."""

    def __init__(self, organisation: uuid.UUID) -> None:
        self.organisation, self.after = organisation, 0
        self.got: list[tuple[str, int]] = []
        self.stop = threading.Event()

    def poll(self, limit: int = 5) -> bool:
        page = reading.page(Sight(self.organisation), after=self.after, limit=limit)
        for row in page.rows:
            assert row.position > self.after
            self.after = row.position
            self.got.append((row.stix_id, row.version))
        if page.rows:
            sharing.note_delivery(
                recipient=self.organisation, key=None, door="test", collection=None,
                sequential=True, first=page.rows[0].position, last=self.after,
                count=len(page.rows),
            )  # fmt: skip
        return page.more

    def run(self) -> None:
        sharing.begin_reading(self.organisation)
        while not self.stop.is_set():
            self.poll()

    def finish(self) -> None:
        sharing.fill_all()
        while self.poll(1000):
            pass


def test_writers_at_once_and_a_reader_that_sees_no_gap() -> None:
    sources = [parties.organisation() for _ in range(2)]
    reader = Reader(parties.organisation().id)
    records = {s.id: [[stix.malware() for _ in range(3)] for _ in range(12)] for s in sources}
    left = threading.Semaphore(0)

    def write(number: int) -> None:
        try:
            for some in records[sources[number].id]:
                parties.give(sources[number], *some)
        finally:
            left.release()
            if number == 0:
                left.acquire(timeout=60)
                left.acquire(timeout=60)
                reader.stop.set()

    together(lambda: write(0), lambda: write(1), reader.run)
    reader.finish()
    expected = {r["id"] for some in records.values() for three in some for r in three}
    assert {stix_id for stix_id, _ in reader.got} == expected
    assert len(reader.got) == len(expected)
    positions = list(ObjectVersion.objects.values_list("position", flat=True))
    assert len(set(positions)) == len(positions) == 72


def test_the_same_bundle_twice_at_once_is_stored_once() -> None:
    source = parties.organisation()
    records = [stix.malware() for _ in range(5)] + [stix.domain_name("a.example")]
    together(*[lambda: _give(source, records) for _ in range(3)])
    assert ObjectVersion.objects.count() == len(records)


def _give(source: parties.Organisation, records: list[stix.Record]) -> None:
    sent = parties.give(source, *records)
    assert sent.stored + sent.unchanged == len(records)


def test_changes_of_standing_at_once_leave_the_grants_that_are_due() -> None:
    hubs = [parties.organisation(default_tlp="green") for _ in range(4)]
    groups = [parties.community(ceiling="amber") for _ in range(2)]
    readers = [Reader(organisation.id) for organisation in hubs]
    for reader in readers:
        sharing.begin_reading(reader.organisation)

    def join(number: int) -> None:
        for turn in range(6):
            group = groups[turn % 2]
            change = partners.leave if turn == 4 else partners.join
            change(group, hubs[number], by=None)
            accounts.change_organisation(hubs[number], by=None, coordinates=turn % 2 == 0)

    def give(number: int) -> None:
        for level in (None, "clear", "green", "amber", "red"):
            for labels in ([], ["sector:banking"]):
                parties.give(hubs[number], stix.malware(level=level, labels=[*labels, "x"]))
                readers[number].poll()

    together(lambda: join(0), lambda: join(1), lambda: give(2), lambda: give(3))
    check_grants()
    for reader in readers:
        reader.finish()
        assert {i for i, _ in reader.got} == parties.seen(
            next(o for o in hubs if o.id == reader.organisation)
        )
        assert len(set(reader.got)) == len(reader.got)


def check_grants() -> None:
    """Every grant is what a decision made now, from nothing, says."""
    everybody = queries.parties()
    records = classes.load_all()
    wanted = grants.answers(Engine(everybody), records, [p.id for p in everybody])
    assert grants.active([uuid.UUID(p.id) for p in everybody], None) == wanted.keys()


def test_a_page_that_waits_for_a_writer_sees_what_it_wrote() -> None:
    """Positions become visible in their order: a later one never before an earlier one."""
    source = parties.organisation()
    record = stix.malware()
    inside, written = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT last FROM common_clock WHERE id = 1 FOR UPDATE")
            inside.set()
            assert not written.wait(timeout=0.5), "a writer passed by the held clock"
            cursor.execute("COMMIT")

    def give() -> None:
        assert inside.wait(timeout=30)
        parties.give(source, record)
        written.set()

    parties.give(source, stix.malware())
    before = clock.last()
    together(hold, give)
    (row,) = parties.everything(source, ids=(record["id"],))
    assert row.position > before
