# SPDX-License-Identifier: Apache-2.0
"""The process that works off jobs: what rooms put aside in their `tasks` for later."""

import asyncio

from django.db import connections
from procrastinate.contrib.django import app, utils
from procrastinate.psycopg_connector import PsycopgConnector

# New jobs are announced by the database; asking every so often is only for a lost connection.
POLL_SECONDS = 30.0
STOP_SECONDS = 20.0


def work() -> None:
    """Works off jobs until SIGINT or SIGTERM, then finishes the running one (20 s at most)."""
    connections.close_all()
    asyncio.run(_work())


async def _work() -> None:
    connector = PsycopgConnector(
        kwargs=utils.connector_params(), min_size=1, max_size=3, max_idle=10.0
    )
    with app.replace_connector(connector) as working:
        async with working.open_async():
            await working.run_worker_async(
                name="mohona",
                concurrency=1,
                delete_jobs="successful",
                fetch_job_polling_interval=POLL_SECONDS,
                abort_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=30.0,
                stalled_worker_timeout=120.0,
                shutdown_graceful_timeout=STOP_SECONDS,
            )
