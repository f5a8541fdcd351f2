# SPDX-License-Identifier: Apache-2.0
"""Roles, what they may do, and the form of a key. Pure."""

import hashlib
import secrets
from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

KEY_PREFIX = "mohona_"


class Role(StrEnum):
    """From reading to running the hub; each may all that the one before may."""

    READER = "reader"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    STEWARD = "steward"


ROLE_CHOICES = [
    (Role.READER.value, _("Reader")),
    (Role.ANALYST.value, _("Analyst")),
    (Role.ADMINISTRATOR.value, _("Administrator")),
    (Role.STEWARD.value, _("Hub steward")),
]


_READER = {
    "intel:object:read",
    "intel:value:look-up",
    "sharing:why:read",
    "partners:community:read",
}
_ANALYST = _READER | {"intel:object:submit", "intel:quarantine:mend", "intel:object:export"}
_ADMINISTRATOR = _ANALYST | {"accounts:key:manage", "accounts:person:manage"}
_STEWARD = _ADMINISTRATOR | {
    "accounts:organisation:manage",
    "partners:community:manage",
    "sharing:view:as",
    "intel:feed:supervise",
}

PERMISSIONS: Mapping[str, frozenset[str]] = {
    Role.READER: frozenset(_READER),
    Role.ANALYST: frozenset(_ANALYST),
    Role.ADMINISTRATOR: frozenset(_ADMINISTRATOR),
    Role.STEWARD: frozenset(_STEWARD),
}


def allows(role: str, permission: str) -> bool:
    """Whether `role` holds `room:noun:verb`; an unknown role holds nothing."""
    return permission in PERMISSIONS.get(role, frozenset())


def new_secret() -> str:
    """A fresh key: 256 random bits behind a prefix that secret scanners can recognise."""
    return KEY_PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is kept of a key. It is random and long, so a plain SHA-256 suffices (no dictionary)."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def hint(secret: str) -> str:
    """The few characters by which a person recognises a key in a list."""
    return secret[len(KEY_PREFIX) :][:6] + "…"


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
_MORE_SYSTEMS = (("Mac OS X", "macOS"), ("Linux", "Linux"))


def browser(user_agent: str) -> str:
    """A browser as people call it, out of what it says of itself: "Firefox, Windows"."""
    name = next((word for mark, word in _BROWSERS if mark in user_agent), "")
    if not name and "Safari/" in user_agent:
        name = "Safari"
    system = next((word for mark, word in (*_SYSTEMS, *_MORE_SYSTEMS) if mark in user_agent), "")
    return ", ".join(word for word in (name, system) if word) or user_agent[:60]
