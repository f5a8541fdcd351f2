# SPDX-License-Identifier: Apache-2.0
"""Whether the hub is ready: the database answers and is as new as the program."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

# Migrations are looked at until they are complete; they cannot become incomplete afterwards
# without a new program, which means a new process.
_migrated = False


def problem() -> str:
    """One sentence that says why the hub is not ready; empty when it is."""
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        if not _migrated:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return "The database is older than the program; run `mohona init`."
            _migrated = True
    except DatabaseError:
        return "The database does not answer."
    return ""


def healthz(request: HttpRequest) -> HttpResponse:
    """`GET /healthz`: 200 `ready`, or 503 with the reason. English, for machines."""
    reason = problem()
    return HttpResponse(
        f"{reason or 'ready'}\n",
        status=503 if reason else 200,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )
