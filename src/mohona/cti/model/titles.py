# SPDX-License-Identifier: Apache-2.0
"""A short human title for any object, for lists and pictures."""

import re
from collections.abc import Callable
from typing import Any

LONGEST = 200  # characters; what a line of a list can show

# Control characters, and those that turn the direction of a line around.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# The properties that name an object best, in the order to try them; `name` comes before all.
_NAMING: dict[str, tuple[str, ...]] = {
    "indicator": ("pattern",),
    "note": ("abstract", "content"),
    "opinion": ("explanation", "opinion"),
    "grouping": ("context",),
    "location": ("city", "administrative_area", "country", "region"),
    "malware-analysis": ("result_name", "product"),
    "artifact": ("url", "mime_type"),
    "autonomous-system": ("name", "number"),
    "directory": ("path",),
    "email-message": ("subject", "message_id"),
    "process": ("command_line", "cwd", "pid"),
    "user-account": ("display_name", "account_login", "user_id"),
    "windows-registry-key": ("key",),
    "x509-certificate": ("subject", "serial_number"),
}
_COMMON = ("name", "value")


def title_of(obj: dict[str, Any]) -> str:
    """A title of at most 200 characters on one line, free of NUL; never empty."""
    kind = obj.get("type")
    if type(kind) is not str:
        return _line(str(obj.get("id") or "?"))
    special = _SPECIAL.get(kind)
    title = special(obj) if special is not None else ""
    if not title:
        for name in (*_COMMON, *_NAMING.get(kind, ())):
            value = obj.get(name)
            if type(value) is str and value.strip():
                title = value
                break
            if type(value) is int:
                title = f"{kind} {value}"
                break
    return _line(title) or _line(_hash_of(obj) or str(obj.get("id") or kind)) or "?"


def _line(text: str) -> str:
    if len(text) <= LONGEST and text.isprintable():
        return text.strip()
    text = " ".join(_UNSHOWN.sub(" ", text[: LONGEST * 20]).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _type_in(reference: object) -> str:
    return reference.partition("--")[0] if type(reference) is str else "?"


def _relationship(obj: dict[str, Any]) -> str:
    source, target = _type_in(obj.get("source_ref")), _type_in(obj.get("target_ref"))
    return f"{source} → {obj.get('relationship_type', '?')} → {target}"


def _sighting(obj: dict[str, Any]) -> str:
    return f"sighting → {_type_in(obj.get('sighting_of_ref'))}"


def _traffic(obj: dict[str, Any]) -> str:
    protocols = obj.get("protocols")
    names = ", ".join(map(str, protocols)) if type(protocols) is list else ""
    ports = [str(obj[name]) for name in ("src_port", "dst_port") if name in obj]
    return " ".join(("network-traffic", names, " → ".join(ports))).strip()


def _language(obj: dict[str, Any]) -> str:
    contents = obj.get("contents")
    languages = ", ".join(contents) if type(contents) is dict else ""
    return f"{_type_in(obj.get('object_ref'))} → {languages}"


def _marking(obj: dict[str, Any]) -> str:
    definition = obj.get("definition")
    if obj.get("name") or type(definition) is not dict:
        return ""
    if type(definition.get("tlp")) is str:
        return f"TLP:{definition['tlp'].upper()}"
    return str(definition.get("statement") or "")


def _hash_of(obj: dict[str, Any]) -> str:
    hashes = obj.get("hashes")
    return str(next(iter(hashes.values()), "")) if type(hashes) is dict else ""


_SPECIAL: dict[str, Callable[[dict[str, Any]], str]] = {
    "relationship": _relationship,
    "sighting": _sighting,
    "network-traffic": _traffic,
    "language-content": _language,
    "marking-definition": _marking,
}
