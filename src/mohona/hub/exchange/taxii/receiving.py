# SPDX-License-Identifier: Apache-2.0
"""Takes the body of a POST in: checks its type, bounds its size, keeps it out of memory.

The types that real clients send are all read: TAXII, STIX or plain JSON, with or without a
version. A body may be chunked (then it has no length before its end) or in gzip.
"""

import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.http import HttpRequest

from mohona.hub.exchange.taxii import refusals

_TYPES = frozenset(
    {
        "application/taxii+json",
        "application/stix+json",
        "application/json",
        "application/vnd.oasis.stix+json",
        "application/vnd.oasis.taxii+json",
    }
)
PIECE = 256 * 1024
IN_MEMORY = 1024 * 1024


@contextmanager
def body(request: HttpRequest, *, limit: int) -> Iterator[IO[bytes]]:
    """The body as a seekable stream, on disk when it is large.

    limit: bytes, also of what comes out of gzip. Raises RefusalError (413, 415, 400).
    """
    _check_type(request.META.get("CONTENT_TYPE", ""))
    encoding = request.META.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise refusals.wrong_encoding(encoding)
    pieces = _pieces(request, limit)
    if encoding.endswith("gzip"):
        pieces = _unpacked(pieces)
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
        size = 0
        for piece in pieces:
            size += len(piece)
            if size > limit:
                raise refusals.too_large(limit)
            stream.write(piece)
        stream.seek(0)
        yield stream


def _check_type(content_type: str) -> None:
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise refusals.wrong_content(content_type)


def _pieces(request: HttpRequest, limit: int) -> Iterator[bytes]:
    """The body as it comes; refuses at once what says that it is too large."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "HTTP_TRANSFER_ENCODING" in request.META:
        stream = request.META["wsgi.input"]
        while piece := stream.read(PIECE):
            yield piece
        return
    expected = int(length) if length.isascii() and length.isdigit() else 0
    if expected > limit:
        raise refusals.too_large(limit)
    left = expected
    while left and (piece := request.read(min(PIECE, left))):
        left -= len(piece)
        yield piece
    if left:
        raise refusals.cut_off()


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What comes out of gzip, in pieces no larger than PIECE whatever was packed."""
    unpack = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            while piece:
                yield unpack.decompress(piece, PIECE)
                piece = unpack.unconsumed_tail
    except zlib.error as error:
        raise refusals.cut_off() from error
    if not unpack.eof:
        raise refusals.cut_off()
