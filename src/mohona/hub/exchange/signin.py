# SPDX-License-Identifier: Apache-2.0
"""How machines sign in: a key in the Authorization header, in whatever scheme a client knows.

`Bearer <key>` (RFC 6750), `Token <key>`, and `Basic` (RFC 7617) with the key as the password, or
as the user name with an empty password. Schemes in any case.
"""

import base64
import binascii

from django.utils import timezone

from mohona.hub.accounts import actions, queries
from mohona.hub.accounts.queries import Caller

CHALLENGE = 'Basic realm="Mohona", charset="UTF-8", Bearer realm="Mohona", Token realm="Mohona"'


def caller_of(authorization: str) -> Caller | None:
    """Who holds the valid key in the header; None when it holds none."""
    caller = queries.caller_of(secret_in(authorization))
    if caller is not None and caller.last_used_on != timezone.localdate():
        actions.note_use(caller.key_id)
    return caller


def secret_in(authorization: str) -> str:
    """The secret in an Authorization header; empty when there is none. Pure."""
    scheme, _, rest = authorization.strip().partition(" ")
    rest = rest.strip()
    match scheme.lower():
        case "bearer" | "token":
            return rest
        case "basic":
            return _basic(rest)
        case _:
            return ""


def _basic(encoded: str) -> str:
    try:
        pair = base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    user, _, password = pair.partition(":")
    return password or user
