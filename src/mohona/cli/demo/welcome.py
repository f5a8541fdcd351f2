# SPDX-License-Identifier: Apache-2.0
"""What `mohona up` says about the demo: sign-ins, keys, and a first TAXII request to paste."""

from mohona.cli.demo import enrol
from mohona.cli.demo.parties import ORGANISATIONS
from mohona.cli.demo.people import PEOPLE

SHOWN = (
    "duty@cirt.example",
    "duty@bank-isac.example",
    "soc@shapla-bank.example",
    "soc@shalik-telecom.example",
    "duty@cert-east.example",
)
_READER = "bank-isac"


def lines(address: str) -> list[str]:
    """The lines to print once the hub answers at `address` (such as http://127.0.0.1:8000)."""
    names = {organisation.slug: organisation.name for organisation in ORGANISATIONS}
    people = {person.email: person for person in PEOPLE}
    width = max(len(email) for email in SHOWN)
    said = [f"Demo sign-ins (password {enrol.PASSWORD}):"]
    for email in SHOWN:
        person = people[email]
        said.append(f"  {email:<{width}}  {person.title}, {names[person.organisation]}")
    secret = next(o.secret for o in ORGANISATIONS if o.slug == _READER)
    return [
        *said,
        "",
        f"What {names[_READER]} may have, over TAXII 2.1 (other keys begin with mohona_demo- too):",
        f"  curl -g -H 'Authorization: Bearer {secret}' "
        f"'{address}/taxii2/mohona/collections/everything/objects/?match[type]=report&limit=3'",
        "",
    ]
