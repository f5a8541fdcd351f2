# SPDX-License-Identifier: Apache-2.0
"""Writes the table of README.md from benchmarks/results.jsonl, with the machine and the date.

Says nothing on standard output, so that `make bench` can run it like the others, after them.
"""

import json
import os
import platform
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.jsonl"
README = HERE.parent / "README.md"
BEGIN, END = "<!-- benchmarks:begin -->", "<!-- benchmarks:end -->"


@dataclass(frozen=True, slots=True)
class Row:
    """What a figure means, what the other number beside it is, and what was hoped for."""

    name: str
    text: str
    beside: str = ""
    goal: str = ""


ROWS = (
    Row(
        "intake",
        "200,000 indicators taken in",
        "bare COPY of the same rows",
        "20,000/s, 0.40 of COPY",
    ),
    Row("intake_command", "985,000 indicators (650 MB) with `mohona import`"),
    Row(
        "intake_memory_650_mb",
        "memory for a bundle of 650 MB (without PostgreSQL)",
        "",
        "under 400 MB",
    ),
    Row("intake_memory_650_mb_over_65_mb", "the same, over that of 65 MB", "", "flat"),
    Row("intake_while_eight_read", "1,000,000 indicators taken in while eight clients read"),
    Row(
        "reading",
        "everything released to one recipient, TAXII, 8 connections, pages of 1,000",
        "psycopg alone, 1 connection",
        "0.60 of psycopg",
    ),
    Row("reading_beside_eight", "the same", "psycopg alone, 8 connections"),
    Row("page_time", "a page of 1,000 among 1,000,000 objects, 250 of 500 classes granted"),
    Row("page_time_at_1000000_over_100000", "its time, over that among 100,000", "", "at most 1.5"),
    Row(
        "page_time_5_classes_over_250",
        "its time with 5 of 500 classes, over that with 250",
        "",
        "at most 3",
    ),
    Row("load_5000_beside_medallion", "5,000 objects loaded over TAXII", "medallion 3.0.0"),
    Row("read_5000_beside_medallion", "5,000 objects read over TAXII", "medallion 3.0.0"),
    Row("load_5000_beside_opentaxii", "5,000 objects loaded over TAXII", "OpenTAXII 0.9.3"),
    Row("read_5000_beside_opentaxii", "5,000 objects read over TAXII", "OpenTAXII 0.9.3"),
    Row(
        "look_up_10000",
        "10,000 values looked up in one call among 1,000,000 objects",
        "",
        "100,000/s",
    ),
    Row("look_up_10000_http", "the same over HTTP"),
    Row(
        "look_up_single_http",
        "single look-ups over HTTP, 4 clients",
        "MISP 2.5.1",
        "1,000/s",
    ),
    Row(
        "redecide_reader",
        "5,000 classes decided again when a reader joins or leaves a group",
        "",
        "under 1 s",
    ),
    Row("redecide_source", "the same when their source does, for 40 organisations"),
    Row(
        "memory_at_rest",
        "memory at rest with the demo world, PostgreSQL included",
        "MISP 2.5.1",
        "under 250 MB",
    ),
    Row(
        "memory_at_work", "while 1,000,000 objects come in and 8 clients read", "", "under 1,000 MB"
    ),
)


def main() -> int:
    """Rewrite what stands between the two marks."""
    records = [json.loads(text) for text in RESULTS.read_text().splitlines() if text]
    figures = {record["name"]: record for record in records}
    if os.environ.get("MOHONA_BENCH_SCALE") or not figures:
        print("A table is only written from a whole run.", file=sys.stderr)
        return 0
    before, _, rest = README.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{section(figures)}{END}{after}")
    return 0


def section(figures: dict[str, dict]) -> str:
    """The whole section in Markdown."""
    lines = [
        "## Speed and memory",
        "",
        "`make bench` measures all of this in about a quarter of an hour; both numbers of a ratio",
        "come from the same run, except MISP's, which was measured on two such cores beforehand.",
        f"Last measured on {time.strftime('%-d %B %Y')}: {machine()}.",
        "Clients, hub and database share the machine.",
        "",
        "| what | Mohona | beside it | ratio | goal |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    lines += [_line(row, figures[row.name]) for row in ROWS if row.name in figures]
    return "\n".join(lines) + "\n"


def machine() -> str:
    """This machine in words."""
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1])
    return (
        f"{os.cpu_count()} cores, {memory / 2**20:.0f} GB memory, {platform.system()}, "
        f"Python {platform.python_version()}, the embedded PostgreSQL 18"
    )


def _line(row: Row, figure: dict) -> str:
    other = figure["limit"] if figure["limit"] is not None else figure["peer"]
    ratio = figure["ratio_to_limit"] if figure["limit"] is not None else figure["ratio_to_peer"]
    beside = f"{_number(other)} {row.beside}" if other is not None else ""
    cells = (
        row.text,
        f"{_number(figure['ours'])} {figure['unit']}",
        beside,
        _number(ratio) if ratio is not None else "",
        row.goal,
    )
    return f"| {' | '.join(cells)} |"


def _number(number: float) -> str:
    """Three digits are enough for a reader."""
    rounded = float(f"{number:.3g}")
    return f"{rounded:,.0f}" if rounded >= 100 else f"{rounded:g}"


if __name__ == "__main__":
    sys.exit(main())
