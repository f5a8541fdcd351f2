# SPDX-License-Identifier: Apache-2.0
"""Organisations, people and keys."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mohona.hub.accounts import rules


class Tlp(models.TextChoices):
    """TLP 2.0; the words stay Latin in every language, as the standard asks."""

    CLEAR = "clear", "TLP:CLEAR"
    GREEN = "green", "TLP:GREEN"
    AMBER = "amber", "TLP:AMBER"
    AMBER_STRICT = "amber+strict", "TLP:AMBER+STRICT"
    RED = "red", "TLP:RED"


class Organisation(models.Model):
    """Anyone who gives or gets: an agency, a company, an ISAC, a foreign CERT, a feed."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        CSIRT = "csirt", _("CSIRT")
        REGULATOR = "regulator", _("Regulator")
        LAW_ENFORCEMENT = "law-enforcement", _("Law enforcement")
        OPERATOR = "operator", _("Critical-infrastructure operator")
        COMPANY = "company", _("Company")
        ACADEMIA = "academia", _("Academia")
        ISAC = "isac", _("ISAC")
        INTERNATIONAL = "international", _("International organisation")
        CIVIL_SOCIETY = "civil-society", _("Civil society")
        FEED = "feed", _("Open feed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    name_bn = models.CharField(_("name in Bangla"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.COMPANY)
    country = models.CharField(_("country"), max_length=2, blank=True)
    sectors = ArrayField(
        models.CharField(max_length=40), verbose_name=_("sectors"), default=list, blank=True
    )
    # What this source's records mean where they say nothing. Empty: nobody but the source.
    default_tlp = models.CharField(
        _("default TLP"), max_length=12, choices=Tlp.choices, blank=True, default=""
    )
    is_operator = models.BooleanField(_("operates the hub"), default=False)
    coordinates = models.BooleanField(_("coordinates all sectors"), default=False)
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="accounts_organisation_name"),
            models.UniqueConstraint(
                fields=["is_operator"],
                condition=models.Q(is_operator=True),
                name="accounts_one_operator",
            ),
        ]

    def __str__(self) -> str:
        return self.name_bn if self.name_bn and get_language() == "bn" else self.name


class PersonManager(BaseUserManager["Person"]):
    """Looks people up by their mail address, whatever its case, with their organisation."""

    def get_queryset(self) -> models.QuerySet["Person"]:
        return super().get_queryset().select_related("organisation")

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in and acts for one organisation in one role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("mail address"))
    title = models.CharField(_("function"), max_length=120, blank=True)
    title_bn = models.CharField(_("function in Bangla"), max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people")
    role = models.CharField(
        _("role"), max_length=16, choices=rules.ROLE_CHOICES, default=rules.Role.READER.value
    )
    language = models.CharField(_("language"), max_length=5, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_person_email")]

    def __str__(self) -> str:
        title = self.title_bn if self.title_bn and get_language() == "bn" else self.title
        return title or self.email

    def may(self, permission: str) -> bool:
        """Whether the person's role allows `room:noun:verb`; nothing is allowed to people of an
        organisation that is not active."""
        active = self.is_active and self.organisation.active
        return bool(active and rules.allows(self.role, permission))

    # allauth asks these two of any user model.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.may(perm)

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Key(models.Model):
    """A secret with which an organisation's machine signs in; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="keys")
    name = models.CharField(_("name"), max_length=80, blank=True)
    hint = models.CharField(max_length=12)
    digest = models.BinaryField(max_length=32, unique=True)
    created_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name or self.hint
