# SPDX-License-Identifier: Apache-2.0
"""Bringing the demo's organisations, people, keys and communities into the hub.

What is there already stays as it is, so an interrupted load can go on where it stopped.
"""

from django.db import transaction

from mohona.cli.demo.model import Community, World
from mohona.cli.demo.parties import ORGANISATIONS
from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts import rules
from mohona.hub.accounts.models import Key, Organisation, Person
from mohona.hub.partners import actions as partners
from mohona.hub.partners.models import Community as StoredCommunity
from mohona.hub.partners.models import Membership

KEY_NAME = "Demo machine"
PASSWORD = "mohona-demo-world"  # noqa: S105 - printed on purpose; only demo people have it


def is_demo() -> bool:
    """Whether this hub holds the demo world: its operator has the demo's well-known key."""
    operator = next(o for o in ORGANISATIONS if o.is_operator)
    return Key.objects.filter(digest=rules.digest(operator.secret)).exists()


def enrol(world: World) -> dict[str, Organisation]:
    """The hub's organisations by slug; adds what is missing of parties and communities."""
    organisations = _organisations(world)
    _people(world, organisations)
    for community in world.communities:
        _community(community, organisations)
    return organisations


@transaction.atomic
def _organisations(world: World) -> dict[str, Organisation]:
    # One transaction with the keys, so that `is_demo` never sees one without the other.
    keys = Key.objects.filter(name=KEY_NAME).select_related("organisation")
    stored = {bytes(key.digest): key.organisation for key in keys}
    result = {}
    for wanted in world.organisations:
        found = stored.get(rules.digest(wanted.secret))
        if found is None:
            found = accounts.add_organisation(
                name=wanted.name,
                name_bn=wanted.name_bn,
                kind=wanted.kind,
                country=wanted.country,
                sectors=wanted.sectors,
                default_tlp=wanted.default_tlp,
                is_operator=wanted.is_operator,
                coordinates=wanted.coordinates,
                by=None,
            )
            accounts.add_key(organisation=found, name=KEY_NAME, secret=wanted.secret, by=None)
        result[wanted.slug] = found
    return result


def _people(world: World, organisations: dict[str, Organisation]) -> None:
    stored = set(Person.objects.values_list("email", flat=True))
    for person in world.people:
        if person.email not in stored:
            accounts.add_person(
                email=person.email,
                organisation=organisations[person.organisation],
                role=person.role,
                title=person.title,
                title_bn=person.title_bn,
                language=person.language,
                password=PASSWORD,
                by=None,
            )


@transaction.atomic
def _community(wanted: Community, organisations: dict[str, Organisation]) -> None:
    stored = StoredCommunity.objects.filter(name=wanted.name).first()
    if stored is None:
        stored = partners.add_community(
            name=wanted.name,
            name_bn=wanted.name_bn,
            description=wanted.description,
            description_bn=wanted.description_bn,
            ceiling=wanted.ceiling,
            by=None,
        )
    # Whoever has been changed by hand since is left alone.
    known = set(
        Membership.objects.filter(community=stored).values_list("organisation_id", flat=True)
    )
    for slugs, place in (
        (wanted.members, partners.join),
        (wanted.suspended, partners.suspend),
        (wanted.left, partners.leave),
    ):
        for slug in slugs:
            if organisations[slug].id not in known:
                place(stored, organisations[slug], by=None)
