# SPDX-License-Identifier: Apache-2.0
"""The first pass over a document: is it whole, what does it hold, which markings does it define.

Forms that are read: a STIX bundle, a TAXII envelope (anything with a list under "objects"), a
list of objects, a single object, and lines of one object each.
"""

from dataclasses import dataclass, field
from typing import IO, Any

import msgspec
import orjson

from mohona.cti.formats.stix21.limits import DEFAULT
from mohona.cti.formats.stix21.scanner import Scanner
from mohona.cti.formats.stix21.splitter import Splitter
from mohona.cti.problems import document_error

_MARK = b"\xef\xbb\xbf"
_NEEDLE = b'"marking-definition"'
_KEPT = DEFAULT.max_object_bytes
_SHORT = 1024  # bytes of an identifier or version in the envelope
# A marking beyond these bounds stays unknown, which makes what refers to it narrow.
_LONGEST_MARKING = 64 * 1024
_MOST_MARKINGS = 10_000
_EMPTY_ENVELOPE = frozenset({"more", "next"})


@dataclass(slots=True)
class Outline:
    """What a document holds: `objects` elements from byte `start` on, in `bytes` bytes.

    form: "bundle", "envelope", "list", "object" or "lines". spec_version: "2.0" where a bundle
    says so, else "2.1". markings: its marking-definitions by identifier, the newest of each.
    """

    form: str
    start: int
    objects: int = 0
    bytes: int = 0
    bundle_id: str = ""
    spec_version: str = "2.1"
    markings: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def lines(self) -> bool:
        """Whether objects are separated by lines instead of commas."""
        return self.form in ("object", "lines")


def scan(source: IO[bytes]) -> Outline:
    """Read a seekable stream once from its start and say what it holds.

    Raises DocumentError for every defect that concerns the document as a whole: nothing came,
    it is not JSON, cut off, not UTF-8, followed by rubbish, or its objects are not a list. A bad
    object inside is no defect of the document; `read` tells of it.
    """
    source.seek(0)
    begin = len(_MARK) if source.read(len(_MARK)) == _MARK else 0
    scanner = Scanner(source, begin, kept=_KEPT, validate=True)
    first = scanner.peek()
    if first == -1:
        raise document_error("empty-document")
    if first == ord("["):
        outline = Outline("list", scanner.offset + 1)
        _count(source, outline)
        return outline
    if first != ord("{"):
        raise _not_json(scanner)
    envelope = _envelope(source, scanner)
    if envelope is not None:
        return envelope
    outline = Outline("object", begin)
    _count(source, outline)
    return outline


def _not_json(scanner: Scanner) -> Exception:
    head = scanner.data[scanner.place : scanner.place + 20]
    found = "a page (HTML or XML)" if head[:1] == b"<" else repr(head.decode("utf-8", "replace"))
    return document_error("not-json", found=found, offset=scanner.offset)


def _envelope(source: IO[bytes], scanner: Scanner) -> Outline | None:
    """The outline of an object that holds others, or None for an object that holds none."""
    outline = Outline("envelope", -1)
    seen: set[str] = set()
    known: dict[str, str] = {}
    found, deepest = "", 0
    duplicate = ""
    scanner.place += 1
    more = scanner.peek() != ord("}")
    while more:
        key = _key(scanner)
        if key in seen:
            duplicate = key
        seen.add(key)
        scanner.expect(b":", "a colon")
        opening = scanner.peek()
        if key == "objects" and opening == ord("[") and outline.start < 0:
            outline.start = scanner.offset + 1
            scanner = _count_inside(source, outline, scanner)
        else:
            extent = scanner.value()
            deepest = max(deepest, extent.depth)
            if key == "objects":
                found = _type_name(extent.raw)
            elif extent.size <= _SHORT:
                known[key] = _text(extent.raw)
        more = scanner.peek() == ord(",")
        if more:
            scanner.place += 1
    scanner.expect(b"}", "a comma or the end of the object")
    if outline.start < 0:
        kind = known.get("type")
        if found and kind in (None, "", "bundle"):
            raise document_error("objects-not-a-list", found=found)
        if kind != "bundle" and not seen <= _EMPTY_ENVELOPE:
            return None
        outline.start = scanner.offset
    _check_envelope(scanner, duplicate, deepest)
    outline.form = "bundle" if known.get("type") == "bundle" else "envelope"
    outline.bundle_id = known.get("id", "") if outline.form == "bundle" else ""
    if known.get("spec_version") == "2.0":
        outline.spec_version = "2.0"
    outline.bytes = scanner.offset
    return outline


def _check_envelope(scanner: Scanner, duplicate: str, deepest: int) -> None:
    if duplicate:
        raise document_error("envelope-duplicate-key", key=duplicate[:80])
    if deepest > DEFAULT.max_depth:
        raise document_error("envelope-too-deep", limit=DEFAULT.max_depth, offset=scanner.offset)
    _end(scanner)


def _end(scanner: Scanner) -> None:
    if scanner.peek() != -1:
        raise document_error("trailing-rubbish", offset=scanner.offset)


def _key(scanner: Scanner) -> str:
    if scanner.peek() != ord('"'):
        raise scanner.unexpected("a key in quotation marks")
    offset = scanner.offset
    raw = scanner.value().raw
    try:
        key = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        shown = raw[:40].decode("utf-8", "replace")
        raise document_error(
            "malformed-json", expected="a key", found=shown, offset=offset
        ) from error
    return str(key)


def _text(raw: bytes) -> str:
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return ""
    return value if isinstance(value, str) else ""


def _type_name(raw: bytes) -> str:
    names = {b"{": "object", b'"': "string", b"n": "null", b"t": "boolean", b"f": "boolean"}
    return names.get(raw[:1], "number")


def _count(source: IO[bytes], outline: Outline) -> None:
    """Go through the objects of a list or of lines up to the end of the document."""
    splitter = Splitter(source, outline.start, lines=outline.lines, kept=_KEPT, validate=True)
    _gather(splitter, outline)
    _end(splitter.scanner)
    outline.bytes = splitter.scanner.offset
    if outline.form == "object" and outline.objects > 1:
        outline.form = "lines"


def _count_inside(source: IO[bytes], outline: Outline, scanner: Scanner) -> Scanner:
    """Go through the objects of an envelope; the scanner that stands behind them."""
    splitter = Splitter(source, outline.start, lines=False, kept=_KEPT, validate=True)
    _gather(splitter, outline)
    return splitter.scanner


def _gather(splitter: Splitter, outline: Outline) -> None:
    for block in splitter.blocks():
        outline.objects += len(block)
        for piece in block:
            raw = bytes(piece) if type(piece) is msgspec.Raw else piece.raw
            if _NEEDLE in raw and len(raw) <= _LONGEST_MARKING:
                _note_marking(raw, outline.markings)


def _note_marking(raw: bytes, markings: dict[str, dict[str, Any]]) -> None:
    try:
        obj = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return  # `read` tells what is wrong with it
    if type(obj) is dict and obj.get("type") == "marking-definition":
        identifier = obj.get("id")
        if type(identifier) is str and len(markings) < _MOST_MARKINGS:
            markings[identifier] = obj
