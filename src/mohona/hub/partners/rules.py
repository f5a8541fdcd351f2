# SPDX-License-Identifier: Apache-2.0
"""Parties as they would stand after a change. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from mohona.release.engine import Party


def with_membership(
    parties: Iterable[Party], organisation: UUID, community: UUID, ceiling: str | None
) -> list[Party]:
    """The parties once the organisation stands in the community; ceiling None: it does not."""
    return [
        _standing(party, str(community), ceiling) if party.id == str(organisation) else party
        for party in parties
    ]


def with_ceiling(parties: Iterable[Party], community: UUID, ceiling: str) -> list[Party]:
    """The parties once the community has another ceiling."""
    number = str(community)
    return [
        _standing(party, number, ceiling)
        if any(one == number for one, _ in party.communities)
        else party
        for party in parties
    ]


def with_fields(parties: Iterable[Party], organisation: UUID, **fields: Any) -> list[Party]:
    """The parties once one of them has other `sectors`, `coordinates`, `active`."""
    return [
        replace(party, **fields) if party.id == str(organisation) else party for party in parties
    ]


def _standing(party: Party, community: str, ceiling: str | None) -> Party:
    kept = {pair for pair in party.communities if pair[0] != community}
    if ceiling is not None:
        kept.add((community, ceiling))
    return replace(party, communities=frozenset(kept))
