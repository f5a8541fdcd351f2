# SPDX-License-Identifier: Apache-2.0
"""Every write of release: interning classes, deciding, moving records, noting deliveries."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from mohona.hub.accounts.actions import check_permission
from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.common import clock, jobs, quick
from mohona.hub.common.errors import SentenceError
from mohona.hub.partners import queries as partners
from mohona.hub.sharing import classes, grants, late, registry
from mohona.hub.sharing.models import Collection, Recipient
from mohona.release.engine import Engine
from mohona.release.handling import HandlingClass


@lru_cache(maxsize=1)
def _engine_of(epoch: int) -> Engine:
    return Engine(partners.parties())


def intern(wanted: Iterable[HandlingClass], *, tick: clock.Tick) -> dict[HandlingClass, int]:
    """The ids of classes; new ones are added and decided for every recipient.

    Only under the clock lock (`tick` is what it returned): nothing that decisions depend on
    can change before the commit, and a class is never there without its grants.
    """
    wanted = set(wanted)
    known = classes.find(wanted)
    missing = wanted - known.keys()
    if not missing:
        return known
    added = classes.add(missing)
    engine = _engine_of(tick.epoch)
    permits = grants.answers(engine, {n: c for c, n in added.items()}, list(engine.parties))
    grants.permit(permits, since=0)
    return known | added


def move(moves: Iterable[tuple[int, int, int]]) -> None:
    """Records (position, old class id, new class id) are about to change class."""
    moves = list(moves)
    if moves:
        _hold_unread()
        late.moved(moves)


def redecide(organisations: frozenset[UUID]) -> None:
    """Decide afresh whatever depends on these organisations, as recipients and as sources.

    Runs inside the transaction of the change (design: release, steps 5 to 8).
    """
    clock.advance_epoch()
    _ensure_recipients(organisations)
    _hold_unread()
    parties = partners.parties()
    engine = Engine(parties)
    records = classes.load_all()
    named = {str(o) for o in organisations}
    touched = {
        number: record
        for number, record in records.items()
        if any(h.source in named or h.givers & named for h in (record.own, *record.bounds))
    }
    others = [p.id for p in parties if p.id not in named]
    change = _difference(engine, records, [p.id for p in parties if p.id in named], None)
    if touched and others:
        more = _difference(engine, touched, others, list(touched))
        change = grants.Change({**change.permits, **more.permits}, change.ends | more.ends)
    _apply(change)


def _difference(
    engine: Engine,
    records: dict[int, HandlingClass],
    recipients: list[str],
    only: list[int] | None,
) -> grants.Change:
    wanted = grants.answers(engine, records, recipients)
    standing = grants.worded([UUID(r) for r in recipients], only)
    grants.reword(standing, wanted)
    return grants.Change(
        permits={pair: names for pair, names in wanted.items() if pair not in standing},
        ends=frozenset(standing.keys() - wanted.keys()),
    )


def _apply(change: grants.Change) -> None:
    grants.end(change.ends)
    late.unsettle(change.ends)
    waiting = grants.permit(change.permits, since=clock.lock().last + 1)
    if waiting:
        jobs.defer_once("sharing.fill")


def _ensure_recipients(organisations: Iterable[UUID]) -> None:
    """A recipient row and the first two collections for each organisation, once."""
    for organisation in sorted(organisations):
        _recipient, created = Recipient.objects.get_or_create(organisation_id=organisation)
        if created:
            add_first_collections(organisation)


def add_first_collections(organisation: UUID) -> None:
    """What every recipient has: everything released to it, and a writable inbox."""
    Collection.objects.create(
        owner_id=organisation,
        title="Everything released to you",
        description="All records that agreements and policies release to your organisation.",
        alias="everything",
    )
    Collection.objects.create(
        owner_id=organisation,
        title="Inbox",
        description="Post here what you give to the hub; it reads back what you gave.",
        alias="inbox",
        given=True,
        can_write=True,
    )


def _hold_unread() -> None:
    """Hold the rows of recipients that have never read, until the commit.

    A first read that starts now waits and then sees the new state; else it could pass a
    position at which a record appears a moment later.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id FROM sharing_recipient WHERE first_read_at IS NULL"
            " ORDER BY organisation_id FOR UPDATE"
        )


def begin_reading(recipient: UUID) -> None:
    """Note that the recipient reads by position from now on; once, before its first page."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sharing_recipient SET first_read_at = now()"
            " WHERE organisation_id = %s AND first_read_at IS NULL",
            [recipient],
        )


def note_delivery(
    *,
    recipient: UUID,
    key: UUID | None,
    door: str,
    collection: UUID | None,
    sequential: bool,
    first: int,
    last: int,
    count: int,
) -> None:
    """Keep what one answer handed over: the stretch of positions and the count."""
    parameters = [recipient, key, door, collection, sequential, first, last, count]
    known = _KNOWN.format(
        key="IS NULL" if key is None else "= %s",
        collection="IS NULL" if collection is None else "= %s",
    )
    reader = [recipient, *(part for part in (key, collection) if part is not None)]
    ((is_known,),) = quick.fetch(_NOTE + known, [*parameters, *reader])
    if sequential and not is_known:
        # It passed records that were hidden while it read: what others had is no measure.
        with transaction.atomic():
            clock.lock()
            grants.forget(recipient)
            late.forget(recipient)


# One statement that does not wait for the disk: a power cut may lose the notes of the last
# moment, and then a reader is told again what it has, which is harmless.
_NOTE = """
    WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS mode)
    INSERT INTO sharing_delivery
      (at, recipient_id, key_id, door, collection, sequential, first, last, count)
    SELECT now(), %s::uuid, %s::uuid, %s::text, %s::uuid, %s::bool, %s::bigint, %s::bigint, %s::int
    FROM quick WHERE mode = 'off'
"""
# A reader is a key on a collection; the row that is written now is not seen here.
_KNOWN = """
    RETURNING EXISTS (SELECT 1 FROM sharing_delivery d WHERE d.sequential
      AND d.recipient_id = %s AND d.key_id {key} AND d.collection {collection})
"""


def fill_all() -> int:
    """Give every waiting older record its late position; returns the number of stretches.

    Each stretch is a transaction of its own, so that readers and intake go on meanwhile.
    """
    stretches = 0
    while waiting := grants.waiting(500):
        for recipient, number in waiting:
            stretches += _fill(recipient, number)
    return stretches


def _fill(recipient: UUID, number: int) -> int:
    stretches = 0
    for table in registry.all_records():
        after: int | None = 0
        while after is not None:
            with transaction.atomic():
                clock.lock()
                after = late.fill(recipient, number, after=after, table=table)
            stretches += 1
    with transaction.atomic():
        clock.lock()
        late.filled(recipient, number)
    return stretches


@transaction.atomic
def add_collection(
    *,
    owner: Organisation,
    title: str,
    alias: str,
    by: Person | None,
    choice: dict[str, list[str]] | None = None,
    description: str = "",
) -> Collection:
    """A named choice of handling classes for one recipient; narrows, never widens.

    choice: lists under any of `tlp`, `kinds`, `sectors`, `sources`.
    """
    check_permission(by, "accounts:key:manage")
    if "." in title or not title.strip():
        raise SentenceError(
            _("A collection needs a title without a dot, since clients split titles at dots.")
        )
    if Collection.objects.filter(owner=owner, title=title).exists():
        raise SentenceError(
            _("There is a collection named “%(title)s” already; choose another title.")
            % {"title": title}
        )
    return Collection.objects.create(
        owner=owner, title=title, alias=alias, choice=choice or {}, description=description
    )
