# SPDX-License-Identifier: Apache-2.0
"""A hub in processes of its own, as an operator starts it, for clients that know nothing of it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

MOHONA = str(Path(sys.executable).with_name("mohona"))
SECONDS = 120


@dataclass
class Hub:
    """A running hub and its command line."""

    address: str
    environment: dict[str, str]
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> str:
        return f"{self.address}/taxii2/mohona/"

    def command(self, *words: str) -> Any:
        """The JSON that a `mohona` command prints."""
        done = subprocess.run(
            [MOHONA, *words, "--json"], env=self.environment, capture_output=True, text=True,
            check=False, timeout=SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def organisation(self, name: str, *words: str) -> str:
        """The secret of a key of a new organisation, or of one made before."""
        if name not in self.secrets:
            self.command("organisation", "add", name, *words)
            self.secrets[name] = self.command("key", "add", "--organisation", name)["secret"]
        return self.secrets[name]


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    """Started once for all tests here; its data folder is thrown away."""
    folder = Path(tempfile.mkdtemp(prefix="mohona-taxii-"))
    folder.chmod(0o711)
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items()
           if not name.startswith(("MOHONA_", "DJANGO_")) and name != "DATABASE_URL"},
        "MOHONA_DATA": str(folder),
        "MOHONA_PORT": str(port),
        "MOHONA_MAX_CONTENT": "4 MiB",
    }  # fmt: skip
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen([MOHONA, "up"], env=environment, stdout=log, stderr=log)
    running = Hub(f"http://127.0.0.1:{port}", environment)
    try:
        _wait(running.address, process, folder / "up.log")
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"the hub did not start:\n{log.read_text()[-2000:]}")
