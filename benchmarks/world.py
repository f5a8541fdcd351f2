# SPDX-License-Identifier: Apache-2.0
"""The data of the benchmarks: indicators of 660 bytes, the same ones in every run.

Identifiers are random (as everywhere), values differ from each other. With `many`, labels spread
the indicators evenly over 500 handling classes: 100 choices of sectors times 5 levels of PAP. One
sector stands in a single choice, another in fifty: whoever has it gets 5, or 250, of the classes.
"""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from pathlib import Path

BYTES = 660
RARE, COMMON = "space", "banking"
_PAP = ("", "PAP:CLEAR", "PAP:GREEN", "PAP:AMBER", "PAP:RED")
_OTHERS = (
    "energy", "transport", "health", "drinking-water", "waste-water", "postal", "chemicals",
    "food", "manufacturing", "research", "digital-providers", "digital-infrastructure",
    "public-administration", "waste-management",
)  # fmt: skip
_AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
_LEVELS = (
    "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    _AMBER,
    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
)
_WORDS = "Seen in traffic that an invented sensor of an invented network reported. "


def value(number: int) -> tuple[str, str]:
    """The comparison of a STIX pattern and the value in it; each number has another one."""
    spread = number * 2654435761 % 2**32
    match number % 5:
        case 0 | 1:
            text = ".".join(str(part) for part in spread.to_bytes(4, "big"))
            return f"ipv4-addr:value = '{text}'", text
        case 2:
            text = f"h{spread:08x}.example.net"
            return f"domain-name:value = '{text}'", text
        case 3:
            text = f"http://h{spread:08x}.example.org/in/{number % 97}"
            return f"url:value = '{text}'", text
        case _:
            text = hashlib.sha256(number.to_bytes(8, "big")).hexdigest()
            return f"file:hashes.'SHA-256' = '{text}'", text


def indicators(count: int, *, many: bool = False, first: int = 0) -> Iterator[str]:
    """The JSON of indicators number `first` and on, without line breaks."""
    chance = random.Random(f"{first} {many}")
    classes = _many() if many else _few()
    for number in range(first, first + count):
        labels, marking = classes[chance.randrange(len(classes))]
        yield _indicator(number, f"{chance.getrandbits(128):032x}", labels, marking)


def write(path: Path, texts: Iterable[str]) -> Path:
    """Write a bundle of these indicators; returns its path."""
    with path.open("w", encoding="ascii") as file:
        file.write(f'{{"type":"bundle","id":"bundle--{_uuid("0" * 32)}","objects":[\n')
        for index, text in enumerate(texts):
            file.write(f",\n{text}" if index else text)
        file.write("\n]}\n")
    return path


def classes(count: int) -> Iterator[str]:
    """`count` indicators (at most 6,370), each of a class of its own to policies."""
    choices = chain.from_iterable(combinations(_OTHERS, size) for size in (3, 4, 5, 6))
    for number, sectors in zip(range(count), choices, strict=False):
        yield _indicator(number, f"{number + 1:032x}", _labels(sectors, ""), _AMBER)


def _indicator(number: int, digits: str, labels: str, marking: str) -> str:
    comparison, text = value(number)
    when = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:07"
    head = (
        f'{{"type":"indicator","spec_version":"2.1","id":"indicator--{_uuid(digits)}",'
        f'"created":"{when}.000Z","modified":"{when}.000Z","name":"{text[:40]}",'
        f'"pattern":"[{comparison}]","pattern_type":"stix","valid_from":"{when}Z",'
        f'"indicator_types":["malicious-activity"],"confidence":{number % 100},'
        f'"labels":{labels},"object_marking_refs":["{marking}"],"description":"'
    )
    room = BYTES - len(head) - 2
    return f'{head}{(_WORDS * 8)[:room]}"}}'


def _uuid(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _few() -> list[tuple[str, str]]:
    return [('["benchmark"]', level) for level in _LEVELS]


def _many() -> list[tuple[str, str]]:
    pairs = list(combinations(_OTHERS, 2))
    choices = [(COMMON, *pair) for pair in pairs[:50]] + pairs[:49] + [(RARE,)]
    return [(_labels(sectors, pap), _AMBER) for sectors in choices for pap in _PAP]


def _labels(sectors: tuple[str, ...], pap: str) -> str:
    return json.dumps([f"sector:{one}" for one in sectors] + ([pap] if pap else []))
