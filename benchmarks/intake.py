# SPDX-License-Identifier: Apache-2.0
"""Intake: how many objects a second come in, beside a bare COPY of the very same rows; memory.

1. The rate of `intel.actions.take_in` and, in turn, of COPY: the rows that the intake wrote are
   read back and copied in binary form into the same tables, emptied, with the same indexes.
2. The rate of the command `mohona import`, and the memory of its processes (without the
   database's) for a bundle of 65 MB and one of 650 MB.
"""

import json
import subprocess

import hubs
import servers
import world
from figures import line, median, note, scaled, seconds
from hubs import Organisation

OBJECTS = scaled(200_000)
SMALL, LARGE = scaled(98_500), scaled(985_000)
ROUNDS = 3


def main() -> None:
    """Measure."""
    with hubs.database():
        source = hubs.organisation("Benchmark Source")
        hubs.community(source, hubs.organisation("Benchmark Reader"))
        _rates(source)
        hubs.empty()
        _command()


def _rates(source: Organisation) -> None:
    file = world.write(hubs.DATA / "objects.json", world.indicators(OBJECTS))
    ours, limit = [], []
    for round_ in range(ROUNDS):
        hubs.empty()
        submission, taken = hubs.take_in(file, source)
        assert submission.stored == OBJECTS, submission
        ours.append(taken)
        rows = _rows()
        hubs.empty()
        limit.append(seconds(lambda rows=rows: _copy(rows)))
        note(f"round {round_ + 1}: intake {taken:.2f} s, bare COPY {limit[-1]:.2f} s")
    file.unlink()
    line("intake", OBJECTS / median(ours), "objects/s", limit=OBJECTS / median(limit))


def _rows() -> dict[str, bytes]:
    """The rows of each table in the binary form of COPY."""
    found = {}
    with hubs.connection.cursor() as cursor:
        for table in hubs.TABLES:
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT BINARY)") as copy:
                found[table] = b"".join(copy)
    return found


def _copy(rows: dict[str, bytes]) -> None:
    with hubs.connection.cursor() as cursor:
        for table, packed in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                for start in range(0, len(packed), 1 << 20):
                    copy.write(packed[start : start + (1 << 20)])


def _command() -> None:
    """`mohona import` of a small and of a large bundle, as a program of its own."""
    peaks = []
    for count in (SMALL, LARGE):
        file = world.write(hubs.DATA / "objects.json", world.indicators(count))
        note(f"importing {file.stat().st_size / 1e6:.0f} MB")
        process = subprocess.Popen(
            [servers.MOHONA, "import", file, "--source", "Benchmark Source", "--json"],
            stdout=subprocess.PIPE,
        )
        with servers.peak("Rss", process.pid) as highest:
            answer = json.loads(process.communicate()[0])
        assert answer["stored"] == count, answer
        file.unlink()
        hubs.empty()
        peaks.append(highest[0])
    line("intake_command", answer["received"] / answer["seconds"], "objects/s")
    line("intake_memory_65_mb", peaks[0], "MB")
    line("intake_memory_650_mb", peaks[1], "MB")
    line("intake_memory_650_mb_over_65_mb", peaks[1] / peaks[0], "times")


if __name__ == "__main__":
    main()
