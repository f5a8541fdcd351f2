# SPDX-License-Identifier: Apache-2.0
"""Cutting a document into the bytes of its objects, at memory speed and with flat memory.

A block is cut where an object seems to end, and the guess is proved by decoding: with a wrong
cut the block can never be valid JSON, because its brackets or its last string stay open. The
bytes between the first two objects teach how boundaries look in this document. Where no guess
holds, which means that something in the block is bad, smaller blocks are tried and at last the
exact scanner, which isolates the bad object and leaves its neighbours alone.
"""

import re
from collections.abc import Iterator, Sequence
from typing import IO

import msgspec

from mohona.cti.formats.stix21.scanner import WINDOW, Extent, Scanner
from mohona.cti.problems import document_error

_SMALLEST = 64 * 1024  # bytes of a block below which only the exact scanner is used
_GUESSES = 3  # for each of the two forms of a boundary
_FIRST_KEY = re.compile(rb'\{[ \t\r\n]*"[^"\\]{0,64}"')
_COMMA, _CLOSE = ord(","), ord("]")

_decode_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_lines = msgspec.json.Decoder(msgspec.Raw).decode_lines
Piece = msgspec.Raw | Extent


class Splitter:
    """Iterates over the objects of a list, or of lines, from byte `start` of a stream."""

    def __init__(
        self, source: IO[bytes], start: int, *, lines: bool, kept: int, validate: bool = False
    ) -> None:
        self.scanner = Scanner(source, start, kept=kept, validate=validate)
        self._lines = lines
        self._done = False
        self._any = False  # whether an object has been seen
        self._boundaries: tuple[tuple[bytes, int], ...] = ()  # (bytes to look for, bytes to skip)
        self._span = WINDOW

    def blocks(self) -> Iterator[Sequence[Piece]]:
        """The objects in their order, in lists of one block each.

        Raises DocumentError where the document ends too early or is not one of objects. After
        the last block the scanner stands behind the closing bracket of the list.
        """
        while not self._done:
            scanner = self.scanner
            if len(scanner.data) - scanner.place < self._span and not scanner.ended:
                scanner.fill()
            block = self._guess()
            if block is None:
                if self._span > _SMALLEST and self._boundaries:
                    self._span = max(self._span // 8, _SMALLEST)
                    continue
                block = self._exact()
            else:
                self._span = min(self._span * 2, WINDOW)
            if block:
                yield block

    def _guess(self) -> Sequence[Piece] | None:
        """One block by guess and proof; None where no guess holds."""
        if self._lines:
            return self._guess_lines()
        scanner = self.scanner
        data, place = scanner.data, scanner.place
        for boundary, skipped in self._boundaries:
            end = min(place + self._span, len(data))
            for _ in range(_GUESSES):
                cut = data.rfind(boundary, place, end)
                if cut < 0:
                    break
                try:
                    block = _decode_list(b"[" + data[place : cut + 1] + b"]")
                except (msgspec.DecodeError, RecursionError):
                    end = cut + 1
                    continue
                scanner.place = cut + skipped
                return block
        return None

    def _guess_lines(self) -> Sequence[Piece] | None:
        scanner = self.scanner
        if not self._boundaries:
            return None
        cut = scanner.data.rfind(b"\n", scanner.place, scanner.place + self._span)
        if cut < 0:
            return None
        try:
            block = _decode_lines(scanner.data[scanner.place : cut])
        except (msgspec.DecodeError, RecursionError):
            return None
        scanner.place = cut + 1
        return block

    def _exact(self) -> Sequence[Piece]:
        """The next objects one by one, about as many as a small block holds."""
        block: list[Piece] = []
        size = 0
        few = not self._boundaries
        while not self._done and size < _SMALLEST:
            extent = self._next()
            if extent is None:
                break
            block.append(extent)
            size += extent.size
            if few and len(block) == 2:
                break
        return block

    def _next(self) -> Extent | None:
        scanner = self.scanner
        first = scanner.peek()
        if self._lines and first == -1:
            self._done = True
            return None
        if not self._lines and first == _CLOSE and not self._any:
            scanner.place += 1
            self._done = True
            return None
        extent = scanner.value()
        self._any = True
        if self._lines:
            self._end_line()
        else:
            self._end_element(extent)
        return extent

    def _end_line(self) -> None:
        """What follows an object must be the end or a new line."""
        scanner = self.scanner
        if scanner.peek() == -1:
            return
        if not scanner.new_line:
            raise document_error("trailing-rubbish", offset=scanner.offset)
        self._boundaries = ((b"\n", 1),)

    def _end_element(self, extent: Extent) -> None:
        """A comma and another element must follow, or the end of the list."""
        scanner = self.scanner
        before = scanner.offset
        following = scanner.peek()
        if following == _CLOSE:
            scanner.place += 1
            self._done = True
            return
        if following != _COMMA:
            raise scanner.unexpected("a comma or the end of the list")
        scanner.place += 1
        if scanner.peek() == _CLOSE:
            raise scanner.unexpected("an object after the comma")
        between = scanner.offset - before
        if not self._boundaries and extent.raw[-1:] == b"}" and between <= scanner.place:
            self._learn(scanner.data[scanner.place - between : scanner.place])

    def _learn(self, between: bytes) -> None:
        """Remember how this boundary looks: first with the key that the next object begins with,
        which lists inside objects rarely share, then without it."""
        scanner = self.scanner
        if len(between) > 1024:
            return
        skipped = 1 + len(between)
        plain = b"}" + between + b"{"
        key = _FIRST_KEY.match(scanner.data, scanner.place)
        with_key = () if key is None else ((b"}" + between + key[0], skipped),)
        self._boundaries = (*with_key, (plain, skipped))
