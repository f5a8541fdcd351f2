# SPDX-License-Identifier: Apache-2.0
"""The processes of the benchmarks: folders, `mohona up`, other programs, and their memory."""

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from figures import note

MOHONA = Path(sys.executable).parent / "mohona"
_WAIT = 120.0


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with contextlib.closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def folder() -> Path:
    """An empty data folder that the database's user may enter, named in the environment.

    It goes when this program ends, after whatever still runs in it.
    """
    made = Path(tempfile.mkdtemp(prefix="mohona-bench-"))
    made.chmod(0o711)
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"MOHONA_DATA": str(made), "MOHONA_PORT": str(free_port())}
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@contextlib.contextmanager
def running(command: list[str], *, log: Path, env: dict[str, str] | None = None) -> Iterator[int]:
    """Keeps a program running for the block; yields its process number."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env=env, start_new_session=True
        )
    try:
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def serving(data: Path, *arguments: str) -> Iterator[int]:
    """`mohona up` on the data folder; yields its process number once it answers."""
    log = data / "up.log"
    with running([str(MOHONA), "up", *arguments], log=log) as process:
        try:
            wait_for(int(os.environ["MOHONA_PORT"]), "/healthz")
        except TimeoutError:
            note(log.read_text(errors="replace")[-2000:])
            raise
        yield process


def wait_for(port: int, path: str) -> None:
    """Wait until a web server on this machine answers."""
    deadline = time.monotonic() + _WAIT
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=5) as trial,
        ):
            trial.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
            if trial.recv(12)[9:10] in (b"2", b"4"):
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing answered on port {port} within {_WAIT:.0f} s.")


def tree(*roots: int) -> set[int]:
    """These processes and all that they have started, as far as they live."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, waiting = set(), list(roots)
    while waiting:
        process = waiting.pop()
        found.add(process)
        waiting += parents.get(process, [])
    return found


def postmaster(data: Path) -> int:
    """The number of the embedded database's first process."""
    return int((data / "postgres/postmaster.pid").read_text().split("\n", 1)[0])


def memory(processes: set[int], kind: str) -> float:
    """The memory of processes in MB: `Pss` (shared pages divided among users) or `Rss`."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += sum(int(row.split()[1]) for row in text.splitlines() if row[:4] == f"{kind}:")
    return total * 1024 / 1e6


@contextlib.contextmanager
def peak(kind: str, *roots: int, every: float = 0.2) -> Iterator[list[float]]:
    """Looks at the memory of processes and their children again and again; yields the peak."""
    highest = [0.0]
    done = threading.Event()

    def look() -> None:
        while not done.wait(every):
            highest[0] = max(highest[0], memory(tree(*roots), kind))

    watching = threading.Thread(target=look, daemon=True)
    watching.start()
    try:
        yield highest
    finally:
        done.set()
        watching.join()
