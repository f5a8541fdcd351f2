# SPDX-License-Identifier: Apache-2.0
"""What a list shows, as a file: a STIX 2.1 bundle or CSV, streamed while it is read."""

import csv
import io
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse

from mohona.hub.intel import records
from mohona.hub.intel.queries import Search
from mohona.hub.sharing.queries import Sight

# What a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV injection).
_FORMULA = re.compile(r"^[\s\x00-\x20]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20|%]")
LIST_COLUMNS = ("id", "type", "title", "source", "tlp", "sectors", "came_in", "revoked")


def cell(value: object) -> str:
    """A cell that a spreadsheet shows and does not run: a quote before what looks like one."""
    text = "" if value is None else str(value).replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) else text


def rows_as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of RFC 4180 in UTF-8 with a mark at the start, so that spreadsheets read Bangla."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if buffer.tell() > 32_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def list_as_csv(sight: Sight, wanted: Search) -> Iterator[str]:
    """The records of a list as CSV."""
    return rows_as_csv(LIST_COLUMNS, _list_rows(sight, wanted))


def _list_rows(sight: Sight, wanted: Search) -> Iterator[Sequence[Any]]:
    names: dict[UUID, str] = {}
    for stretch in records.walk(sight, wanted):
        unknown = {version.source_id for version, _ in stretch} - names.keys()
        if unknown:
            names |= records.names(unknown)
        for version, _ in stretch:
            yield (
                version.stix_id,
                version.type,
                version.title,
                names.get(version.source_id, ""),
                f"TLP:{version.tlp.upper()}",
                " ".join(version.sectors),
                version.came_at.isoformat(timespec="milliseconds"),
                "true" if version.revoked else "false",
            )


def list_as_bundle(sight: Sight, wanted: Search) -> Iterator[bytes]:
    """The records of a list as one STIX 2.1 bundle; bodies go out as they are stored."""
    yield b'{"type":"bundle","id":"bundle--%s","objects":[\n' % str(uuid.uuid4()).encode()
    first = True
    for stretch in records.walk(sight, wanted):
        joined = b",\n".join(body for _, body in stretch)
        yield joined if first else b",\n" + joined
        first = False
    yield b"\n]}\n"


def download(content: Iterator[Any], *, name: str, media_type: str) -> StreamingHttpResponse:
    """A file to save; never shown in the page's own origin as something that runs."""
    response = StreamingHttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
