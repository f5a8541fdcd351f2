# SPDX-License-Identifier: Apache-2.0
"""Looking values up among one million indicators: 10,000 in one call, and one by one over HTTP.

Half of the 10,000 values are known. The single look-ups are all of known ones, by four clients
that keep their connection. Peer: MISP 2.5.1 on two such cores (PHP 8.2, MariaDB 10.11, tuned;
attributes/restSearch of one known value by four clients), measured beforehand: 230 a second.
"""

import json
import random
from functools import partial

import clients
import hubs
import servers
import world
from figures import line, median, note, scaled, seconds
from hubs import Organisation

from mohona.hub.intel import queries
from mohona.hub.sharing.queries import Sight

OBJECTS = scaled(1_000_000, least=10_000)
VALUES = 10_000
SINGLE = scaled(5_000, least=200)
CLIENTS = 4
ROUNDS = 5
MISP = 230.0
API = "/api/v1/values"


def main() -> None:
    """Measure in this process, then over HTTP."""
    with hubs.database():
        source = hubs.organisation("Benchmark Source")
        reader = hubs.organisation("Benchmark Reader")
        hubs.community(source, reader)
        secret = hubs.key(reader)
        file = world.write(hubs.DATA / "objects.json", world.indicators(OBJECTS))
        _submission, taken = hubs.take_in(file, source)
        file.unlink()
        hubs.settle()
        note(f"{OBJECTS:,} objects taken in within {taken:.0f} s")
        _in_process(reader)
        with servers.serving(hubs.DATA):
            _over_http(secret)


def _asked(round_: int) -> list[str]:
    chance = random.Random(round_)
    known = [world.value(n)[1] for n in chance.sample(range(OBJECTS), VALUES // 2)]
    unknown = [world.value(OBJECTS + n)[1] for n in chance.sample(range(OBJECTS), VALUES // 2)]
    mixed = known + unknown
    chance.shuffle(mixed)
    return mixed


def _in_process(reader: Organisation) -> None:
    times = []
    for round_ in range(ROUNDS):
        asked = _asked(round_)
        times.append(seconds(lambda asked=asked: _check(queries.look_up(asked, Sight(reader.id)))))
    line("look_up_10000", VALUES / median(times), "values/s")


def _check(hits: list[queries.Hit]) -> None:
    assert sum(1 for hit in hits if hit.count) == VALUES // 2


def _over_http(secret: str) -> None:
    connection = clients.Connection(f"Authorization: Bearer {secret}\r\n")
    times = []
    for round_ in range(ROUNDS):
        body = json.dumps({"values": _asked(round_)}).encode()
        times.append(seconds(lambda body=body: connection.send("POST", f"{API}/look-up", body)))
    line("look_up_10000_http", VALUES / median(times), "values/s")
    rate = 0.0
    for _ in range(2):
        work = [partial(_one_by_one, secret, client) for client in range(CLIENTS)]
        _answers, taken = clients.together(work)
        rate = SINGLE * CLIENTS / taken
        note(f"{rate:,.0f} single look-ups a second")
    line("look_up_single_http", rate, "values/s", peer=MISP)


def _one_by_one(secret: str, client: int) -> None:
    connection = clients.Connection(f"Authorization: Bearer {secret}\r\n")
    chance = random.Random(client)
    for _ in range(SINGLE):
        # Numbers that stand for addresses: nothing to escape in a path.
        address = world.value(chance.randrange(OBJECTS // 5) * 5)[1]
        _head, body = connection.get(f"{API}/{address}")
        assert b'"count":0' not in bytes(body)


if __name__ == "__main__":
    main()
