# SPDX-License-Identifier: Apache-2.0
"""Queueing a job by its name, at most once, inside the transaction that makes it needed."""

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app


def defer_once(name: str) -> None:
    """Queue the task `name` unless it waits already.

    By name, since tasks call actions and actions queue tasks. The savepoint keeps the caller's
    transaction alive when the queueing lock is taken.
    """
    try:
        with transaction.atomic():
            app.configure_task(name, queueing_lock=name).defer()
    except exceptions.AlreadyEnqueued:
        return
