# SPDX-License-Identifier: Apache-2.0
"""One organisation's share as a STIX bundle in a file, exactly as it reads it over TAXII."""

import uuid
from collections.abc import Callable
from typing import IO

from mohona.hub.intel import reading
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing import queries as released
from mohona.hub.sharing.queries import Sight

DOOR = "file"
PAGE = 1_000


def write(
    sight: Sight,
    file: IO[bytes],
    *,
    collection: uuid.UUID | None = None,
    watch: Callable[[int], None] | None = None,
) -> int:
    """Write a bundle page by page, whatever its size; returns the number of objects.

    Each page is noted as handed over to the recipient through the door "file". watch: called
    with the number of objects written so far.
    """
    if not released.reader_state(sight).has_read:
        sharing.begin_reading(sight.recipient)
    file.write(b'{"type":"bundle","id":"bundle--%s","objects":[' % str(uuid.uuid4()).encode())
    count = after = 0
    more = True
    while more:
        page = reading.joined(sight, after=after, limit=PAGE)
        if page.count:
            sharing.note_delivery(
                recipient=sight.recipient,
                key=None,
                door=DOOR,
                collection=collection,
                sequential=False,
                first=page.first,
                last=page.last,
                count=page.count,
            )
            file.write(b",\n" if count else b"\n")
            file.write(page.bodies)
        count, after, more = count + page.count, page.last, page.more
        if watch is not None:
            watch(count)
    file.write(b"\n]}\n")
    return count
