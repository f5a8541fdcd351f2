# SPDX-License-Identifier: Apache-2.0
"""Reading over TAXII: everything that is released to one recipient, and the time of a page.

One million indicators in 500 handling classes; one recipient has 250 of them, another 5. Eight
connections to `mohona up` each walk a part of the positions, page by page. The limit is psycopg
alone: the same columns of the same classes, page by page, on one connection; and for comparison
on eight, in processes of their own.
"""

import itertools
import multiprocessing
import time
from functools import partial

import clients
import hubs
import psycopg
import servers
import world
from figures import line, median, note, scaled
from hubs import Organisation

OBJECTS = scaled(1_000_000, least=20_000)
CONNECTIONS = 8
STRETCHES = 10
_PAGE = (
    "SELECT position, stix_id, version, body FROM intel_objectversion"
    " WHERE class_id = ANY(%s) AND position > %s ORDER BY position LIMIT %s"
)


def main() -> None:
    """Measure at a tenth of the objects and at all of them."""
    with hubs.database():
        source = hubs.organisation("Benchmark Source")
        wide = hubs.organisation("Wide Reader", sectors=(world.COMMON,))
        narrow = hubs.organisation("Narrow Reader", sectors=(world.RARE,))
        hubs.community(source, wide, narrow)
        secrets = {one.id: hubs.key(one) for one in (wide, narrow)}
        _fill(source, 0, OBJECTS // 10)
        with servers.serving(hubs.DATA):
            few = _page_time(wide, secrets[wide.id])
        _fill(source, OBJECTS // 10, OBJECTS)
        with servers.serving(hubs.DATA):
            many = _page_time(wide, secrets[wide.id])
            sparse = _page_time(narrow, secrets[narrow.id])
            rate = _everything(wide, secrets[wide.id])
        line("reading", rate, "objects/s", limit=_alone(wide, 1))
        line("reading_beside_eight", rate, "objects/s", limit=_alone(wide, CONNECTIONS))
        line("page_time", many * 1000, "ms")
        line("page_time_at_1000000_over_100000", many / few, "times")
        line("page_time_5_classes_over_250", sparse / many, "times")


def _fill(source: Organisation, first: int, end: int) -> None:
    texts = world.indicators(end - first, many=True, first=first)
    file = world.write(hubs.DATA / "objects.json", texts)
    submission, taken = hubs.take_in(file, source)
    file.unlink()
    assert submission.stored == end - first, submission
    started = time.perf_counter()
    hubs.settle()
    note(f"{end:,} objects: {taken:.0f} s to take in, {time.perf_counter() - started:.0f} s after")


def _page_time(reader: Organisation, secret: str) -> float:
    """The median time of a full page (s), one client, in stretches all over the positions."""
    ends = hubs.bounds(hubs.granted(reader), STRETCHES)
    connection = clients.taxii(secret)
    clients.walk(connection, after=0, until=ends[1])
    times: list[float] = []
    for after in ends[:-1]:
        times += clients.walk(connection, after=after, until=after + 1)[1]
        times += clients.walk(connection, after=after, until=after + 1)[1]
    note(
        f"{reader.name}: {len(hubs.granted(reader))} classes, {median(times) * 1000:.2f} ms a page"
    )
    return median(times)


def _everything(reader: Organisation, secret: str) -> float:
    """Objects a second with eight connections; the second of two walks."""
    ends = hubs.bounds(hubs.granted(reader), CONNECTIONS)
    rate = 0.0
    for _ in range(2):
        work = [
            partial(clients.walk, clients.taxii(secret), after=after, until=until)
            for after, until in itertools.pairwise(ends)
        ]
        walked, taken = clients.together(work)
        rate = sum(objects for objects, _times in walked) / taken
        note(f"{sum(objects for objects, _ in walked):,} objects over HTTP in {taken:.2f} s")
    return rate


def _alone(reader: Organisation, connections: int) -> float:
    """Objects a second that psycopg reads page by page; the second of two walks."""
    classes = hubs.granted(reader)
    ends = hubs.bounds(classes, connections)
    parts = [(hubs.conninfo(), classes, *pair) for pair in itertools.pairwise(ends)]
    rate = 0.0
    with multiprocessing.get_context("fork").Pool(connections) as pool:
        pool.starmap(_walk, parts)
        started = time.perf_counter()
        objects = sum(pool.starmap(_walk, parts))
        rate = objects / (time.perf_counter() - started)
    note(f"psycopg alone, {connections} connections: {rate:,.0f} objects/s")
    return rate


def _walk(conninfo: str, classes: list[int], after: int, until: int) -> int:
    objects = 0
    with psycopg.connect(conninfo, autocommit=True) as connection:
        cursor = connection.cursor(binary=True)
        while after < until:
            rows = cursor.execute(_PAGE, [classes, after, clients.PAGE], prepare=True).fetchall()
            if not rows:
                break
            objects += len(rows)
            after = rows[-1][0]
    return objects


if __name__ == "__main__":
    main()
