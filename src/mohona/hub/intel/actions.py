# SPDX-License-Identifier: Apache-2.0
"""Every write about intelligence: take in, mend what was refused, take back, index words."""

import io
import time
from typing import IO

import orjson
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mohona.cti import model, tlp
from mohona.cti.formats import stix21
from mohona.cti.problems import DocumentError, Problem
from mohona.hub.accounts.actions import check_permission
from mohona.hub.accounts.models import Key, Organisation, Person
from mohona.hub.common import jobs
from mohona.hub.common.errors import SentenceError
from mohona.hub.intel import commit, intake
from mohona.hub.intel.models import Quarantine, Submission
from mohona.hub.intel.prepare import digest, shown

# A document that cannot be read is kept up to this size, so that it can be mended.
KEPT_DOCUMENT = 16 * 1024 * 1024
INDEX_CHUNK = 5_000


def take_in(
    stream: IO[bytes],
    *,
    source: Organisation,
    door: str,
    by: Person | None = None,
    key: Key | None = None,
    name: str = "",
    watch: intake.Watcher | None = None,
    keep_outcomes: bool = False,
) -> Submission:
    """Take in a document from a seekable stream in the name of `source`.

    The sender is who signed in, never who the payload says. A document that cannot be read
    stores nothing and is kept in quarantine with its reason (state "refused").
    """
    if by is not None:
        check_permission(by, "intel:object:submit")
        if by.organisation_id != source.id:
            raise PermissionDenied("intel:object:submit")
    started = time.monotonic()
    submission = Submission.objects.create(
        source=source, by=by, key=key, door=door, name=shown(name)
    )
    try:
        # 1–3. Receive, and prove the whole document before anything of it is stored.
        outline = stix21.scan(stream)
    except DocumentError as error:
        return _refuse(submission, stream, error.problem, started)
    progress = intake.run(
        stream,
        outline,
        source=source,
        submission=submission.id,
        watch=watch,
        keep_outcomes=keep_outcomes,
    )
    submission.state = Submission.State.COMPLETE
    submission.received = progress.done
    submission.stored = progress.stored
    submission.unchanged = progress.unchanged
    submission.conflicts = progress.conflicts
    submission.quarantined = progress.quarantined
    submission.seconds = time.monotonic() - started
    if keep_outcomes:
        submission.outcomes = [outcome.as_data() for outcome in progress.outcomes]
    with transaction.atomic():
        submission.save()
        # 9. Notify: the words of new records are indexed behind the intake.
        if progress.stored:
            jobs.defer_once("intel.index")
    return submission


def introduce(operator: Organisation) -> Submission:
    """Give the hub's own identity, which stands where a list would otherwise be empty."""
    moment = model.format_time(int(operator.created_at.timestamp() * 1000) * 1000)
    identity = {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{operator.id}",
        "created": moment,
        "modified": moment,
        "name": operator.name,
        "identity_class": "organization",
        "object_marking_refs": [tlp.MARKING_OF["clear"]],
    }
    return take_in(io.BytesIO(orjson.dumps(identity)), source=operator, door="hub")


def _refuse(
    submission: Submission, stream: IO[bytes], problem: Problem, started: float
) -> Submission:
    stream.seek(0)
    body = stream.read(KEPT_DOCUMENT + 1)
    submission.state = Submission.State.REFUSED
    submission.problem = commit.problem_data(problem)
    submission.seconds = time.monotonic() - started
    with transaction.atomic():
        if body and len(body) <= KEPT_DOCUMENT:
            submission.quarantined = 1
            Quarantine.objects.bulk_create(
                [
                    Quarantine(
                        submission=submission,
                        source=submission.source,
                        index=-1,
                        problem=submission.problem,
                        body=body,
                        digest=digest(body),
                    )
                ],
                ignore_conflicts=True,
            )
        submission.save()
    return submission


def mend(entry: Quarantine, *, text: str, by: Person) -> Submission:
    """Send a mended text in place of what lies in quarantine; settled when it is stored.

    A text that is refused again waits in quarantine itself, and replaces the entry there.
    """
    _check_own(entry, by)
    submission = take_in(
        io.BytesIO(text.encode("utf-8", "surrogatepass")),
        source=entry.source,
        door="page",
        by=by,
        name=_("mended: %(name)s") % {"name": entry.stix_id or entry.type or f"#{entry.id}"},
        keep_outcomes=True,
    )
    if submission.state == Submission.State.COMPLETE and not submission.quarantined:
        _settle(entry, "mended")
    elif submission.quarantine.exists():
        _settle(entry, "replaced")
    return submission


def dismiss(entry: Quarantine, *, by: Person) -> None:
    """Settle an entry without taking it in; its bytes stay in the record."""
    _check_own(entry, by)
    _settle(entry, "dismissed")


def restore(entry: Quarantine, *, by: Person) -> None:
    """Undo a dismissal."""
    _check_own(entry, by)
    waiting = Quarantine.objects.filter(
        source=entry.source, digest=bytes(entry.digest), resolved_at=None
    )
    if waiting.exclude(pk=entry.pk).exists():
        raise SentenceError(_("The same bytes wait in quarantine already; mend those."))
    Quarantine.objects.filter(pk=entry.pk).update(resolved_at=None, resolution="")


def _check_own(entry: Quarantine, by: Person) -> None:
    check_permission(by, "intel:quarantine:mend")
    if by.organisation_id != entry.source_id:
        raise PermissionDenied("intel:quarantine:mend")


def _settle(entry: Quarantine, resolution: str) -> None:
    Quarantine.objects.filter(pk=entry.pk, resolved_at=None).update(
        resolved_at=timezone.now(), resolution=resolution
    )


@transaction.atomic
def withdraw(stix_id: str, *, source: Organisation, version: int | None = None) -> int:
    """Take back what the organisation gave of an object; nobody reads it from then on.

    Returns the number of versions withdrawn; 0 when it gave none. Giving the same again
    brings it back.
    """
    return commit.withdraw(stix_id, source=source.id, version=version)


def index_words() -> int:
    """Make the words of records found that came since the last time; returns how many."""
    indexed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT position, body FROM intel_objectversion WHERE position >"
                " coalesce((SELECT max(position) FROM intel_searchtext), 0)"
                " ORDER BY position LIMIT %s",
                [INDEX_CHUNK],
            )
            rows = [(position, _words(bytes(body))) for position, body in cursor.fetchall()]
            cursor.execute(
                "INSERT INTO intel_searchtext (position, words)"
                " SELECT t.position, to_tsvector('simple', t.words)"
                " FROM unnest(%s::bigint[], %s::text[]) AS t(position, words)"
                " ON CONFLICT DO NOTHING",
                [[row[0] for row in rows], [row[1] for row in rows]],
            )
        indexed += len(rows)
        if len(rows) < INDEX_CHUNK:
            return indexed


_WORDY = ("name", "description", "abstract", "content", "opinion", "explanation", "pattern")


def _words(body: bytes) -> str:
    """The text of a record that a person may search for, at most 20,000 characters."""
    record = orjson.loads(body)
    parts = [record[name] for name in _WORDY if isinstance(record.get(name), str)]
    for name in ("aliases", "labels", "x_mitre_aliases"):
        if isinstance(record.get(name), list):
            parts += [part for part in record[name] if isinstance(part, str)]
    for reference in record.get("external_references") or ():
        if isinstance(reference, dict) and isinstance(reference.get("external_id"), str):
            parts.append(reference["external_id"])
    return " ".join(parts)[:20_000]
