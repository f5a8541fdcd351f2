# SPDX-License-Identifier: Apache-2.0
"""The order in which prepared objects come in, and the process that prepares large documents.

Objects first, then relationships and sightings, then containers: so that ends are known before
what hangs on them. A large document is prepared in a process of its own, since decoding and
checking would otherwise share one core with the writing.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import msgspec

from mohona.cti.formats import stix21
from mohona.hub.intel.prepare import END, Prepared, Preparer, Terms
from mohona.release.handling import HandlingClass

BATCH = 2_000
# Documents beyond this size are prepared in a process of their own.
LARGE = 8 * 1024 * 1024
_SPOOLED = 16 * 1024 * 1024
_PREPARED = msgspec.msgpack.Decoder(list[Prepared])
_PACKED = msgspec.msgpack.Encoder()


class _Order(msgspec.Struct):
    """What the preparing process is told."""

    source: str
    default_tlp: str
    definitions: dict[str, dict[str, Any]]
    outline: dict[str, Any]


class _Message(msgspec.Struct, array_like=True):
    """What it answers, again and again: a chunk and the classes met for the first time."""

    batch: list[Prepared]
    classes: list[HandlingClass]


_MESSAGE = msgspec.msgpack.Decoder(_Message)


def prepared(
    stream: IO[bytes], outline: stix21.Outline, preparer: Preparer
) -> Iterator[list[Prepared]]:
    """The chunks of a document, in the order in which they come in.

    `preparer.classes` knows the classes of a chunk as soon as the chunk is there.
    """
    if outline.bytes < LARGE:
        yield from _waves(stream, outline, preparer)
        return
    with _Process(stream, outline, preparer.terms) as process:
        for message in process.messages():
            preparer.classes += message.classes
            yield message.batch


def _waves(
    stream: IO[bytes], outline: stix21.Outline, preparer: Preparer
) -> Iterator[list[Prepared]]:
    spool = _Spool()
    for items in stix21.read(stream, outline, batch=BATCH):
        now = []
        for one in preparer.batch(items):
            wave = _wave(one)
            if wave == 0:
                now.append(one)
            else:
                spool.add(wave, one)
        if now:
            yield now
    yield from spool.drain(1)
    yield from spool.drain(2)


def _wave(one: Prepared) -> int:
    if one.problem is not None:
        return 0
    if one.container:
        return 2
    return 1 if one.references and one.references[0][0] == END else 0


class _Spool:
    """Prepared objects that wait for their wave: in memory, when they are many on disk."""

    def __init__(self) -> None:
        self._files = {
            wave: tempfile.SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115 - closed by drain
            for wave in (1, 2)
        }
        self._waiting: dict[int, list[Prepared]] = {1: [], 2: []}

    def add(self, wave: int, one: Prepared) -> None:
        self._waiting[wave].append(one)
        if len(self._waiting[wave]) >= BATCH:
            _send(self._files[wave], _PACKED.encode(self._waiting[wave]))
            self._waiting[wave] = []

    def drain(self, wave: int) -> Iterator[list[Prepared]]:
        with self._files[wave] as file:
            file.seek(0)
            while (packed := _receive(file)) is not None:
                yield _PREPARED.decode(packed)
        if self._waiting[wave]:
            yield self._waiting[wave]


def _send(file: IO[bytes], packed: bytes) -> None:
    file.write(len(packed).to_bytes(8, "big"))
    file.write(packed)


def _receive(file: IO[bytes]) -> bytes | None:
    """The next message; None at the end. A message cut short is an error, not an end."""
    head = file.read(8)
    if not head:
        return None
    packed = file.read(int.from_bytes(head, "big"))
    if len(head) < 8 or len(packed) < int.from_bytes(head, "big"):
        raise EOFError("The preparing process ended in the middle of a chunk.")
    return packed


@dataclass
class _Process:
    """A child that reads the same file and sends prepared chunks through a pipe."""

    stream: IO[bytes]
    outline: stix21.Outline
    terms: Terms

    def __enter__(self) -> "_Process":
        self.stream.seek(0)
        number = self.stream.fileno()
        self._child = subprocess.Popen(
            [sys.executable, "-m", __name__, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[number],
            # It needs no secret of the hub: neither the database's address nor any key.
            env={"LANG": "C.UTF-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        order = _Order(
            self.terms.source,
            self.terms.default_tlp,
            self.terms.definitions,
            msgspec.to_builtins(self.outline),
        )
        assert self._child.stdin is not None
        with self._child.stdin as pipe:
            _send(pipe, _PACKED.encode(order))
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._child.stdout is not None
        self._child.stdout.close()
        if self._child.poll() is None:
            self._child.terminate()
        self._child.wait()

    def messages(self) -> Iterator[_Message]:
        assert self._child.stdout is not None
        while (packed := _receive(self._child.stdout)) is not None:
            yield _MESSAGE.decode(packed)
        if self._child.wait() != 0:
            raise ChildProcessError("The preparing process failed; its message is in the log.")


def _serve(number: int) -> None:
    """The child: read the order, prepare, answer."""
    packed = _receive(sys.stdin.buffer)
    assert packed is not None
    order = msgspec.msgpack.decode(packed, type=_Order)
    outline = msgspec.convert(order.outline, stix21.Outline)
    preparer = Preparer(Terms(order.source, order.default_tlp, order.definitions))
    told = 0
    with os.fdopen(number, "rb") as stream:
        for batch in _waves(stream, outline, preparer):
            message = _Message(batch, preparer.classes[told:])
            told = len(preparer.classes)
            _send(sys.stdout.buffer, _PACKED.encode(message))
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        _serve(int(sys.argv[1]))
    except (BrokenPipeError, KeyboardInterrupt):
        # Whoever asked has gone; there is nobody left to tell.
        os._exit(1)
