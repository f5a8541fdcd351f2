# SPDX-License-Identifier: Apache-2.0
"""The endpoints of TAXII 2.1 (sections 4 and 5). Records go out as joined bytes.

Whoever pages is noted: before its first page that it reads from now on, after each page what
it was given, so that nothing that is released later is missed and nothing comes twice.
"""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from mohona.cti.model.times import format_time
from mohona.hub.accounts.models import Key, Organisation
from mohona.hub.exchange.taxii import answers, asking, cursor, door, receiving, refusals, status
from mohona.hub.exchange.taxii.asking import Ask
from mohona.hub.exchange.taxii.cursor import Place
from mohona.hub.exchange.taxii.door import Call
from mohona.hub.intel import actions as intel
from mohona.hub.intel import problems, reading
from mohona.hub.intel.models import Submission
from mohona.hub.intel.plans import Filters
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing import queries as released
from mohona.hub.sharing.models import Collection
from mohona.hub.sharing.queries import ReaderState, Sight

ROOT = "/taxii2/mohona/"
DOOR = "taxii"
MATCHES = frozenset({"id", "type", "version", "spec_version"})
OF_OBJECT = frozenset({"version", "spec_version"})
OF_VERSIONS = frozenset({"spec_version"})
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_STIX_ID = re.compile(r"[a-z0-9-]{1,250}--[0-9a-fA-F-]{36}")
# Documents that are JSON but hold no objects; other unreadable ones are no JSON at all.
_NOT_STIX = frozenset({"objects-not-a-list", "envelope-too-deep", "envelope-duplicate-key"})


def discover(call: Call) -> HttpResponse:
    """Section 4.1. Addresses are relative, so that they hold behind any proxy."""
    return answers.resource({"title": "Mohona", "default": ROOT, "api_roots": [ROOT]})


def show_root(call: Call) -> HttpResponse:
    """Section 4.2. The title has no dot: clients split "root.collection" there."""
    return answers.resource(
        {
            "title": "Mohona",
            "versions": [answers.TAXII],
            "max_content_length": door.most_content(),
        }
    )


def show_status(call: Call, identity: str) -> HttpResponse:
    """Section 4.3: of the organisation's own POSTs."""
    found = None
    if _UUID.fullmatch(identity):
        found = Submission.objects.filter(
            public_id=UUID(identity), source_id=call.caller.organisation_id, door=DOOR
        ).first()
    if found is None:
        raise refusals.no_such(call.request.path)
    with door.in_language_of(call.request):
        return answers.resource(status.of(found))


def list_collections(call: Call) -> HttpResponse:
    """Section 5.1."""
    owned = Collection.objects.filter(owner_id=call.caller.organisation_id)
    return answers.resource({"collections": [_described(one) for one in owned]})


def show_collection(call: Call, collection: str) -> HttpResponse:
    """Section 5.2."""
    return answers.resource(_described(_chosen(call, collection).collection))


def _described(collection: Collection) -> dict[str, object]:
    return {
        "id": str(collection.id),
        "title": collection.title,
        "description": collection.description,
        "alias": collection.alias,
        "can_read": True,
        "can_write": collection.can_write,
        "media_types": [answers.STIX],
    }


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The collection of a request, and how its reader stands."""

    collection: Collection
    state: ReaderState

    @property
    def sight(self) -> Sight:
        return Sight.through(self.collection)


def _chosen(call: Call, name: str) -> _Chosen:
    """The organisation's own collection by id or alias; another's is as unknown as none."""
    found = released.collection_of(call.caller.organisation_id, name)
    if found is None:
        raise refusals.no_such(call.request.path)
    return _Chosen(*found)


def _reading(call: Call, name: str) -> _Chosen:
    """The collection, its reader counting from now on as one that has read."""
    chosen = _chosen(call, name)
    if not chosen.state.has_read:
        sharing.begin_reading(call.caller.organisation_id)
        chosen = _chosen(call, name)
    return chosen


def read_objects(call: Call, collection: str) -> HttpResponse:
    """Section 5.4: an envelope of the next objects after a position."""
    chosen = _reading(call, collection)
    return _objects(
        call, chosen, asking.read(call.request.GET, chosen.collection.id, allowed=MATCHES)
    )


def read_object(call: Call, collection: str, stix_id: str) -> HttpResponse:
    """Section 5.6: the versions of one object, the last one when nothing is said."""
    chosen = _reading(call, collection)
    _check_known(call, chosen, stix_id)
    ask = asking.read(call.request.GET, chosen.collection.id, allowed=OF_OBJECT, stix_id=stix_id)
    return _objects(call, chosen, ask)


def _objects(call: Call, chosen: _Chosen, ask: Ask) -> HttpResponse:
    if ask.nothing:
        return _dated(answers.envelope(b"", ""), ask, chosen.state)
    found = reading.joined(
        chosen.sight,
        after=ask.after,
        limit=ask.limit,
        filters=ask.filters,
        has_late=chosen.state.has_late,
    )
    if not found.count:
        return _dated(answers.envelope(b"", ""), ask, chosen.state)
    _note(call, chosen, found.first, found.last, found.count, sequential=ask.filters.empty)
    following = _next(chosen, ask, found.last) if found.more else ""
    return answers.date_added(answers.envelope(found.bodies, following), found.first, found.last)


def read_manifest(call: Call, collection: str) -> HttpResponse:
    """Section 5.3: which objects there are, without them."""
    chosen = _reading(call, collection)
    ask = asking.read(call.request.GET, chosen.collection.id, allowed=MATCHES)
    return _listing(call, chosen, ask, "objects")


def read_versions(call: Call, collection: str, stix_id: str) -> HttpResponse:
    """Section 5.8: which versions of an object there are."""
    chosen = _reading(call, collection)
    _check_known(call, chosen, stix_id)
    ask = asking.read(call.request.GET, chosen.collection.id, allowed=OF_VERSIONS, stix_id=stix_id)
    ask = replace(ask, filters=Filters(ids=(stix_id,), versions=("all",)))
    return _listing(call, chosen, ask, "versions")


def _listing(call: Call, chosen: _Chosen, ask: Ask, name: str) -> HttpResponse:
    page = reading.Page([], False)
    if not ask.nothing:
        page = reading.page(
            chosen.sight,
            after=ask.after,
            limit=ask.limit,
            filters=ask.filters,
            bodies=False,
        )
    entries = [_versioned(row) if name == "versions" else _listed(row) for row in page.rows]
    if not page.rows:
        return _dated(answers.listing(name, entries, ""), ask, chosen.state)
    first, last = page.rows[0].position, page.rows[-1].position
    _note(call, chosen, first, last, len(page.rows), sequential=False)
    following = _next(chosen, ask, last) if page.more else ""
    return answers.date_added(answers.listing(name, entries, following), first, last)


def _listed(row: reading.Row) -> dict[str, str]:
    return {
        "id": row.stix_id,
        "date_added": format_time(row.position),
        "version": format_time(row.version),
        "media_type": answers.STIX,
    }


def _versioned(row: reading.Row) -> str:
    return format_time(row.version)


def add_objects(call: Call, collection: str) -> HttpResponse:
    """Section 5.5: takes an envelope or a bundle in, in the name of whose key it is."""
    _check_writable(_chosen(call, collection))
    key = Key.objects.select_related("organisation").get(pk=call.caller.key_id)
    with (
        receiving.body(call.request, limit=door.most_content()) as stream,
        door.in_language_of(call.request),
    ):
        submission = intel.take_in(
            stream, source=key.organisation, door=DOOR, key=key, keep_outcomes=True
        )
        if submission.state == Submission.State.REFUSED:
            code = str((submission.problem or {}).get("code", "unreadable"))
            raise refusals.unreadable(
                422 if code in _NOT_STIX else 400, problems.sentence(submission.problem), code
            )
        return answers.resource(status.of(submission), 202)


def delete_object(call: Call, collection: str, stix_id: str) -> HttpResponse:
    """Section 5.7: takes back what the organisation gave; without a version, all of them."""
    chosen = _chosen(call, collection)
    _check_writable(chosen)
    _check_known(call, chosen, stix_id)
    source = Organisation.objects.get(pk=call.caller.organisation_id)
    withdrawn = sum(
        intel.withdraw(stix_id, source=source, version=version)
        for version in asking.versions(call.request.GET)
    )
    if not withdrawn:
        raise refusals.no_such(call.request.path)
    return answers.resource({})


def nowhere(call: Call, path: str = "") -> HttpResponse:
    """Any other address."""
    raise refusals.no_such(call.request.path)


def _check_writable(chosen: _Chosen) -> None:
    if not chosen.collection.can_write:
        raise refusals.may_not(
            _(
                "Expected a collection that can be written (can_write), but this one is only "
                "read; use the collection “inbox”."
            )
        )


def _check_known(call: Call, chosen: _Chosen, stix_id: str) -> None:
    """404 for an object of which the collection shows no version."""
    known = _STIX_ID.fullmatch(stix_id) and reading.page(
        chosen.sight,
        limit=1,
        filters=Filters(ids=(stix_id,), versions=("all",)),
        bodies=False,
    )
    if not known or not known.rows:
        raise refusals.no_such(call.request.path)


def _note(
    call: Call, chosen: _Chosen, first: int, last: int, count: int, *, sequential: bool
) -> None:
    sharing.note_delivery(
        recipient=call.caller.organisation_id,
        key=call.caller.key_id,
        door=DOOR,
        collection=chosen.collection.id,
        sequential=sequential,
        first=first,
        last=last,
        count=count,
    )


def _next(chosen: _Chosen, ask: Ask, last: int) -> str:
    return cursor.write(chosen.collection.id, Place(last, ask.kept))


def _dated(answer: HttpResponse, ask: Ask, state: ReaderState) -> HttpResponse:
    """An empty answer says where the client stands.

    Without the headers clients take their own time for it, and lose what is committed under
    an earlier position a moment later.
    """
    at = min(ask.after, state.last) if ask.after else state.last
    return answers.date_added(answer, at, at)
