# SPDX-License-Identifier: Apache-2.0
"""Memory of the whole hub, its database included: at rest, and while it works hard.

The sum of PSS (what is shared counts once) over the processes of `mohona up` and of PostgreSQL:
a minute after the last of some requests; then, with `mohona import` counted as well, while that
takes in a million objects and eight clients read. Peer at rest: MISP 2.5.1 with MariaDB and
Redis, tuned for little memory, measured beforehand: 210 MB.
"""

import json
import os
import subprocess
import threading
import time
from pathlib import Path

import clients
import servers
import world
from figures import line, note, scaled

OBJECTS = scaled(1_000_000)
CLIENTS = 8
REST_SECONDS = 60
MISP = 210.0


def main() -> None:
    """Both parts, each in a hub of its own."""
    data = servers.folder()
    with servers.serving(data, "--demo") as hub:
        _use(json.loads(_run("key", "add", "--organisation", "Bank ISAC", "--json"))["secret"])
        time.sleep(REST_SECONDS)
        processes = servers.tree(hub, servers.postmaster(data))
        note(f"at rest: {len(processes)} processes")
        _explain(processes)
        line("memory_at_rest", servers.memory(processes, "Pss"), "MB", peer=MISP)
    data = servers.folder()
    _run("init")
    _run("organisation", "add", "Benchmark Source", "--tlp", "clear")
    _run("organisation", "add", "Benchmark Reader")
    key = json.loads(_run("key", "add", "--organisation", "Benchmark Reader", "--json"))["secret"]
    file = world.write(data / "objects.json", world.indicators(OBJECTS))
    with servers.serving(data) as hub:
        _at_work(hub, data, key, file)


def _use(key: str) -> None:
    """Ask for pages and for records, often enough that every web process has answered both."""
    for _ in range(20):
        clients.Connection().get("/account/login/")
        clients.walk(clients.taxii(key), after=0, until=1)


def _at_work(hub: int, data: Path, key: str, file: Path) -> None:
    done = threading.Event()
    reading = [threading.Thread(target=_poll, args=(key, done)) for _ in range(CLIENTS)]
    for thread in reading:
        thread.start()
    started = time.perf_counter()
    command = [servers.MOHONA, "import", file, "--source", "Benchmark Source", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    with servers.peak("Pss", hub, servers.postmaster(data), process.pid, every=0.5) as highest:
        answer = json.loads(process.communicate()[0])
    taken = time.perf_counter() - started
    done.set()
    for thread in reading:
        thread.join()
    assert answer["stored"] == OBJECTS, answer
    line("memory_at_work", highest[0], "MB")
    line("intake_while_eight_read", OBJECTS / taken, "objects/s")


def _poll(key: str, done: threading.Event) -> None:
    """Read whatever comes, from the beginning, and ask again at the end."""
    connection, here = clients.taxii(key), 0
    while not done.is_set():
        here = clients.read_on(connection, after=here, done=done)
        done.wait(0.5)


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [servers.MOHONA, *arguments], capture_output=True, text=True, check=True, env=os.environ
    )
    return done.stdout


def _explain(processes: set[int]) -> None:
    for process in sorted(processes):
        words = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()[:70]
        note(f"  {process}: {servers.memory({process}, 'Pss'):.0f} MB {words}")


if __name__ == "__main__":
    main()
