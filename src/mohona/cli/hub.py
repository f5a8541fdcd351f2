# SPDX-License-Identifier: Apache-2.0
"""What commands need that work on the hub: settings, Django, the database."""

import contextlib
import os
from collections.abc import Iterator

import django
from django.db import connections

from mohona.hub.config import options, postgres, secret


def prepare() -> None:
    """Reads the settings and sets Django up; the database is not touched."""
    options.read()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mohona.hub.config.settings")
    django.setup()


@contextlib.contextmanager
def database() -> Iterator[None]:
    """Keeps the database running for the block: the embedded one, or nothing to do for another.

    While the hub runs its database is shared; otherwise it is started and stopped again.
    """
    chosen = options.read()
    if chosen.database_url:
        yield
        return
    with postgres.running(postgres.Cluster(chosen.postgres_folder)):
        secret.make(chosen)
        try:
            yield
        finally:
            connections.close_all()
