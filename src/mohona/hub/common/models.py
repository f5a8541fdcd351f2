# SPDX-License-Identifier: Apache-2.0
"""The one row that orders everything: positions of records and the epoch of decisions."""

from django.db import models
from django.db.models import Q


class Clock(models.Model):
    """`last` is the last position given out (µs since the epoch); `epoch` names the state
    of everything that decisions depend on (organisations, memberships, policies)."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    last = models.BigIntegerField(default=0)
    epoch = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="common_clock_one_row")]

    def __str__(self) -> str:
        return f"position {self.last}, epoch {self.epoch}"
