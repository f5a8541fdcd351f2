# SPDX-License-Identifier: Apache-2.0
"""Organisations, communities and what they hand in, through the same actions as everybody."""

import uuid
from typing import Any

from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation, Person
from mohona.hub.intel import actions as intel
from mohona.hub.intel import reading
from mohona.hub.intel.models import Submission
from mohona.hub.partners import actions as partners
from mohona.hub.partners.models import Community
from mohona.hub.sharing.queries import Sight
from tests.factories import stix


def organisation(**fields: Any) -> Organisation:
    """A new organisation under a name that nobody else has."""
    name = fields.pop("name", None) or f"Organisation {uuid.uuid4().hex[:12]}"
    active = fields.pop("active", True)
    made = accounts.add_organisation(name=name, by=None, **fields)
    return made if active else accounts.change_organisation(made, by=None, active=False)


def person(of: Organisation, role: str = "analyst") -> Person:
    return accounts.add_person(
        email=f"{uuid.uuid4().hex[:12]}@duty.example",
        organisation=of,
        role=role,
        password="correct horse battery",
        by=None,
    )


def community(*members: Organisation, ceiling: str = "amber") -> Community:
    """A new community whose members are active."""
    made = partners.add_community(
        name=f"Community {uuid.uuid4().hex[:12]}", by=None, ceiling=ceiling
    )
    for member in members:
        partners.join(made, member, by=None)
    return made


def give(source: Organisation, *records: stix.Record, **how: Any) -> Submission:
    """Hand in records as one bundle; the report per object is kept."""
    return intel.take_in(
        stix.stream(*records), source=source, door="test", keep_outcomes=True, **how
    )


def outcomes(submission: Submission) -> list[str]:
    """What became of each object, in the order of the bundle."""
    return [one[2] for one in submission.outcomes or []]


def everything(recipient: Organisation, **filters: Any) -> list[reading.Row]:
    """All that the recipient reads from the first position on."""
    wanted = reading.Filters(**filters) if filters else None
    rows: list[reading.Row] = []
    after = 0
    while True:
        page = reading.page(Sight(recipient.id), after=after, limit=7, filters=wanted)
        rows += page.rows
        if not page.more:
            return rows
        after = page.rows[-1].position


def seen(recipient: Organisation) -> set[str]:
    """The identifiers of the latest versions that the recipient reads."""
    return {row.stix_id for row in everything(recipient)}
