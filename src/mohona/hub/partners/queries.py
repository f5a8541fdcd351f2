# SPDX-License-Identifier: Apache-2.0
"""Reads of communities: what decisions and pages need."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.partners.models import Community, Membership
from mohona.release.engine import Party


def parties() -> list[Party]:
    """Every organisation as decisions see it, with its active memberships."""
    standing: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    active = Membership.objects.filter(state=Membership.State.ACTIVE)
    for organisation, community, ceiling in active.values_list(
        "organisation_id", "community_id", "community__ceiling"
    ):
        standing[organisation].add((str(community), ceiling))
    return [
        Party(
            id=str(organisation.id),
            active=organisation.active,
            coordinates=organisation.coordinates,
            sectors=frozenset(organisation.sectors),
            communities=frozenset(standing[organisation.id]),
        )
        for organisation in Organisation.objects.all()
    ]


def community_named(name: str) -> Community | None:
    """The community with this name (any case) or id."""
    if "\x00" in name:
        return None
    found = Community.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        try:
            found = Community.objects.filter(pk=UUID(name)).first()
        except ValueError:
            return None
    return found


def communities_for(person: Person) -> QuerySet[Community]:
    """The communities a person may see: their organisation's own; all of them for stewards.

    A group does not disclose its members to outsiders.
    """
    communities = Community.objects.annotate(
        size=Count("memberships", filter=Q(memberships__state=Membership.State.ACTIVE))
    )
    if person.may("partners:community:manage"):
        return communities
    own = Membership.objects.filter(
        organisation_id=person.organisation_id, state=Membership.State.ACTIVE
    )
    return communities.filter(id__in=own.values("community_id"))


def organisations_for(person: Person) -> QuerySet[Organisation]:
    """The organisations a person may know as partners, in every state.

    Stewards: all. Others: their own, those in a community with them, and the hub's operator.
    A group does not disclose its members to outsiders, so nobody else is listed.
    """
    if person.may("accounts:organisation:manage"):
        return Organisation.objects.all()
    return organisations_known_to(person.organisation_id)


def organisations_known_to(organisation: UUID) -> QuerySet[Organisation]:
    """Itself, those in a community with it, and the hub's operator, as far as they are active."""
    fellows = Membership.objects.filter(
        community_id__in=_own_communities(organisation), state=Membership.State.ACTIVE
    ).values("organisation_id")
    return Organisation.objects.filter(active=True).filter(
        Q(id__in=fellows) | Q(id=organisation) | Q(is_operator=True)
    )


def _own_communities(organisation: UUID) -> QuerySet[Any, Any]:
    return Membership.objects.filter(
        organisation_id=organisation, state=Membership.State.ACTIVE
    ).values("community_id")


def memberships_known_to(person: Person) -> QuerySet[Membership]:
    """The memberships a person may know: all for stewards, else those that are active in the
    own organisation's communities."""
    memberships = Membership.objects.select_related("community", "organisation")
    if person.may("partners:community:manage"):
        return memberships
    return memberships.filter(
        community_id__in=_own_communities(person.organisation_id),
        state=Membership.State.ACTIVE,
        organisation__active=True,
    )
