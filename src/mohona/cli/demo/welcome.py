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
_READERS = ("bank-isac", "cert-east")


def lines(address: str) -> list[str]:
    """The lines to print once the hub answers at `address` (such as http://127.0.0.1:8000)."""
    names = {organisation.slug: organisation.name for organisation in ORGANISATIONS}
    people = {person.email: person for person in PEOPLE}
    width = max(len(email) for email in SHOWN)
    said = [f"Demo sign-ins (password {enrol.PASSWORD}):"]
    for email in SHOWN:
        person = people[email]
        said.append(f"  {email:<{width}}  {person.title}, {names[person.organisation]}")
    said += ["", "TAXII 2.1, once as each of two partners:"]
    secrets = {organisation.slug: organisation.secret for organisation in ORGANISATIONS}
    for slug in _READERS:
        said.append(
            f"  curl -s -H 'Authorization: Bearer {secrets[slug]}' "
            f"-H 'Accept: application/taxii+json;version=2.1' {address}/taxii2/"
        )
    return [*said, ""]
