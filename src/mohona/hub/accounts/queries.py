# SPDX-License-Identifier: Apache-2.0
"""Reads of organisations, people and keys."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mohona.hub.accounts import rules
from mohona.hub.accounts.models import Key, Organisation, Person
from mohona.hub.common import quick


def organisation_named(name: str) -> Organisation | None:
    """The organisation with this name (any case) or id; None when there is none."""
    if "\x00" in name:
        return None
    found = Organisation.objects.filter(name__iexact=name.strip()).first()
    if found is None:
        try:
            found = Organisation.objects.filter(pk=UUID(name)).first()
        except ValueError:
            return None
    return found


def operator() -> Organisation | None:
    """The organisation that operates the hub."""
    return Organisation.objects.filter(is_operator=True).first()


def key_of(secret: str) -> Key | None:
    """The valid key with this secret, its organisation loaded; None for any other text."""
    if not secret or len(secret) > 200:
        return None
    now = timezone.now()
    return (
        Key.objects.select_related("organisation")
        .filter(digest=rules.digest(secret), revoked_at=None, organisation__active=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .first()
    )


def keys_for(person: Person) -> QuerySet[Key]:
    """The keys a person may manage: of all organisations for stewards, else of their own."""
    keys = Key.objects.select_related("organisation", "created_by")
    if person.may("accounts:organisation:manage"):
        return keys
    if person.may("accounts:key:manage"):
        return keys.filter(organisation_id=person.organisation_id)
    return keys.none()


def people_for(person: Person) -> QuerySet[Person]:
    """The people one may manage: everyone for stewards, else those of one's own organisation."""
    people = Person.objects.select_related("organisation")
    if person.may("accounts:organisation:manage"):
        return people
    if person.may("accounts:person:manage"):
        return people.filter(organisation_id=person.organisation_id)
    return people.none()


@dataclass(frozen=True, slots=True)
class Caller:
    """A machine that has signed in: its key, and the organisation it speaks for."""

    key_id: UUID
    organisation_id: UUID
    last_used_on: date | None


_CALLER = """
    SELECT k.id, k.organisation_id, k.last_used_on FROM accounts_key k
    JOIN accounts_organisation o ON o.id = k.organisation_id AND o.active
    WHERE k.digest = %s AND k.revoked_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > now())
"""


def caller_of(secret: str) -> Caller | None:
    """Who signs in with this secret; None for any other text. Quick: every request asks."""
    if not secret or len(secret) > 200:
        return None
    found = quick.fetch(_CALLER, [rules.digest(secret)])
    return Caller(*found[0]) if found else None
