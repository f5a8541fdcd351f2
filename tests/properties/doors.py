# SPDX-License-Identifier: Apache-2.0
"""Everything a member can fetch over HTTP: TAXII, pages, exports, the machine interface."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.sharing.models import Collection
from tests.factories import parties
from tests.properties.worlds import KINDS, TOKEN, Play

TAXII = "application/taxii+json;version=2.1"
_PAGES = (
    "/",
    "/intelligence/",
    "/intelligence/?type=all",
    "/intelligence/?revoked=no&tlp=amber",
    "/intelligence/export.json?type=all",
    "/intelligence/export.csv?type=all",
    "/intelligence/submissions/",
    "/intelligence/quarantine/",
    "/intelligence/conflicts/",
    "/intelligence/look-up/",
    "/partners/",
    "/partners/communities/",
    "/keys/",
    "/people/",
    "/api/",
    "/connect/",
)
_FILTERS = ("", "?limit=1", "?match[version]=all", "?match[version]=first", "?match[type]=report",
            "?added_after=1970-01-02T00:00:00Z")  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One answer, with the tokens that were in the question itself."""

    asked: str
    status: int
    text: str
    known: frozenset[str] = field(default_factory=frozenset)

    @property
    def tokens(self) -> set[str]:
        return set(TOKEN.findall(self.text)) - self.known


@dataclass
class Member:
    """Somebody signed in, and a machine with a key, of one organisation."""

    organisation: Organisation
    page: Client
    key: str

    @classmethod
    def of(cls, organisation: Organisation, role: str = "analyst") -> "Member":
        page = Client(raise_request_exception=False)
        page.force_login(parties.person(organisation, role))
        _, secret = accounts.add_key(organisation=organisation, by=None)
        return cls(organisation, page, secret)

    def get(self, path: str) -> Answer:
        return _answer(path, self.page.get(path))

    def machine(self, path: str, *, accept: str = TAXII, body: Any = None) -> Answer:
        headers = {"Authorization": f"Bearer {self.key}", "Accept": accept}
        client = Client(raise_request_exception=False)
        if body is None:
            return _answer(path, client.get(path, headers=headers))
        text = json.dumps(body)
        answer = client.post(path, text, content_type="application/json", headers=headers)
        return _answer(path + text, answer)


def _answer(asked: str, response: HttpResponse) -> Answer:
    body = b"".join(response) if response.streaming else bytes(response.content)
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    text = headers + "\n" + body.decode("utf-8", "replace")
    return Answer(asked, response.status_code, text, frozenset(TOKEN.findall(asked)))


def every(member: Member, play: Play) -> Iterator[Answer]:
    """The answers of every door to one member."""
    yield from _taxii(member, play)
    yield from _machine(member, play)
    for path in _PAGES:
        yield member.get(path)
    for token in sorted(play.tokens):
        for name in ("q", "value"):
            yield member.get(f"/intelligence/?type=all&{name}={token}.example")
        yield member.get(f"/intelligence/?type=all&q={token}")
    for stix_id in play.ids:
        for view in ("", "versions/", "json/", "why/"):
            yield member.get(f"/intelligence/{stix_id}/{view}")
        yield member.get(f"/search/?q={stix_id}")
        for other in play.hub:
            yield member.get(f"/intelligence/{stix_id}/why/?recipient={other.id}")
    for organisation in play.hub:
        yield member.get(f"/partners/{organisation.id}/")
    for community in play.groups:
        yield member.get(f"/partners/communities/{community.id}/")


def _taxii(member: Member, play: Play) -> Iterator[Answer]:
    root = "/taxii2/mohona/"
    for path in ("/taxii2/", root, f"{root}collections/", f"{root}nowhere/"):
        yield member.machine(path)
    for collection in Collection.objects.all():
        here = f"{root}collections/{collection.id}/"
        yield member.machine(here)
        own = collection.owner_id == member.organisation.id
        for what in ("objects/", "manifest/"):
            for filters in _FILTERS if own else _FILTERS[:1]:
                yield member.machine(f"{here}{what}{filters}")
        for stix_id in play.ids if own else play.ids[:1]:
            yield member.machine(f"{here}objects/{stix_id}/?match[version]=all")
            yield member.machine(f"{here}objects/{stix_id}/versions/")
    for other in play.submissions:
        yield member.machine(f"{root}status/{other}/")
        yield member.get(f"/intelligence/submissions/{other}/")


def _machine(member: Member, play: Play) -> Iterator[Answer]:
    everything = "application/json"
    values = [f"{token}.example" for token in sorted(play.tokens)]
    look_up = {"values": values}
    yield member.machine("/api/v1/values/look-up", accept=everything, body=look_up)
    for value in values:
        yield member.machine(f"/api/v1/values/{quote(value)}", accept=everything)
    for stix_id in play.ids:
        for query in ("", *(f"?organisation={o.id}" for o in play.hub)):
            yield member.machine(f"/api/v1/records/{stix_id}/why{query}", accept=everything)


def about(answer: Answer) -> int | None:
    """The slot of the kind that the address of one record names."""
    for slot, kind in enumerate(KINDS):
        if f"/{kind}--" in answer.asked:
            return slot
    return None
