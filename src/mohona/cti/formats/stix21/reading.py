# SPDX-License-Identifier: Apache-2.0
"""The second pass: every object decoded, lifted where it is STIX 2.0, and checked.

1. cut (`splitter`); 2. decode (`decode`); 3. lift (`lift`); 4. check (`checks`). What fails at a
step becomes an item with its problem; the others go on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import msgspec
import orjson

from mohona.cti.formats.stix21.checks import check
from mohona.cti.formats.stix21.decode import decode
from mohona.cti.formats.stix21.lift import is_2_0, lift
from mohona.cti.formats.stix21.limits import DEFAULT, Limits
from mohona.cti.formats.stix21.outline import Outline
from mohona.cti.formats.stix21.splitter import Splitter
from mohona.cti.problems import Problem

_BATCH_BYTES = 8 * 1024 * 1024  # a batch of large objects is handed over before it is full


@dataclass(slots=True)
class Item:
    """One object of a document.

    index: its place in the document, from 0; the objects that one STIX 2.0 object becomes share
    it. raw: its bytes as they came (of an object beyond the limit only the first part); for a
    lifted object its STIX 2.1 encoding, and `original` the bytes that came. obj: decoded, None
    where that was not possible. problem: why it may not come in, None for a good object.
    """

    index: int
    raw: bytes
    obj: dict[str, Any] | None
    problem: Problem | None
    original: bytes | None = None


def read(
    source: IO[bytes], outline: Outline, *, limits: Limits = DEFAULT, batch: int = 2000
) -> Iterator[list[Item]]:
    """The objects of a document that `scan` has proved whole, in lists of about `batch` items.

    Memory stays flat in the size of the document. Raises DocumentError only when the stream is
    no longer what was scanned.
    """
    splitter = Splitter(source, outline.start, lines=outline.lines, kept=limits.max_object_bytes)
    items: list[Item] = []
    index = size = 0
    bundle_2_0 = outline.spec_version == "2.0"
    if not outline.objects:
        return
    for block in splitter.blocks():
        for piece in block:
            if type(piece) is msgspec.Raw:
                raw, whole = bytes(piece), len(piece)
            else:
                raw, whole = piece.raw, piece.size
            size += len(raw)
            if whole > limits.max_object_bytes:
                items.append(_too_large(index, raw, whole, limits))
            else:
                obj, problem = decode(raw, limits)
                if obj is None:
                    items.append(Item(index, raw, None, problem))
                elif is_2_0(obj, bundle_2_0=bundle_2_0):
                    items += _lifted(index, raw, obj, limits)
                else:
                    items.append(Item(index, raw, obj, check(obj, whole, limits)))
            index += 1
            if len(items) >= batch or size >= _BATCH_BYTES:
                yield items
                items, size = [], 0
    if items:
        yield items


def _too_large(index: int, raw: bytes, size: int, limits: Limits) -> Item:
    params = {"limit": limits.max_object_bytes, "found": size}
    return Item(index, raw[: limits.max_object_bytes], None, Problem("object-too-large", params))


def _lifted(index: int, raw: bytes, obj: dict[str, Any], limits: Limits) -> list[Item]:
    """The items of one STIX 2.0 object; where one of them fails, none of them comes in."""
    items = []
    for new in lift(obj):
        problem = check(new, len(raw), limits)
        if problem is not None:
            return [Item(index, raw, obj, problem, raw)]
        items.append(Item(index, orjson.dumps(new), new, None, raw))
    return items
