# SPDX-License-Identifier: Apache-2.0
"""A partner's machine: speaks TAXII 2.1 to the hub with a key of its organisation."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.sharing.models import Collection
from tests.factories import stix

ROOT = "/taxii2/mohona/"
TAXII = "application/taxii+json;version=2.1"


class Machine:
    """One key of an organisation. `url` names a place in one of its collections."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.key, self.secret = accounts.add_key(organisation=organisation, by=None)
        self.client = Client()

    def collection(self, alias: str = "everything") -> Collection:
        return Collection.objects.get(owner=self.organisation, alias=alias)

    def url(self, rest: str = "objects/", alias: str = "everything") -> str:
        return f"{ROOT}collections/{self.collection(alias).id}/{rest}"

    def ask(self, method: str, path: str, **how: Any) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.secret}", **how.pop("headers", {})}
        return self.client.generic(method, path, headers=headers, **how)  # type: ignore[return-value]

    def get(self, path: str | None = None, headers: Any = None, **query: Any) -> HttpResponse:
        wanted = {name.replace("match_", "match[") + "]" if name.startswith("match_") else name: v
                  for name, v in query.items()}  # fmt: skip
        return self.client.get(
            path or self.url(),
            wanted,
            headers={"Authorization": f"Bearer {self.secret}", **(headers or {})},
        )  # type: ignore[return-value]

    def objects(self, path: str | None = None, **query: Any) -> list[dict[str, Any]]:
        """The objects of one answer, which must be an envelope."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.content
        return list(json.loads(answer.content)["objects"])

    def ids(self, path: str | None = None, **query: Any) -> list[str]:
        return [one["id"] for one in self.objects(path, **query)]

    def post(self, body: bytes | list[stix.Record], **how: Any) -> HttpResponse:
        if isinstance(body, list):
            body = json.dumps({"objects": body}).encode()
        kind = how.pop("content_type", TAXII)
        path = how.pop("path", None) or self.url(alias="inbox")
        return self.ask("POST", path, data=body, content_type=kind, **how)

    def status(self, *records: stix.Record) -> dict[str, Any]:
        """The status of a POST that must be taken in."""
        answer = self.post(list(records))
        assert answer.status_code == 202, answer.content
        return dict(json.loads(answer.content))


def error(answer: HttpResponse) -> dict[str, Any]:
    """The TAXII error message of an answer, which must be one, of one sentence."""
    assert answer["Content-Type"] == TAXII
    message = json.loads(answer.content)
    assert message["http_status"] == str(answer.status_code)
    assert message["title"].strip().endswith((".", "।"))
    assert "\n" not in message["title"]
    return dict(message)
