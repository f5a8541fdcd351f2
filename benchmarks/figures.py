# SPDX-License-Identifier: Apache-2.0
"""What a benchmark says: one JSON line for each figure on standard output, notes on the other.

A figure has `ours`; `limit`, what the machine itself gives for the same work in the same run;
`peer`, another program on the same work. Nothing here judges: README.md says what was hoped for.
"""

import json
import os
import sys
from collections.abc import Callable
from time import perf_counter


def scaled(count: int, *, least: int = 1) -> int:
    """`count` times MOHONA_BENCH_SCALE (1 unless set), for a quick look at whether it runs."""
    return max(least, int(count * float(os.environ.get("MOHONA_BENCH_SCALE") or 1)))


def line(
    name: str, ours: float, unit: str, *, limit: float | None = None, peer: float | None = None
) -> None:
    """Print one figure."""
    record = {
        "name": name,
        "ours": _short(ours),
        "limit": _short(limit),
        "peer": _short(peer),
        "unit": unit,
        "ratio_to_limit": _short(ours / limit if limit else None),
        "ratio_to_peer": _short(ours / peer if peer else None),
    }
    print(json.dumps(record), flush=True)
    note(f"{name}: {record['ours']} {unit} (limit {record['limit']}, peer {record['peer']})")


def note(text: str) -> None:
    """Tell a person how far the benchmark is."""
    print(text, file=sys.stderr, flush=True)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def median(numbers: list[float]) -> float:
    """The middle one; of two middle ones the larger."""
    return sorted(numbers)[len(numbers) // 2]


def _short(number: float | None) -> float | None:
    """Four digits say all that a measurement knows."""
    return None if number is None else float(f"{number:.4g}")
