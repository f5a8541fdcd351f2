# SPDX-License-Identifier: Apache-2.0
"""Tables of the STIX store; bulk writes go past the ORM, through store.py."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mohona.hub.accounts.models import Key, Organisation, Person
from mohona.hub.common import clock


class ObjectVersion(models.Model):
    """One version of one STIX object. `body` is the JSON that goes out.

    version: µs of `modified` (else `created`, else the position, as TAXII 2.1 section 3.4.1
    says of objects without either). `latest` holds within the same object and source.
    """

    pk = models.CompositePrimaryKey("stix_id", "version", "source_id")
    stix_id = models.TextField(db_collation="C")
    version = models.BigIntegerField()
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    position = models.BigIntegerField()
    class_id = models.IntegerField()
    type = models.TextField(db_collation="C")
    latest = models.BooleanField(default=True)
    revoked = models.BooleanField(default=False)
    container = models.BooleanField(default=False)
    submission_id = models.BigIntegerField()
    digest = models.BinaryField(max_length=16)
    title = models.TextField(blank=True)
    body = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["position"], name="intel_version_position"),
            models.Index(fields=["class_id", "position"], name="intel_version_class"),
        ]

    def __str__(self) -> str:
        return f"{self.stix_id} at {self.version}"


class Value(models.Model):
    """A value in normal form that a record carries. `key` is `store.value_key(type, value)`."""

    pk = models.CompositePrimaryKey("key", "position")
    key = models.BigIntegerField()
    position = models.BigIntegerField()
    class_id = models.IntegerField()
    type = models.TextField()
    value = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["position"], name="intel_value_position")]

    def __str__(self) -> str:
        return f"{self.type} {self.value}"


class Reference(models.Model):
    """A record at `position` names the object `target`.

    role: end (of a relationship or sighting), listed (by a container), translates
    (language-content), marking. An end that
    nobody has given yet, or a marking whose definition is unknown, is `open`.
    """

    pk = models.CompositePrimaryKey("target", "position", "role")
    target = models.TextField(db_collation="C")
    position = models.BigIntegerField()
    role = models.TextField()
    open = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["position"], name="intel_reference_position"),
            models.Index(
                fields=["target"], condition=models.Q(open=True), name="intel_reference_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.role} {self.target}"


class Marking(models.Model):
    """A marking definition a source gave, so that its later records can refer to it.

    Only the source's own definitions count for its records: else anybody who has seen the
    identifier of a marking could say that it means TLP:CLEAR.
    """

    pk = models.CompositePrimaryKey("source_id", "stix_id")
    source = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    stix_id = models.TextField()
    definition = models.JSONField()

    def __str__(self) -> str:
        return self.stix_id


class Submission(models.Model):
    """One hand-in: a TAXII POST, a file, an upload. Also the TAXII status resource."""

    class State(models.TextChoices):
        PENDING = "pending", _("Being taken in")
        COMPLETE = "complete", _("Complete")
        REFUSED = "refused", _("Refused")

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="submissions")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    key = models.ForeignKey(Key, models.SET_NULL, null=True, related_name="+")
    door = models.CharField(max_length=16)
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=clock.wall)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    problem = models.JSONField(null=True)
    received = models.IntegerField(default=0)
    stored = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    conflicts = models.IntegerField(default=0)
    quarantined = models.IntegerField(default=0)
    seconds = models.FloatField(default=0)
    # [[id, version in µs, outcome, problem]] of each object, where the door keeps such a report.
    outcomes = models.JSONField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["source", "-id"], name="intel_submission_source")]

    def __str__(self) -> str:
        return f"{self.door} {self.at:%Y-%m-%d %H:%M}"


class Quarantine(models.Model):
    """What could not be taken in: its bytes, its reason, and what became of it."""

    id = models.BigAutoField(primary_key=True)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="quarantine")
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.wall)
    index = models.IntegerField()
    stix_id = models.TextField(blank=True)
    type = models.TextField(blank=True)
    problem = models.JSONField()
    body = models.BinaryField()
    digest = models.BinaryField(max_length=16)
    resolved_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            # Sending the same broken bytes again adds nothing.
            models.UniqueConstraint(
                fields=["source", "digest"],
                condition=models.Q(resolved_at=None),
                name="intel_quarantine_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stix_id or self.type}: {self.problem}"


class Conflict(models.Model):
    """A version that stands against another: same version with other content, or a newer one
    from somebody else than the object's source. Kept, shown, never merged by the hub."""

    class Why(models.TextChoices):
        CONTENT = "content", _("Same version, other content")
        SOURCE = "source", _("A version from another organisation than its source")

    id = models.BigAutoField(primary_key=True)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="conflict_set")
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.wall)
    why = models.CharField(max_length=8, choices=Why.choices)
    stix_id = models.TextField(db_index=True)
    version = models.BigIntegerField()
    body = models.BinaryField()
    digest = models.BinaryField(max_length=16)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stix_id", "source", "digest"], name="intel_conflict_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stix_id}: {self.get_why_display()}"


class Arrival(models.Model):
    """How many records of a class came in on a day (hub's time zone); feeds counts and pictures."""

    pk = models.CompositePrimaryKey("class_id", "day")
    class_id = models.IntegerField()
    day = models.DateField()
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.count} of class {self.class_id} on {self.day}"


class SearchText(models.Model):
    """Words of a record for free-text search; filled by a job behind the intake."""

    position = models.BigIntegerField(primary_key=True)
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="intel_search_words")]

    def __str__(self) -> str:
        return str(self.position)
