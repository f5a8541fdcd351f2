# SPDX-License-Identifier: Apache-2.0
"""A hub in this process: organisations, takings-in, and the rows of its tables.

Its data folder `DATA` is made when this is imported, since Django reads its settings then. The
embedded database has the settings that every hub has.
"""

import contextlib
import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

import django
import servers
from django.db import connection

DATA = servers.folder()
os.environ["DJANGO_SETTINGS_MODULE"] = "mohona.hub.config.settings"
django.setup()

from mohona.cli import hub as command
from mohona.cli import init
from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.config import postgres
from mohona.hub.intel import actions as intel
from mohona.hub.intel.models import Submission
from mohona.hub.partners import actions as partners
from mohona.hub.partners.models import Community
from mohona.hub.sharing.models import Grant

TABLES = ("intel_objectversion", "intel_value", "intel_reference")


@contextlib.contextmanager
def database() -> Iterator[None]:
    """The embedded database of the data folder, migrated."""
    with command.database():
        init.prepare()
        gc.freeze()  # as the server does before it serves
        yield


def organisation(name: str, *, sectors: tuple[str, ...] = ()) -> Organisation:
    """A new organisation whose unmarked records are TLP:GREEN."""
    return accounts.add_organisation(name=name, sectors=sectors, default_tlp="green", by=None)


def key(owner: Organisation) -> str:
    """The secret of a new key."""
    return accounts.add_key(organisation=owner, by=None)[1]


def community(*members: Organisation) -> Community:
    """A community in which everything flows."""
    made = partners.add_community(name="Everybody", ceiling="red", by=None)
    for member in members:
        partners.join(made, member, by=None)
    return made


def take_in(file: Path, source: Organisation) -> tuple[Submission, float]:
    """Take a bundle in as `mohona import` does; returns what came of it and the seconds."""
    started = time.perf_counter()
    with file.open("rb") as stream:
        submission = intel.take_in(stream, source=source, door="command", name=file.name)
    return submission, time.perf_counter() - started


def empty() -> None:
    """Remove all records; organisations, classes and grants stay."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}, intel_arrival, intel_searchtext")
        cursor.execute("TRUNCATE intel_submission CASCADE")
        cursor.execute("CHECKPOINT")


def conninfo() -> str:
    """How psycopg reaches the database."""
    return postgres.Cluster(DATA / "postgres").conninfo()


def settle() -> None:
    """What the hub does within minutes after a large import: words for search, statistics."""
    intel.index_words()
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}, intel_arrival, sharing_grant")
        cursor.execute("CHECKPOINT")


def granted(reader: Organisation) -> list[int]:
    """The ids of the classes that an organisation may have."""
    return list(
        Grant.objects.filter(recipient=reader, active=True).values_list(
            "handling_class_id", flat=True
        )
    )


def bounds(classes: list[int], parts: int) -> list[int]:
    """Positions that divide the records of these classes into parts of whole pages of 1,000."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position FROM (SELECT position, row_number() OVER (ORDER BY position) AS n"
            " FROM intel_objectversion WHERE class_id = ANY(%s)) numbered"
            " WHERE n %% 1000 = 0 OR n = (SELECT count(*) FROM intel_objectversion"
            " WHERE class_id = ANY(%s)) ORDER BY position",
            [classes, classes],
        )
        ends = [row[0] for row in cursor.fetchall()]
    return [0] + [ends[len(ends) * part // parts - 1] for part in range(1, parts + 1)]
