# SPDX-License-Identifier: Apache-2.0
"""`next`: where the following page begins (TAXII 2.1 section 3.4). Opaque, stateless, signed.

It holds the last position and the filters, so that it is valid alone and with the filters
repeated, and it is bound to its collection: another collection's is refused. Pure but for the
hub's secret.
"""

import base64
import binascii
import hashlib
import hmac
import json
import struct
import zlib
from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings

from mohona.hub.intel.plans import Filters

_MAC = 12
_POSITION = struct.Struct(">q")
# Filters that would make a URL too long are not carried: the client must repeat them.
MOST_FILTERS = 1_200
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Place:
    """A position, and the filters that led there; None when they were too long to carry."""

    position: int
    filters: Filters | None


class CursorError(ValueError):
    """A text that is no `next` of this collection."""


def write(collection: UUID, place: Place) -> str:
    """The text of `next`."""
    payload = _POSITION.pack(place.position)
    if place.filters is None:
        payload += b"-"
    elif not place.filters.empty:
        kept = {name: value for name, value in asdict(place.filters).items() if value}
        packed = zlib.compress(json.dumps(kept, separators=(",", ":")).encode(), 9)
        payload += b"-" if len(packed) > MOST_FILTERS else packed
    whole = _mac(collection, payload) + payload
    return base64.urlsafe_b64encode(whole).rstrip(b"=").decode()


def read(collection: UUID, text: str) -> Place:
    """The place that a `next` means; raises CursorError for any other text."""
    if len(text) > _LONGEST or not text.isascii():
        raise CursorError
    try:
        whole = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise CursorError from error
    mac, payload = whole[:_MAC], whole[_MAC:]
    if len(payload) < _POSITION.size or not hmac.compare_digest(mac, _mac(collection, payload)):
        raise CursorError
    position: int = _POSITION.unpack_from(payload)[0]
    packed = payload[_POSITION.size :]
    if packed == b"-":
        return Place(position, None)
    if not packed:
        return Place(position, Filters())
    kept = json.loads(zlib.decompress(packed))
    return Place(position, Filters(**{name: tuple(value) for name, value in kept.items()}))


def _mac(collection: UUID, payload: bytes) -> bytes:
    secret = hashlib.sha256(b"taxii next\x00" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(secret, collection.bytes + payload, "sha256")[:_MAC]
