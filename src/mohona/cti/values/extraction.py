# SPDX-License-Identifier: Apache-2.0
"""Values out of objects: observables, indicator patterns, vulnerabilities.

Which property holds which type of value is data: one row for each type of observable, one for
each object path of a pattern.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mohona.cti.patterns import Comparison, PatternError, comparisons
from mohona.cti.values.forms import Value, cve, normal

# Properties of observables and the type of their values.
_PROPERTIES: dict[str, tuple[tuple[str, str], ...]] = {
    "artifact": (("url", "url"),),
    "autonomous-system": (("number", "asn"),),
    "directory": (("path", "path"),),
    "domain-name": (("value", "domain"),),
    "email-addr": (("value", "email"),),
    "email-message": (("subject", "email-subject"), ("message_id", "message-id")),
    "file": (("name", "file-name"),),
    "ipv4-addr": (("value", "ipv4"),),
    "ipv6-addr": (("value", "ipv6"),),
    "mac-addr": (("value", "mac"),),
    "mutex": (("name", "mutex"),),
    "network-traffic": (),
    "process": (("command_line", "command-line"),),
    "software": (("cpe", "cpe"),),
    "url": (("value", "url"),),
    "user-account": (("account_login", "account"), ("user_id", "account")),
    "windows-registry-key": (("key", "registry-key"),),
    "x509-certificate": (("serial_number", "certificate-serial"),),
}
_WITH_HASHES = frozenset({"artifact", "file", "x509-certificate"})

# Object paths of patterns that do not follow from the rows above.
_PATHS = {
    "app:id": "app",
    "file:path": "path",
    "file:parent_directory_ref.path": "path",
    "process:image_ref.name": "file-name",
    "process:name": "file-name",
    "process:binary_ref.name": "file-name",
    "email-message:from_ref.value": "email",
    "email-message:sender_ref.value": "email",
    "windows-registry-key:values.name": "",
}
_REFERENCED = re.compile(r".+_refs?(?:\[[^\]]*\])?\.value")
_HASH = re.compile(r"(?:.*[:.])hashes\.'?([A-Za-z0-9_-]+)'?")
_AGENT = re.compile(r".*request_header\.'?[Uu]ser-[Aa]gent'?")
_CERTIFICATE = re.compile(r"app:cert\.'?(md5|sha1|sha256)'?", re.IGNORECASE)
_OPERATORS = frozenset({"=", "IN", "ISSUBSET"})


def extract(obj: dict[str, Any]) -> list[Value]:
    """Every value of an object in normal form, each once, in the order of the object.

    An indicator gives what its STIX pattern asks to be equal; what a pattern negates or only
    resembles (LIKE, MATCHES) is no value. What cannot be read gives nothing.
    """
    kind = obj.get("type")
    if kind == "indicator":
        return _of_indicator(obj)
    if type(kind) is not str:
        return []
    if kind in _PROPERTIES:
        return list(dict.fromkeys(_of_observable(kind, obj)))
    if kind == "vulnerability":
        return list(dict.fromkeys(_of_vulnerability(obj)))
    if kind == "observed-data" and type(obj.get("objects")) is dict:
        parts = [part for part in obj["objects"].values() if type(part) is dict]
        return list(dict.fromkeys(value for part in parts for value in extract(part)))
    return []


def _of_indicator(obj: dict[str, Any]) -> list[Value]:
    pattern = obj.get("pattern")
    if type(pattern) is not str or obj.get("pattern_type", "stix") != "stix":
        return []
    try:
        found = comparisons(pattern)
    except PatternError:
        return []
    if len(found) == 1:
        return _of_comparison(found[0])
    return list(dict.fromkeys(value for each in found for value in _of_comparison(each)))


def _of_comparison(comparison: Comparison) -> list[Value]:
    path, operator, literal = comparison
    if operator not in _OPERATORS:
        return []
    kind = _kind_of(path) if len(path) <= 200 else ""
    if not kind:
        return []
    if type(literal) is str:
        value = normal(kind, literal)
        return [] if value is None else [value]
    texts = literal if type(literal) is tuple else (literal,)
    values = [normal(kind, str(text)) for text in texts if type(text) in (str, int)]
    return [value for value in values if value is not None]


@lru_cache(maxsize=1024)
def _kind_of(path: str) -> str:
    """The type of value at a path, or an empty text."""
    found = _PATHS.get(path)
    if found is not None:
        return found
    kind, _, name = path.partition(":")
    for named, found in _PROPERTIES.get(kind, ()):
        if named == name:
            return found
    match = _HASH.fullmatch(path) or _CERTIFICATE.fullmatch(path)
    if match is not None:
        return match[1]
    if _AGENT.fullmatch(path) is not None:
        return "user-agent"
    if _REFERENCED.fullmatch(path) is not None:
        return "email" if kind == "email-message" else "address"
    return ""


def _of_observable(kind: str, obj: dict[str, Any]) -> Iterator[Value]:
    for name, form in _PROPERTIES[kind]:
        text = obj.get(name)
        if type(text) is str or type(text) is int:
            value = normal(form, str(text))
            if value is not None:
                yield value
    hashes = obj.get("hashes")
    if kind in _WITH_HASHES and type(hashes) is dict:
        for algorithm, text in hashes.items():
            value = normal(algorithm, text) if type(text) is str else None
            if value is not None:
                yield value
    extensions = obj.get("extensions")
    if type(extensions) is dict:
        yield from _of_extensions(extensions)


def _of_extensions(extensions: dict[str, Any]) -> Iterator[Value]:
    request = extensions.get("http-request-ext")
    header = request.get("request_header") if type(request) is dict else None
    if type(header) is dict:
        for name, texts in header.items():
            if name.lower() == "user-agent":
                for text in texts if type(texts) is list else [texts]:
                    value = normal("user-agent", text) if type(text) is str else None
                    if value is not None:
                        yield value
    binary = extensions.get("windows-pebinary-ext")
    text = binary.get("imphash") if type(binary) is dict else None
    value = normal("imphash", text) if type(text) is str else None
    if value is not None:
        yield value


def _of_vulnerability(obj: dict[str, Any]) -> Iterator[Value]:
    texts = [obj.get("name")]
    references = obj.get("external_references")
    if type(references) is list:
        texts += [
            reference.get("external_id") for reference in references if type(reference) is dict
        ]
    for text in texts:
        value = cve(text) if type(text) is str else None
        if value is not None:
            yield value
