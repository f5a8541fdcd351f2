# SPDX-License-Identifier: Apache-2.0
"""Every write about organisations, people and keys."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mohona.cti import sectors as sector_words
from mohona.hub.accounts import rules
from mohona.hub.accounts.models import Key, Organisation, Person, Tlp
from mohona.hub.common import changes
from mohona.hub.common.errors import SentenceError


def check_permission(by: Person | None, permission: str) -> None:
    """Refuse a person without `permission`; None is the operator at the command line."""
    if by is not None and not by.may(permission):
        raise PermissionDenied(permission)


def check_organisation(
    *, name: str, kind: str, sectors: Iterable[str], default_tlp: str, country: str
) -> None:
    """Refuse what would not make an organisation, with one sentence."""
    if not name.strip() or len(name) > 120 or "\x00" in name:
        raise SentenceError(_("An organisation needs a name of 1 to 120 characters."))
    if kind not in Organisation.Kind.values:
        raise SentenceError(
            _("“%(kind)s” is no kind of organisation; choose one of: %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(Organisation.Kind.values)}
        )
    unknown = sorted(set(sectors) - set(sector_words.SECTORS))
    if unknown:
        raise SentenceError(
            _("“%(sector)s” is no NIS2 sector; choose among: %(sectors)s.")
            % {"sector": unknown[0], "sectors": ", ".join(sector_words.SECTORS)}
        )
    if default_tlp and default_tlp not in Tlp.values:
        raise SentenceError(
            _("“%(tlp)s” is no TLP level; choose one of: %(levels)s.")
            % {"tlp": default_tlp, "levels": ", ".join(Tlp.values)}
        )
    if country and (len(country) != 2 or not country.isascii() or not country.isalpha()):
        raise SentenceError(_("A country is two letters, such as BD."))


@transaction.atomic
def add_organisation(
    *,
    name: str,
    by: Person | None,
    kind: str = "company",
    country: str = "",
    sectors: Iterable[str] = (),
    default_tlp: str = "",
    name_bn: str = "",
    is_operator: bool = False,
    coordinates: bool = False,
) -> Organisation:
    """A new organisation; it receives from the moment of the commit what policies permit."""
    check_permission(by, "accounts:organisation:manage")
    sectors = sorted(set(sectors))
    default_tlp = default_tlp or ""
    check_organisation(
        name=name, kind=kind, sectors=sectors, default_tlp=default_tlp, country=country
    )
    changes.begin()
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name.strip(),
                name_bn=name_bn.strip(),
                kind=kind,
                country=country.upper(),
                sectors=sectors,
                default_tlp=default_tlp,
                is_operator=is_operator,
                coordinates=coordinates,
            )
    except IntegrityError as error:
        raise SentenceError(_conflict(error, name)) from error
    changes.parties([organisation.id])
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, by: Person | None, **fields: Any
) -> Organisation:
    """Change the given fields; decisions follow in the same transaction."""
    check_permission(by, "accounts:organisation:manage")
    changes.begin()
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    for name, value in fields.items():
        setattr(organisation, name, value)
    organisation.country = organisation.country.upper()
    organisation.sectors = sorted(set(organisation.sectors))
    check_organisation(
        name=organisation.name,
        kind=organisation.kind,
        sectors=organisation.sectors,
        default_tlp=organisation.default_tlp,
        country=organisation.country,
    )
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        raise SentenceError(_conflict(error, organisation.name)) from error
    changes.parties([organisation.id])
    return organisation


def _conflict(error: IntegrityError, name: str) -> str:
    if "one_operator" in str(error):
        return _("Another organisation operates this hub already; there is exactly one.")
    return _("There is an organisation named “%(name)s” already; choose another name.") % {
        "name": name
    }


@transaction.atomic
def add_person(
    *,
    email: str,
    organisation: Organisation,
    role: str,
    password: str,
    by: Person | None,
    title: str = "",
    title_bn: str = "",
    language: str = "en",
) -> Person:
    """A person who signs in for `organisation`; administrators add to their own only."""
    check_permission(by, "accounts:person:manage")
    everywhere = by is None or by.may("accounts:organisation:manage")
    elsewhere = by is not None and by.organisation_id != organisation.id
    if not everywhere and (elsewhere or role == rules.Role.STEWARD):
        raise PermissionDenied("accounts:person:manage")
    if role not in rules.PERMISSIONS:
        raise SentenceError(
            _("“%(role)s” is no role; choose one of: %(roles)s.")
            % {"role": role, "roles": ", ".join(rules.PERMISSIONS)}
        )
    try:
        validate_email(email)
    except ValidationError as error:
        raise SentenceError(
            _("“%(email)s” is no mail address; write it like duty@cirt.example.") % {"email": email}
        ) from error
    if len(password) < 12:
        raise SentenceError(_("A password needs at least 12 characters."))
    person = Person(
        email=email.lower(),
        organisation=organisation,
        role=role,
        title=title,
        title_bn=title_bn,
        language=language,
    )
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise SentenceError(
            _("Somebody signs in as %(email)s already.") % {"email": email}
        ) from error
    return person


@transaction.atomic
def add_key(
    *,
    organisation: Organisation,
    name: str = "",
    by: Person | None,
    expires_at: datetime | None = None,
    secret: str | None = None,
) -> tuple[Key, str]:
    """A key and its secret, which is shown once and not kept.

    secret: only for worlds that must be the same each time (demo, tests).
    """
    check_permission(by, "accounts:key:manage")
    _check_own_keys(organisation.id, by=by)
    if expires_at is not None and expires_at <= timezone.now():
        raise SentenceError(_("The key would be expired at once; choose a later date."))
    secret = secret or rules.new_secret()
    key = Key.objects.create(
        organisation=organisation,
        name=name[:80],
        hint=rules.hint(secret),
        digest=rules.digest(secret),
        created_by=by,
        expires_at=expires_at,
    )
    return key, secret


def _check_own_keys(organisation: UUID, *, by: Person | None) -> None:
    """Refuse a person who manages neither all organisations nor this one."""
    if by is None or by.may("accounts:organisation:manage"):
        return
    if by.organisation_id != organisation:
        raise PermissionDenied("accounts:key:manage")


@transaction.atomic
def revoke_key(key: Key, *, by: Person | None) -> Key:
    """End a key at once; doing so twice changes nothing."""
    check_permission(by, "accounts:key:manage")
    _check_own_keys(key.organisation_id, by=by)
    Key.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    key.refresh_from_db()
    return key


@transaction.atomic
def change_person(person: Person, *, by: Person, **fields: Any) -> Person:
    """Change function, role or whether somebody may sign in (`title`, `title_bn`, `role`,
    `is_active`); who loses the right to sign in loses the open sessions with it."""
    check_may_manage(person, by=by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    role = fields.get("role", person.role)
    if role not in rules.PERMISSIONS:
        raise SentenceError(
            _("“%(role)s” is no role; choose one of: %(roles)s.")
            % {"role": role, "roles": ", ".join(rules.PERMISSIONS)}
        )
    if role == rules.Role.STEWARD and not by.may("accounts:organisation:manage"):
        raise PermissionDenied("accounts:organisation:manage")
    loses = role != person.role or not fields.get("is_active", person.is_active)
    if person.pk == by.pk and loses:
        raise SentenceError(
            _("You cannot take away your own role or sign-in; ask another administrator.")
        )
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=list(fields))
    return person


def check_may_manage(person: Person, *, by: Person) -> None:
    """Refuse unless `by` may change `person`: stewards all, administrators their own people
    who are no stewards."""
    check_permission(by, "accounts:person:manage")
    if by.may("accounts:organisation:manage"):
        return
    if person.organisation_id != by.organisation_id or person.role == rules.Role.STEWARD:
        raise PermissionDenied("accounts:person:manage")


@transaction.atomic
def forget_second_factor(person: Person, *, by: Person) -> None:
    """Let somebody who has lost it sign in with the password alone, until they add another."""
    check_may_manage(person, by=by)
    if person.pk == by.pk:
        raise SentenceError(
            _("You cannot remove your own second factor here; do it in your profile.")
        )
    Authenticator.objects.filter(user=person).delete()


def change_own_profile(person: Person, *, title: str, title_bn: str, language: str) -> None:
    """What people may say about themselves: their function and their language."""
    person.title, person.title_bn, person.language = title, title_bn, language
    person.save(update_fields=["title", "title_bn", "language"])


def remember_language(person: Person, language: str) -> None:
    """Keep the language that the person chose last."""
    if person.language != language:
        Person.objects.filter(pk=person.pk).update(language=language)


def note_use(key: UUID) -> None:
    """Remember that the key was used today; once a day, so that reading stays reading."""
    today = timezone.localdate()
    Key.objects.filter(pk=key).exclude(last_used_on=today).update(last_used_on=today)
