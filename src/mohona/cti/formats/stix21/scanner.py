# SPDX-License-Identifier: Apache-2.0
"""An exact scanner of JSON structure over a stream: it knows brackets and strings, nothing else.

It never recurses and never holds more than one window and one object, so that no nesting, length
or rubbish can break it. What it isolates is one value by its brackets; whether that is good JSON
inside is found out when it is decoded.
"""

import codecs
import re
from typing import IO, NamedTuple

import msgspec

from mohona.cti.problems import DocumentError, document_error

WINDOW = 4 * 1024 * 1024  # bytes read at once
DEEPEST = 1_000_000  # levels; only a document made to do harm has more
_LONGEST_SCALAR = 4096  # characters of a number or literal outside objects
_VALIDATED_AT_ONCE = 256 * 1024

_SPACE = re.compile(rb"[ \t\r\n]*+")
# A string or a bracket; a string may end with the window, then group 1 lacks its quotation mark.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+("|\\?\Z)|[{}\[\]]', re.DOTALL)
_STRING_REST = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+("|\\?\Z)', re.DOTALL)
_SCALAR = re.compile(rb'[^ \t\r\n,:"\[\]{}]*+')
_QUOTE = ord('"')
_CLOSING = {ord("{"): ord("}"), ord("["): ord("]")}


class Extent(NamedTuple):
    """One value as it stands in the stream: its first bytes (all, unless it is larger than the
    limit), its size in bytes and the number of levels in it."""

    raw: bytes
    size: int
    depth: int


class Scanner:
    """A window over a stream with a place in it; every method moves the place forward."""

    def __init__(self, source: IO[bytes], start: int, *, kept: int, validate: bool) -> None:
        """Read `source` from byte `start`, keep at most `kept` bytes of one value; `validate`
        tells whether to prove that everything read is UTF-8."""
        source.seek(start)
        self._source = source
        self._kept = kept
        self._utf8 = codecs.getincrementaldecoder("utf-8")("strict") if validate else None
        self._read_to = start
        self.data = b""
        self.place = 0
        self.base = start  # the offset in the stream of data[0]
        self.ended = False
        self.new_line = False

    @property
    def offset(self) -> int:
        """The place as a byte of the stream."""
        return self.base + self.place

    def fill(self, size: int = WINDOW) -> bool:
        """Drop what lies before the place and read until `size` bytes lie after it.

        Answers whether anything new came.
        """
        rest = self.data[self.place :]
        parts, have = [rest], len(rest)
        while have < size and not self.ended:
            chunk = self._source.read(size - have)
            if not chunk:
                self.ended = True
                self._validate(b"")
                break
            self._validate(chunk)
            parts.append(chunk)
            have += len(chunk)
        grown = len(parts) > 1
        self.base += self.place
        self.place = 0
        self.data = b"".join(parts)
        return grown

    def _validate(self, chunk: bytes) -> None:
        decoder = self._utf8
        if decoder is not None:
            for at in range(0, len(chunk), _VALIDATED_AT_ONCE) or (0,):
                part = chunk[at : at + _VALIDATED_AT_ONCE]
                pending = decoder.getstate()[0]
                if part.isascii() and part and not pending:
                    continue
                try:
                    decoder.decode(part, final=not chunk)
                except UnicodeDecodeError as error:
                    offset = self._read_to + at - len(pending) + error.start
                    raise document_error("invalid-utf8", offset=offset) from error
        self._read_to += len(chunk)

    def peek(self) -> int:
        """The next byte after white space as a number, -1 at the end of the stream.

        `new_line` tells afterwards whether the white space held a line end.
        """
        self.new_line = False
        while True:
            match = _SPACE.match(self.data, self.place)
            assert match is not None
            self.new_line = self.new_line or b"\n" in match[0]
            self.place = match.end()
            if self.place < len(self.data):
                return self.data[self.place]
            if self.ended or not self.fill():
                return -1

    def expect(self, byte: bytes, expected: str) -> None:
        """Step over one byte, or raise the DocumentError that says what was expected."""
        if self.peek() != byte[0]:
            raise self.unexpected(expected)
        self.place += 1

    def unexpected(self, expected: str) -> DocumentError:
        """The error for whatever stands at the place."""
        if self.peek() == -1:
            return document_error("truncated", offset=self.offset)
        found = self.data[self.place : self.place + 1].decode("latin-1")
        found = found if found.isprintable() else f"byte {ord(found)}"
        return document_error("malformed-json", expected=expected, found=found, offset=self.offset)

    def value(self) -> Extent:
        """Step over one whole JSON value. Raises DocumentError where there is none."""
        first = self.peek()
        if first == _QUOTE or first in _CLOSING:
            return self._nested()
        return self._scalar()

    def _scalar(self) -> Extent:
        while True:
            match = _SCALAR.match(self.data, self.place)
            assert match is not None
            raw = match[0]
            if match.end() < len(self.data) or self.ended or len(raw) > _LONGEST_SCALAR:
                break
            self.fill(len(self.data) - self.place + WINDOW)
        try:
            msgspec.json.decode(raw[:_LONGEST_SCALAR])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self.unexpected("a JSON value") from error
        self.place = match.end()
        return Extent(raw, len(raw), 0)

    def _nested(self) -> Extent:
        kept: list[bytes] = []
        size = depth = 0
        closers = bytearray()
        in_string = False
        while True:
            start = self.place
            end, in_string, deepest = self._walk(closers, in_string)
            depth = max(depth, deepest)
            if size < self._kept:
                kept.append(self.data[start : min(end, start + self._kept - size)])
            size += end - start
            self.place = end
            if not closers and not in_string:
                return Extent(b"".join(kept), size, depth)
            if not self.fill(len(self.data) - end + WINDOW):
                raise document_error("truncated", offset=self._read_to)

    def _walk(self, closers: bytearray, in_string: bool) -> tuple[int, bool, int]:
        """Go on through the window until the value is closed or the window ends."""
        data, place, depth = self.data, self.place, len(closers)
        if in_string:
            match = _STRING_REST.match(data, place)
            assert match is not None
            if match[1] != b'"':
                return match.end() - len(match[1]), True, depth
            place = match.end()
            if not closers:
                return place, False, depth
        for match in _TOKEN.finditer(data, place):
            byte = data[match.start()]
            if byte == _QUOTE:
                if match[1] != b'"':
                    return match.end() - len(match[1]), True, depth
                if not closers:
                    return match.end(), False, depth
            elif byte in _CLOSING:
                closers.append(_CLOSING[byte])
                depth = max(depth, len(closers))
                if depth > DEEPEST:
                    raise document_error(
                        "envelope-too-deep", limit=DEEPEST, offset=self.base + match.start()
                    )
            else:
                if closers.pop() != byte:
                    self.place = match.start()
                    raise self.unexpected("the matching bracket")
                if not closers:
                    return match.end(), False, depth
        return len(data), False, depth
