# SPDX-License-Identifier: Apache-2.0
"""`mohona up` as a whole: ready, serving, sharing its database, and leaving nothing behind."""

import contextlib
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
from pathlib import Path
from typing import Any

import pytest

from mohona.hub.config import postgres

pytestmark = pytest.mark.slow
READY_SECONDS = 60


class Hub:
    """A hub in processes of its own, with a data folder and a port of its own."""

    def __init__(self, data: Path) -> None:
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.data = data
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(data),
            "MOHONA_DATA": str(data),
            "MOHONA_PORT": str(self.port),
        }
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mohona.cli.main", "up"],
            env=self.environment,
            stderr=(self.data / "up.log").open("a"),
            stdout=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(READY_SECONDS * 20):
            assert self.process.poll() is None, (self.data / "up.log").read_text()
            with contextlib.suppress(OSError):
                if self.get("/healthz").status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError((self.data / "up.log").read_text())

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "mohona.cli.main", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def get(self, path: str, **headers: str) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            return urllib.request.urlopen(request, timeout=10)
        except urllib.error.HTTPError as answer:
            return answer

    def processes(self) -> dict[int, str]:
        """Whatever still runs with this hub's data folder in its environment or command."""
        found = {}
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit():
                    told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                    if os.fsencode(self.data) in told:
                        found[int(entry.name)] = (entry / "cmdline").read_text()
        return found

    def children(self) -> set[int]:
        """The processes that the hub has started itself, from whichever thread."""
        assert self.process is not None
        tasks = Path(f"/proc/{self.process.pid}/task")
        return {int(n) for task in tasks.iterdir() for n in (task / "children").read_text().split()}

    def wait_until_only(self, word: str) -> None:
        for _ in range(400):
            if all(word in command for command in self.processes().values()):
                return
            time.sleep(0.05)
        raise AssertionError(self.processes())


@pytest.fixture
def hub() -> Iterator[Hub]:
    folder = Path(tempfile.mkdtemp(prefix="mohona-up-"))
    folder.chmod(0o711)
    made = Hub(folder)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.process.kill()
        made.process.wait()
        made.wait_until_only("postgres")
    postgres.stop_if_unused(postgres.Cluster(folder / "postgres"))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_and_stops_everything(hub: Hub, number: int) -> None:
    hub.start()
    assert hub.get("/healthz").read() == b"ready\n"
    assert any("postgres" in command for command in hub.processes().values())
    assert hub.stop(number) == 0
    assert hub.processes() == {}
    assert not (hub.data / "postgres" / "postmaster.pid").exists()


def test_commands_share_the_database_of_a_running_hub(hub: Hub) -> None:
    hub.start()
    added = hub.run("organisation", "add", "River Bank", "--json")
    assert json.loads(added.stdout)["name"] == "River Bank"
    made = hub.run("key", "add", "--organisation", "River Bank", "--json")
    assert set(json.loads(made.stdout)) == {"id", "organisation", "secret"}
    assert hub.get("/healthz").status == 200, "the command has stopped the hub's database"
    hub.stop()
    listed = hub.run("organisation", "list")
    assert "River Bank" in listed.stdout
    assert hub.processes() == {}, "a command leaves the database running"


def test_a_killed_hub_leaves_no_worker_and_starts_again(hub: Hub) -> None:
    hub.start()
    assert hub.run("organisation", "add", "River Bank").returncode == 0
    assert hub.stop(signal.SIGKILL) == -signal.SIGKILL
    hub.wait_until_only("postgres")
    hub.start()
    assert "River Bank" in hub.run("organisation", "list").stdout
    assert hub.stop() == 0
    assert hub.processes() == {}


def test_a_killed_worker_is_replaced(hub: Hub) -> None:
    hub.start()
    children = hub.children()
    assert len(children) == 3, "two web processes and one for jobs"
    for child in children:
        os.kill(child, signal.SIGKILL)
    for _ in range(400):
        if len(hub.children() - children) == 3:
            break
        time.sleep(0.05)
    else:
        raise AssertionError("they have not come back")
    assert hub.get("/healthz").status == 200
    assert hub.stop() == 0


def test_a_port_in_use_is_told_before_anything_is_done(hub: Hub) -> None:
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", hub.port))
        taken.listen()
        done = hub.run("up")
    assert done.returncode == 1
    assert done.stderr.startswith(f"mohona: Cannot listen on 127.0.0.1 port {hub.port}")
    assert done.stderr.count("\n") == 1


def test_the_demo_is_not_served_to_other_machines(hub: Hub) -> None:
    hub.environment["MOHONA_HOST"] = "0.0.0.0"
    done = hub.run("up", "--demo")
    assert done.returncode == 1
    assert "public passwords" in done.stderr
    assert hub.processes() == {}


def test_the_secret_is_private_and_stays(hub: Hub) -> None:
    hub.start()
    secret = (hub.data / "secret-key").read_text()
    assert (hub.data / "secret-key").stat().st_mode & 0o777 == 0o600
    hub.stop()
    hub.start()
    assert (hub.data / "secret-key").read_text() == secret


def test_pages_have_their_headers_and_files_are_kept_by_browsers(hub: Hub) -> None:
    hub.start()
    page = hub.get("/account/login/", **{"Accept-Encoding": "gzip"})
    assert page.status == 200
    assert page.headers["Content-Encoding"] == "gzip"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    names = json.loads((hub.data / "static" / "staticfiles.json").read_text())["paths"]
    style = hub.get(f"/static/{names['ui/mohona.css']}", **{"Accept-Encoding": "gzip"})
    assert style.status == 200
    assert "immutable" in style.headers["Cache-Control"]


def test_jobs_are_worked_off(hub: Hub) -> None:
    """The words of what comes in are indexed by the job worker, not by the import."""
    hub.start()
    assert hub.run("organisation", "add", "River Bank").returncode == 0
    malware = {
        "type": "malware",
        "spec_version": "2.1",
        "id": "malware--0b7c6e1c-5d0a-4a55-8e5a-4a4cf0f4d0ab",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": "Kingfisher",
        "is_family": False,
    }
    bundle = {
        "type": "bundle",
        "id": "bundle--0b7c6e1c-5d0a-4a55-8e5a-4a4cf0f4d0ac",
        "objects": [malware],
    }
    (hub.data / "bundle.json").write_text(json.dumps(bundle))
    done = hub.run("import", str(hub.data / "bundle.json"), "--source", "River Bank", "--json")
    assert json.loads(done.stdout)["stored"] == 1
    code = (
        "from django.db import connection as c\n"
        "with c.cursor() as k:\n"
        "    k.execute('select count(*) from intel_searchtext')\n"
        "    print(k.fetchone()[0])"
    )
    for _ in range(20):
        if hub.run("manage", "shell", "--no-imports", "-c", code).stdout.strip() == "1":
            break
        time.sleep(0.5)
    else:
        raise AssertionError("the job was not done")
    assert hub.stop() == 0
