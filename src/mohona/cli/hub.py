# SPDX-License-Identifier: Apache-2.0
"""What commands need that work on the hub: settings, Django, the database."""

import contextlib
import os
from collections.abc import Iterator

import django
import psycopg
from django.db import connections

from mohona.hub.common.errors import SentenceError
from mohona.hub.config import options, postgres, secret

OLDEST_SERVER = 15


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
        _check_server(chosen.database_url)
        secret.make(chosen)
        yield
        return
    with postgres.running(postgres.Cluster(chosen.postgres_folder, connections=chosen.connections)):
        secret.make(chosen)
        try:
            yield
        finally:
            connections.close_all()


def _check_server(url: str) -> None:
    """Refuses a server that does not answer, is too old or does not keep Unicode."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise SentenceError(f"The server of DATABASE_URL does not answer: {reason}.") from None
    if version < OLDEST_SERVER or encoding != "UTF8":
        raise SentenceError(
            f"The database of DATABASE_URL must be PostgreSQL {OLDEST_SERVER} or newer in UTF8, "
            f"this is {version} in {encoding}."
        )
