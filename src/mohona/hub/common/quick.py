# SPDX-License-Identifier: Apache-2.0
"""Statements that every request of a machine runs: prepared, answered in binary form.

The database plans them once for each connection, and bodies come as they are instead of as
hexadecimal digits. For few texts that stay the same; values are parameters.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def fetch(text: str, parameters: Sequence[Any], *, prepare: bool = True) -> list[tuple[Any, ...]]:
    """The rows of a query on the connection of this thread, inside its transaction if any."""
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(text, parameters, prepare=prepare, binary=True)
        return cursor.fetchall() if cursor.description else []
