# SPDX-License-Identifier: Apache-2.0
"""Beside the peers: the same 5,000 objects are loaded and read over TAXII 2.1, one client each.

medallion keeps them in memory, OpenTAXII in SQLite (what each does by default); Mohona checks,
decides and stores them. Posts of 500 objects, then pages of as many as the server gives, up to
1,000. Each may take 120 seconds for either; the rate is that of what was done by then. The peers
are installed into benchmarks/.peers, by their names alone.
"""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import clients
import servers
import world
from figures import line, note, scaled
from servers import MOHONA

OBJECTS = scaled(5_000, least=1_000)
POST = 500
MOST_SECONDS = 120.0
HERE = Path(__file__).resolve().parent / ".peers"
TAXII = "application/taxii+json;version=2.1"
PACKAGES = ("medallion==3.0.0", "opentaxii==0.9.3")
Rates = tuple[float, float]

_OPENTAXII = """
import json, sys
# Its answer to a POST holds a UUID, which the encoder refuses.
json.JSONEncoder.default = lambda self, other: str(other)
from opentaxii.http import app
with app.app_context():
    api = app.taxii_server.servers.taxii2.persistence.api
    root = api.add_api_root(title="root", description="", default=True)
    made = api.add_collection(api_root_id=root.id, title="all", description="", alias="all",
                              is_public=True, is_public_write=True)
with open(sys.argv[2], "w") as file:
    json.dump(f"/taxii2/{root.id}/collections/{made.id}/objects/", file)
app.run(host="127.0.0.1", port=int(sys.argv[1]), threaded=True)
"""


def main() -> None:
    """Ours, then each peer."""
    data = servers.folder()
    posts = list(_posts())
    ours = _mohona(data, posts)
    for name, start in (("medallion", _medallion), ("opentaxii", _opentaxii)):
        load = read = None
        try:
            _install()
            load, read = start(data, posts)
        except (OSError, RuntimeError, TimeoutError, subprocess.SubprocessError) as error:
            note(f"{name} cannot be measured: {error}")
        line(f"load_5000_beside_{name}", ours[0], "objects/s", peer=load)
        line(f"read_5000_beside_{name}", ours[1], "objects/s", peer=read)


def _posts() -> Iterator[bytes]:
    texts = list(world.indicators(OBJECTS))
    for at in range(0, OBJECTS, POST):
        yield f'{{"objects":[{",".join(texts[at : at + POST])}]}}'.encode()


def _install() -> None:
    if (HERE / "bin/medallion").exists() and (HERE / "bin/opentaxii-run-dev").exists():
        return
    note("installing the peers")
    subprocess.run([sys.executable, "-m", "venv", HERE], check=True)
    pip = [HERE / "bin/python", "-m", "pip", "install", "-q", *PACKAGES]
    subprocess.run(pip, check=True, stdout=sys.stderr)


def _mohona(data: Path, posts: list[bytes]) -> Rates:
    for command in (
        ["init"],
        ["organisation", "add", "Benchmark Source", "--tlp", "green"],
    ):
        subprocess.run([MOHONA, *command], check=True, capture_output=True)
    command = [MOHONA, "key", "add", "--organisation", "Benchmark Source", "--json"]
    answer = subprocess.run(command, check=True, capture_output=True)
    secret = json.loads(answer.stdout)["secret"]
    collection = "/taxii2/mohona/collections/{}/objects/"
    with servers.serving(data):
        return _race(
            clients.taxii(secret),
            posts,
            collection.format("inbox"),
            collection.format("everything"),
        )


def _medallion(data: Path, posts: list[bytes]) -> Rates:
    collection = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
    root = {
        "information": {"title": "root", "versions": [TAXII], "max_content_length": 104857600},
        "status": [],
        "collections": [
            {
                "id": collection,
                "title": "all",
                "can_read": True,
                "can_write": True,
                "media_types": ["application/stix+json;version=2.1"],
                "objects": [],
                "manifest": [],
            }
        ],
    }
    discovery = {"title": "peer", "default": "/root/", "api_roots": ["/root/"]}
    (data / "medallion-data.json").write_text(json.dumps({"/discovery": discovery, "root": root}))
    config = {
        "backend": {
            "module": "medallion.backends.memory_backend",
            "module_class": "MemoryBackend",
            "filename": str(data / "medallion-data.json"),
        },
        "users": {"reader": "secret"},
        "taxii": {"max_page_size": 1000},
    }
    (data / "medallion.json").write_text(json.dumps(config))
    port = servers.free_port()
    command = [HERE / "bin/medallion", "--port", str(port), data / "medallion.json"]
    with servers.running(list(map(str, command)), log=data / "medallion.log"):
        servers.wait_for(port, "/taxii2/")
        basic = base64.b64encode(b"reader:secret").decode()
        path = f"/root/collections/{collection}/objects/"
        headers = f"Authorization: Basic {basic}\r\nAccept: {TAXII}\r\n"
        return _race(clients.Connection(headers, port), posts, path, path)


def _opentaxii(data: Path, posts: list[bytes]) -> Rates:
    database = {"create_tables": True, "db_connection": f"sqlite:///{data}/opentaxii.db"}
    config = {
        "auth_api": {
            "class": "opentaxii.auth.sqldb.SQLDatabaseAPI",
            "parameters": database | {"secret": "benchmark"},
        },
        "taxii1": None,
        "taxii2": {
            "persistence_api": {
                "class": "opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI",
                "parameters": database,
            },
            "title": "peer",
            "max_content_length": 104857600,
            "public_discovery": True,
        },
        "logging": {"opentaxii": "error", "root": "error"},
    }
    (data / "opentaxii.yml").write_text(json.dumps(config))
    port, told = servers.free_port(), data / "opentaxii.json"
    env = os.environ | {"OPENTAXII_CONFIG": str(data / "opentaxii.yml")}
    command = [str(HERE / "bin/python"), "-c", _OPENTAXII, str(port), str(told)]
    with servers.running(command, log=data / "opentaxii.log", env=env):
        servers.wait_for(port, "/taxii2/")
        path = json.loads(told.read_text())
        return _race(clients.Connection(f"Accept: {TAXII}\r\n", port), posts, path, path)


def _race(connection: clients.Connection, posts: list[bytes], inbox: str, objects: str) -> Rates:
    """Load all, then read all; objects a second of each."""
    started, loaded = time.perf_counter(), 0
    for post in posts:
        connection.send("POST", inbox, post, TAXII)
        loaded += POST
        if time.perf_counter() - started > MOST_SECONDS:
            break
    load = loaded / (time.perf_counter() - started)
    started, seen, following = time.perf_counter(), 0, ""
    while time.perf_counter() - started < MOST_SECONDS:
        _head, body = connection.get(f"{objects}?limit=1000{following}")
        answer = json.loads(bytes(body))
        seen += len(answer.get("objects", ()))
        if not answer.get("more"):
            break
        following = f"&next={answer['next']}"
    read = seen / (time.perf_counter() - started)
    note(f"{loaded} loaded at {load:.0f}/s, {seen} read at {read:.0f}/s")
    return load, read


if __name__ == "__main__":
    main()
