# SPDX-License-Identifier: Apache-2.0
"""An import that is killed in the middle: run again, it is complete and nothing is there twice."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from mohona.hub.config import postgres
from tests.factories import stix

pytestmark = pytest.mark.slow

OBJECTS = 6_000


@pytest.fixture
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="mohona-killed-"))
    folder.chmod(0o711)
    yield folder
    postgres.stop_if_unused(postgres.Cluster(folder / "postgres"))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def bundle(data: Path) -> Path:
    """Indicators, then relationships between neighbours, which come in a later wave."""
    records = [stix.indicator(f"host-{number}.example", level="green") for number in range(OBJECTS)]
    links = [
        stix.relationship(one["id"], other["id"], level="green")
        for one, other in itertools.pairwise(records[:501])
    ]
    file = data / "bundle.json"
    file.write_bytes(stix.bundle(*links, *records))
    return file


def command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "mohona.cli.main", *words]


def environment(data: Path) -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if n not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")}
    return kept | {"MOHONA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "mohona.hub.config.settings"}


def run(data: Path, *words: str) -> Any:
    done = subprocess.run(
        command(data, *words), env=environment(data), capture_output=True, check=True, timeout=300
    )
    return json.loads(done.stdout) if done.stdout.strip().startswith(b"{") else None


def stored(data: Path) -> int:
    with psycopg.connect(postgres.Cluster(data / "postgres").conninfo()) as connection:
        row = connection.execute("SELECT count(*) FROM intel_objectversion").fetchone()
    assert row is not None
    return int(row[0])


def test_killed_in_the_middle_and_run_again(data: Path, bundle: Path) -> None:
    cluster = postgres.Cluster(data / "postgres", throw_away=True)
    with postgres.running(cluster):
        run(data, "init")
        run(data, "organisation", "add", "River Bank", "--json")
        words = ("import", str(bundle), "--source", "River Bank", "--json")
        running = subprocess.Popen(
            command(data, *words), env=environment(data), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + 120
        while stored(data) == 0 and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        before = stored(data)
        assert 0 < before < OBJECTS + 500, "it was not killed in the middle"
        answer = run(data, *words)
        assert answer["received"] == OBJECTS + 500
        assert answer["unchanged"] == before
        assert answer["stored"] == OBJECTS + 500 - before
        assert answer["conflicts"] == answer["quarantined"] == 0
        check_whole(data)
        again = run(data, *words)
        assert (again["stored"], again["unchanged"]) == (0, OBJECTS + 500)


def check_whole(data: Path) -> None:
    """Every object once, with its values, its class and its counts."""
    with psycopg.connect(postgres.Cluster(data / "postgres").conninfo()) as connection:

        def ask(query: str) -> int:
            row = connection.execute(query).fetchone()
            assert row is not None
            return int(row[0])

        versions = "intel_objectversion"
        assert ask(f"SELECT count(*) FROM {versions}") == OBJECTS + 500
        assert ask(f"SELECT count(DISTINCT stix_id) FROM {versions}") == OBJECTS + 500
        assert ask(f"SELECT count(DISTINCT position) FROM {versions}") == OBJECTS + 500
        assert ask("SELECT count(DISTINCT value) FROM intel_value") == OBJECTS
        assert ask("SELECT count(*) FROM intel_reference WHERE role = 'end'") == 1000
        assert ask("SELECT count(*) FROM intel_reference WHERE open") == 0
        assert ask("SELECT sum(count) FROM intel_arrival") == OBJECTS + 500
        nobody = "SELECT 1 FROM sharing_grant g WHERE g.handling_class_id = v.class_id"
        assert ask(f"SELECT count(*) FROM {versions} v WHERE NOT EXISTS ({nobody})") == 0
