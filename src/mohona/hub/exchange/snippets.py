# SPDX-License-Identifier: Apache-2.0
"""What a person pastes into a client to connect it; the key stands in for a secret. Pure."""

from dataclasses import dataclass

KEY = "YOUR_KEY"


@dataclass(frozen=True, slots=True)
class Snippet:
    """Lines for one client. `title` is the client's own name, never translated."""

    name: str
    title: str
    text: str


def of(address: str, everything: str, inbox: str) -> list[Snippet]:
    """The snippets for a hub at `address` (no final slash) and two collection ids."""
    root = f"{address}/taxii2/mohona/"
    return [
        Snippet("curl", "curl", _curl(root, everything, inbox)),
        Snippet("python", "Python: taxii2-client", _python(root, everything, inbox)),
        Snippet("opencti", "OpenCTI", _opencti(root, everything)),
        Snippet("misp", "MISP", _misp(address, inbox)),
    ]


def _curl(root: str, everything: str, inbox: str) -> str:
    return f"""\
curl -H "Authorization: Bearer {KEY}" \\
  "{root}collections/{everything}/objects/?limit=100"

curl -H "Authorization: Bearer {KEY}" \\
  -H "Content-Type: application/taxii+json;version=2.1" \\
  --data-binary @bundle.json \\
  "{root}collections/{inbox}/objects/"
"""


def _python(root: str, everything: str, inbox: str) -> str:
    return f"""\
from taxii2client.common import TokenAuth
from taxii2client.v21 import Collection, as_pages

key = TokenAuth("{KEY}")
released = Collection("{root}collections/{everything}/", auth=key)
for envelope in as_pages(released.get_objects, per_request=1000):
    for record in envelope["objects"]:
        print(record["id"])

inbox = Collection("{root}collections/{inbox}/", auth=key)
status = inbox.add_objects({{"objects": [record]}})
print(status.status, status.success_count, status.failure_count)
"""


def _opencti(root: str, everything: str) -> str:
    return f"""\
TAXII server URL:    {root}
TAXII version:       2.1
TAXII Collection:    {everything}
Authentication type: Bearer token
Token:               {KEY}
"""


def _misp(address: str, inbox: str) -> str:
    return f"""\
Base URL:      {address}
API root:      taxii2/mohona
Collection:    {inbox}
API key:       printf 'mohona:%s' {KEY} | base64 --wrap=0
"""
