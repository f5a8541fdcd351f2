# SPDX-License-Identifier: Apache-2.0
"""Deterministic identifiers of cyber observable objects (STIX 2.1 section 2.9)."""

import uuid
from typing import Any

import orjson

from mohona.cti.model.observables import CONTRIBUTING

_NAMESPACE = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
_HASH_ORDER = ("MD5", "SHA-1", "SHA-256", "SHA-512")
_EXACT = 2**53


def sco_id(obj: dict[str, Any], *, seed: str = "") -> str:
    """The identifier of an observable: a UUIDv5 of its contributing properties as canonical JSON.

    Where none of them is there (always with a process) the standard asks for a random UUID; to
    stay repeatable the UUIDv5 of all its properties and of `seed` is given instead.
    """
    kind = str(obj["type"])
    names = CONTRIBUTING.get(kind, ())
    parts = {name: obj[name] for name in names if obj.get(name) is not None}
    hashes = parts.get("hashes")
    if isinstance(hashes, dict):
        parts["hashes"] = _one_hash(hashes)
    if not parts:
        rest = {name: value for name, value in obj.items() if name != "id"}
        parts = {"seed": seed, "object": rest}
    return f"{kind}--{uuid.uuid5(_NAMESPACE, _canonical(parts))}"


def _one_hash(hashes: dict[str, Any]) -> dict[str, Any]:
    """The one hash that counts: the first of the usual four, else the first by name."""
    for name in _HASH_ORDER:
        if name in hashes:
            return {name: hashes[name]}
    return {name: hashes[name] for name in sorted(hashes)[:1]}


def _canonical(value: Any) -> str:
    """JSON in the form of RFC 8785 for the values that observables hold."""
    return orjson.dumps(_plain_numbers(value), option=orjson.OPT_SORT_KEYS).decode()


def _plain_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain_numbers(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain_numbers(inner) for inner in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value
