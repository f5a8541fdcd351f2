# SPDX-License-Identifier: Apache-2.0
"""Organisations, people and communities of the demo fit together and with the rooms' words."""

import re

from mohona.cli.demo.model import World
from mohona.cti import sectors, tlp
from mohona.hub.accounts import rules
from mohona.hub.accounts.models import Organisation


def test_names_are_unique_and_in_two_languages(demo: World) -> None:
    for names in (
        [organisation.slug for organisation in demo.organisations],
        [organisation.name.lower() for organisation in demo.organisations],
        [organisation.name_bn for organisation in demo.organisations],
        [organisation.secret for organisation in demo.organisations],
        [person.email for person in demo.people],
        [community.name.lower() for community in demo.communities],
        [community.name_bn for community in demo.communities],
    ):
        assert len(set(names)) == len(names)
        assert all(names)


def test_organisations_use_the_words_of_the_rooms(demo: World) -> None:
    for organisation in demo.organisations:
        assert organisation.kind in Organisation.Kind.values
        assert set(organisation.sectors) <= set(sectors.SECTORS)
        assert organisation.default_tlp in {"", *tlp.LEVELS}
        assert organisation.secret.startswith(rules.KEY_PREFIX)
        assert re.fullmatch(r"[A-Z]{2}|", organisation.country)
    assert {o.default_tlp for o in demo.organisations} == {"", *tlp.LEVELS}


def test_one_organisation_operates_and_it_coordinates(demo: World) -> None:
    assert [o.slug for o in demo.organisations if o.is_operator] == ["cirt"]
    assert [o.slug for o in demo.organisations if o.coordinates] == ["cirt"]


def test_people_act_for_organisations_in_every_role(demo: World) -> None:
    for person in demo.people:
        organisation = demo.organisation(person.organisation)
        assert person.email.endswith(f"@{organisation.domain}")
        assert person.role in rules.PERMISSIONS
    assert {person.role for person in demo.people} == set(rules.PERMISSIONS)
    assert {p.organisation for p in demo.people if p.role == "steward"} == {"cirt"}
    assert {person.language for person in demo.people} == {"en", "bn"}


def test_communities_have_members_and_every_kind_of_ceiling(demo: World) -> None:
    for community in demo.communities:
        named = (*community.members, *community.suspended, *community.left)
        assert len(set(named)) == len(named)
        assert all(demo.organisation(slug) for slug in named)
        assert len(community.members) >= 2
        assert community.ceiling in tlp.LEVELS
    assert {c.ceiling for c in demo.communities} == {"green", "amber", "amber+strict", "red"}
    assert any(community.suspended for community in demo.communities)
    assert any(community.left for community in demo.communities)
