# SPDX-License-Identifier: Apache-2.0
"""Why a request is refused: an HTTP status and one sentence, said in the client's language.

The sentence stays a template with its values until the answer is written (TAXII 2.1
section 3.6.1, error message).
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mohona.hub.exchange import signin


class RefusalError(Exception):
    """A request that is answered with an error message."""

    def __init__(
        self,
        status: int,
        sentence: str | Promise,
        *,
        code: str,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.sentence = sentence
        self.code = code
        self.headers = dict(headers or {})
        self.values = values

    @property
    def text(self) -> str:
        """The sentence in the language that is active now."""
        return str(self.sentence) % self.values


def _shown(text: str, most: int) -> str:
    """What came, as it may stand in a sentence."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:most])


def not_signed_in() -> RefusalError:
    return RefusalError(
        401,
        _(
            "Expected a valid key of your organisation in the Authorization header, but none came; "
            "send “Authorization: Bearer KEY”, or the key as the password of Basic."
        ),
        code="not-signed-in",
        headers={"WWW-Authenticate": signin.CHALLENGE},
    )


def no_such(path: str) -> RefusalError:
    return RefusalError(
        404,
        _(
            "There is nothing for your organisation at %(path)s; ask /taxii2/mohona/collections/ "
            "for its collections."
        ),
        code="not-found",
        path=_shown(path, 200),
    )


def wrong_method(method: str, allowed: str) -> RefusalError:
    return RefusalError(
        405,
        _("Expected one of the methods %(allowed)s here, but %(method)s came."),
        code="method",
        headers={"Allow": allowed},
        method=_shown(method, 20),
        allowed=allowed,
    )


def not_acceptable(accept: str) -> RefusalError:
    return RefusalError(
        406,
        _(
            "Expected a client that accepts application/taxii+json;version=2.1, but it accepts "
            "“%(accept)s”; send Accept: application/taxii+json;version=2.1."
        ),
        code="accept",
        accept=_shown(accept, 200),
    )


def wrong_parameter(name: str, expected: str | Promise, came: str) -> RefusalError:
    return RefusalError(
        400,
        _("Expected %(expected)s in the parameter %(name)s, but “%(came)s” came; mend it."),
        code="parameter",
        name=_shown(name, 80),
        expected=expected,
        came=_shown(came, 80),
    )


def wrong_next() -> RefusalError:
    return RefusalError(
        400,
        _(
            "Expected a “next” that this collection gave, but another text came; start again "
            "without it, with added_after set to where you are."
        ),
        code="next",
    )


def may_not(reason: str | Promise) -> RefusalError:
    return RefusalError(403, reason, code="not-allowed")


def too_large(limit: int) -> RefusalError:
    return RefusalError(
        413,
        _("Expected a body of at most %(limit)s bytes, but a larger one came; send it in parts."),
        code="too-large",
        limit=limit,
    )


def wrong_content(came: str) -> RefusalError:
    return RefusalError(
        415,
        _(
            "Expected a body of the type application/taxii+json;version=2.1, but “%(came)s” "
            "came; send STIX 2.1 as JSON with that type."
        ),
        code="content-type",
        came=_shown(came, 200),
    )


def wrong_encoding(came: str) -> RefusalError:
    return RefusalError(
        415,
        _("Expected a body that is plain or in gzip, but “%(came)s” came; send it plain."),
        code="content-encoding",
        came=_shown(came, 80),
    )


def cut_off() -> RefusalError:
    return RefusalError(
        400,
        _("Expected the rest of the body, but it ends early; send the complete body again."),
        code="cut-off",
    )


def unreadable(status: int, sentence: str, code: str) -> RefusalError:
    return RefusalError(status, "%(said)s", code=code, said=sentence)
