# SPDX-License-Identifier: Apache-2.0
"""Clients that cost next to nothing: bare sockets, headers looked at, bodies counted, not parsed.

So what is measured on a machine with two cores is the server.
"""

import os
import socket
import threading
import time
from calendar import timegm
from collections.abc import Callable
from typing import TypeVar

PAGE = 1_000
_OBJECTS = "/taxii2/mohona/collections/everything/objects/"
_MORE = b'{"more":true'
T = TypeVar("T")


class Connection:
    """One kept-alive HTTP/1.1 connection to this machine."""

    def __init__(self, headers: str = "", port: int | None = None) -> None:
        self._port = port or int(os.environ["MOHONA_PORT"])
        self._headers = f"Host: 127.0.0.1:{self._port}\r\n{headers}".encode()
        self._socket = self._connect()
        self._room = bytearray(4 << 20)
        self.size = 0

    def _connect(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self._port), timeout=600)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def get(self, path: str) -> tuple[bytes, memoryview]:
        """The head and the body of a GET."""
        return self.send("GET", path)

    def send(
        self, method: str, path: str, body: bytes = b"", kind: str = "application/json"
    ) -> tuple[bytes, memoryview]:
        """The head and the body of one exchange; raises RuntimeError unless the answer is 2xx.

        Both are gone with the next exchange.
        """
        request = f"{method} {path} HTTP/1.1\r\n".encode() + self._headers
        if method != "GET":
            request += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n".encode()
        self._socket.sendall(request + b"\r\n" + body)
        head, start, filled = self._head()
        marker = head.find(b"\ncontent-length:")
        if marker < 0:
            end = self._until_closed(filled)
        else:
            end = start + int(head[marker + 16 : head.index(b"\r", marker + 1)])
            self._fill(filled, end)
        if b"\nconnection: close" in head or marker < 0:
            self._socket.close()
            self._socket = self._connect()
        self.size = end - start
        answer = memoryview(self._room)[start:end]
        if head[9:10] != b"2":
            raise RuntimeError(f"{method} {path}: {head[:40]!r} {bytes(answer[:300])!r}")
        return head, answer

    def _head(self) -> tuple[bytes, int, int]:
        """The head in small letters, where the body begins, how much has come."""
        filled = 0
        while True:
            got = self._socket.recv_into(memoryview(self._room)[filled:])
            if not got:
                raise ConnectionError("The server closed the connection without an answer.")
            filled += got
            end = self._room.find(b"\r\n\r\n", 0, filled)
            if end >= 0:
                return bytes(self._room[: end + 2]).lower(), end + 4, filled

    def _fill(self, filled: int, end: int) -> None:
        if end > len(self._room):
            self._room += bytes(end - len(self._room))
        view = memoryview(self._room)
        while filled < end:
            got = self._socket.recv_into(view[filled:end])
            if not got:
                raise ConnectionError("The server closed the connection inside an answer.")
            filled += got

    def _until_closed(self, filled: int) -> int:
        while True:
            if filled == len(self._room):
                self._room = self._room + bytes(len(self._room))
            got = self._socket.recv_into(memoryview(self._room)[filled:])
            if not got:
                return filled
            filled += got


def taxii(secret: str) -> Connection:
    """A connection that signs in with a key."""
    return Connection(
        f"Authorization: Bearer {secret}\r\nAccept: application/taxii+json;version=2.1\r\n"
    )


def walk(connection: Connection, *, after: int, until: int) -> tuple[int, list[float]]:
    """Read page after page from a position (µs) to another; returns objects and page times."""
    objects, times = 0, []
    while after < until:
        started = time.perf_counter()
        last, count = _page(connection, after)
        times.append(time.perf_counter() - started)
        objects += count
        if last <= after:
            break
        after = last
    return objects, times


def read_on(connection: Connection, *, after: int, done: threading.Event) -> int:
    """Read page after page from a position until nothing is left; returns where that was."""
    while not done.is_set():
        last, _count = _page(connection, after)
        if last <= after:
            break
        after = last
    return after


def _page(connection: Connection, after: int) -> tuple[int, int]:
    """Read one page; returns its last position and how many objects it had."""
    head, body = connection.get(f"{_OBJECTS}?limit={PAGE}&added_after={_moment(after)}")
    full = body[: len(_MORE)] == _MORE
    return _position(head), PAGE if full else bytes(body).count(b'"pattern":')


def together(work: list[Callable[[], T]]) -> tuple[list[T], float]:
    """Do all at the same time; returns what each returned and the seconds until all were done."""
    answers: dict[int, T] = {}

    def do(index: int, one: Callable[[], T]) -> None:
        answers[index] = one()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(work)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - started
    if len(answers) < len(work):
        raise RuntimeError("A client failed; its message stands above.")
    return [answers[index] for index in range(len(work))], taken


def _moment(position: int) -> str:
    whole, micro = divmod(position, 1_000_000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole)) + f".{micro:06}Z"


def _position(head: bytes) -> int:
    """Microseconds of the header X-TAXII-Date-Added-Last."""
    start = head.index(b"x-taxii-date-added-last: ") + 25
    whole, _, micro = head[start : head.index(b"z", start)].decode().partition(".")
    return timegm(time.strptime(whole, "%Y-%m-%dt%H:%M:%S")) * 1_000_000 + int(micro.ljust(6, "0"))
