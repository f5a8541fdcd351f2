# SPDX-License-Identifier: Apache-2.0
"""Communities and memberships."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mohona.hub.accounts.models import Organisation, Tlp


class Community(models.Model):
    """Organisations among which records flow, up to a TLP ceiling."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    name_bn = models.CharField(_("name in Bangla"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_bn = models.TextField(_("description in Bangla"), blank=True)
    ceiling = models.CharField(
        _("TLP ceiling"), max_length=12, choices=Tlp.choices, default=Tlp.GREEN
    )
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(Organisation, through="Membership", related_name="communities")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "communities"
        constraints = [models.UniqueConstraint(Lower("name"), name="partners_community_name")]

    def __str__(self) -> str:
        return self.name_bn if self.name_bn and get_language() == "bn" else self.name

    @property
    def about(self) -> str:
        """The description in the reader's language."""
        bangla = self.description_bn if get_language() == "bn" else ""
        return bangla or self.description


class Membership(models.Model):
    """An organisation's standing in a community; only an active one has effect."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        LEFT = "left", _("Left")
        EXPELLED = "expelled", _("Expelled")

    community = models.ForeignKey(Community, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ACTIVE)
    since = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "organisation"], name="partners_membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.community}: {self.state}"
