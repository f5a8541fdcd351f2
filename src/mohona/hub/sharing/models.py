# SPDX-License-Identifier: Apache-2.0
"""Handling classes, grants, positions of late releases, and what was handed over."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField
from django.db import models

from mohona.hub.accounts.models import Key, Organisation
from mohona.hub.common import clock


class MultirangeField(BigIntegerRangeField):
    """PostgreSQL's int8multirange; only SQL of this room reads and writes it."""

    def db_type(self, connection: Any) -> str:
        return "int8multirange"


class HandlingClass(models.Model):
    """One distinct handling, interned. Rows are never changed nor removed.

    `handling` is `release.Handling.as_data()`; `bounds` are ids of classes whose own handling
    must be permitted as well. The other columns repeat parts of `handling` for filters.
    """

    id = models.AutoField(primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    handling = models.JSONField()
    bounds = ArrayField(models.IntegerField(), default=list)
    tlp = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    source_id = models.UUIDField(null=True, db_index=True)
    sectors = ArrayField(models.CharField(max_length=40), default=list)

    def __str__(self) -> str:
        return f"class {self.id}: TLP:{self.tlp.upper()} {self.kind}"


class Recipient(models.Model):
    """What release remembers of an organisation as a reader."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, primary_key=True)
    first_read_at = models.DateTimeField(null=True)
    # Whether any record has a position of its own for this reader (see LatePosition).
    has_late = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.organisation)


class Grant(models.Model):
    """A permit, materialised: `recipient` may have the records of `handling_class`.

    Records at or after `since` are read at their own position; older ones at their
    LatePosition. An ended grant stays as memory of what was `delivered` (positions).
    """

    pk = models.CompositePrimaryKey("recipient_id", "handling_class_id")
    recipient = models.ForeignKey(Organisation, models.CASCADE, related_name="grants")
    handling_class = models.ForeignKey(HandlingClass, models.PROTECT, related_name="grants")
    since = models.BigIntegerField(default=0)
    active = models.BooleanField(default=True)
    decided_at = models.DateTimeField()
    filling = models.BooleanField(default=False)
    delivered = MultirangeField(null=True)
    policies = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        indexes = [models.Index(fields=["handling_class"], name="sharing_grant_class")]

    def __str__(self) -> str:
        return f"{self.recipient_id} may have class {self.handling_class_id}"


class LatePosition(models.Model):
    """The position at which `recipient` reads the record that stands at `original`.

    Written when a record becomes allowed after its own position has passed (back-fill), or
    moves to another class. A `settled` one holds however old the grant is (see late.py).
    """

    pk = models.CompositePrimaryKey("recipient_id", "original")
    recipient = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    original = models.BigIntegerField()
    position = models.BigIntegerField()
    settled = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "position"], name="sharing_late_reading"),
            models.Index(
                fields=["recipient"], condition=models.Q(settled=True), name="sharing_late_settled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original} at {self.position} for {self.recipient_id}"


class Delivery(models.Model):
    """What was really handed over in one answer: a stretch of positions to one recipient."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=clock.wall)
    recipient = models.ForeignKey(Organisation, models.CASCADE, related_name="deliveries")
    key = models.ForeignKey(Key, models.SET_NULL, null=True, related_name="+")
    door = models.CharField(max_length=16)
    collection = models.UUIDField(null=True)
    # A sequential read without filters: only such a read says that all before was had.
    sequential = models.BooleanField(default=False)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "at"], name="sharing_delivery_recent"),
            models.Index(
                fields=["recipient", "key", "collection", "-last"],
                condition=models.Q(sequential=True),
                name="sharing_delivery_reach",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} records to {self.recipient_id} through {self.door}"


class Collection(models.Model):
    """A named choice of handling classes, as one recipient reads it (TAXII collection).

    `choice` narrows by tlp, kinds, sectors, sources; empty: everything released. `given` shows
    what the owner itself gave (its inbox). It never shows more than the owner's grants.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, models.CASCADE, related_name="collections")
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    alias = models.SlugField(max_length=60)
    choice = models.JSONField(default=dict, blank=True)
    given = models.BooleanField(default=False)
    can_write = models.BooleanField(default=False)

    class Meta:
        ordering = ["-can_write", "title"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "alias"], name="sharing_collection_alias"),
            models.UniqueConstraint(fields=["owner", "title"], name="sharing_collection_title"),
        ]

    def __str__(self) -> str:
        return self.title
