# SPDX-License-Identifier: Apache-2.0
"""Lifting objects of STIX 2.0 to STIX 2.1 (the list of changes is its appendix C).

1. Every object says its spec_version. 2. Indicators say the language of their pattern.
3. The `labels` of five types become their own property. 4. Malware says whether it is a family.
5. The observables inside observed-data become objects of their own, with deterministic
identifiers. What 2.1 does not name stays as it is; nothing is dropped.
"""

from typing import Any

from mohona.cti.formats.stix21.identifiers import sco_id
from mohona.cti.model.observables import CONTRIBUTING
from mohona.cti.model.types import META, SDO, SRO

# What 2.0 called labels, and the words of its vocabularies; other labels stay labels.
_LABELS: dict[str, tuple[str, frozenset[str]]] = {
    "indicator": (
        "indicator_types",
        frozenset(
            [
                "anomalous-activity",
                "anonymization",
                "benign",
                "compromised",
                "malicious-activity",
                "attribution",
            ]
        ),
    ),
    "malware": (
        "malware_types",
        frozenset(
            [
                "adware",
                "backdoor",
                "bot",
                "ddos",
                "dropper",
                "exploit-kit",
                "keylogger",
                "ransomware",
                "remote-access-trojan",
                "resource-exploitation",
                "rogue-security-software",
                "rootkit",
                "screen-capture",
                "spyware",
                "trojan",
                "virus",
                "worm",
            ]
        ),
    ),
    "report": (
        "report_types",
        frozenset(
            [
                "threat-report",
                "attack-pattern",
                "campaign",
                "identity",
                "indicator",
                "malware",
                "observed-data",
                "threat-actor",
                "tool",
                "vulnerability",
                "intrusion-set",
            ]
        ),
    ),
    "threat-actor": (
        "threat_actor_types",
        frozenset(
            [
                "activist",
                "competitor",
                "crime-syndicate",
                "criminal",
                "hacker",
                "insider-accidental",
                "insider-disgruntled",
                "nation-state",
                "sensationalist",
                "spy",
                "terrorist",
            ]
        ),
    ),
    "tool": (
        "tool_types",
        frozenset(
            [
                "denial-of-service",
                "exploitation",
                "information-gathering",
                "network-capture",
                "credential-exploitation",
                "remote-access",
                "vulnerability-scanning",
            ]
        ),
    ),
}

# Properties of observables that changed their name.
_RENAMED: dict[str, dict[str, str]] = {
    "directory": {"created": "ctime", "modified": "mtime", "accessed": "atime"},
    "file": {"created": "ctime", "modified": "mtime", "accessed": "atime"},
    "process": {"created": "created_time", "binary_ref": "image_ref"},
    "user-account": {"password_last_changed": "credential_last_changed"},
    "windows-registry-key": {"modified": "modified_time"},
}
_ONLY_2_1 = frozenset(
    [
        "grouping",
        "incident",
        "infrastructure",
        "language-content",
        "extension-definition",
        "location",
        "malware-analysis",
        "note",
        "opinion",
    ]
)
_SIGNS_OF_2_1: dict[str, tuple[str, ...]] = {
    "indicator": ("pattern_type", "indicator_types"),
    "malware": ("is_family", "malware_types"),
    "observed-data": ("object_refs",),
    "report": ("report_types",),
    "threat-actor": ("threat_actor_types",),
    "tool": ("tool_types",),
}
_LIFTED = (SDO | SRO | META) - _ONLY_2_1
_DEEPEST = 64  # references followed from one observable to the next


def is_2_0(obj: dict[str, Any], *, bundle_2_0: bool = False) -> bool:
    """Whether an object is written in STIX 2.0.

    Its own spec_version counts most; without one, an object that 2.0 knows is 2.0 (STIX 2.1
    section 3.2) unless it has properties that only 2.1 gives it, and so is anything but an
    observable inside a bundle that says so.
    """
    version = obj.get("spec_version")
    if version is not None:
        return bool(version == "2.0")
    kind = obj.get("type")
    if type(kind) is not str:
        return False
    if bundle_2_0:
        return kind not in CONTRIBUTING and kind != "bundle"
    return kind in _LIFTED and not any(name in obj for name in _SIGNS_OF_2_1.get(kind, ()))


def lift(obj: dict[str, Any]) -> list[dict[str, Any]]:
    """The STIX 2.1 objects that a STIX 2.0 object becomes: itself, after its observables.

    The given object is not changed. A part that has not the form of 2.0 stays as it is, for the
    checks to tell.
    """
    kind = obj.get("type")
    new: dict[str, Any] = {}
    for name, value in obj.items():
        new[name] = value
        if name == "type":
            new["spec_version"] = "2.1"
    new["spec_version"] = "2.1"
    if type(kind) is str and kind in _LABELS:
        _lift_labels(new, *_LABELS[kind])
    if kind == "indicator":
        new.setdefault("pattern_type", "stix")
        new.setdefault("pattern_version", "2.0")
    elif kind == "malware":
        # 2.0 made no difference; its malware objects name what 2.1 calls a family.
        new.setdefault("is_family", True)
    elif kind == "observed-data":
        return [*_lift_observables(new), new]
    return [new]


def _lift_labels(new: dict[str, Any], target: str, words: frozenset[str]) -> None:
    labels = new.get("labels")
    if type(labels) is not list or target in new:
        return
    types = [label for label in labels if type(label) is str and label in words]
    rest = [label for label in labels if type(label) is not str or label not in words]
    if types:
        new[target] = types
    if rest:
        new["labels"] = rest
    else:
        del new["labels"]


def _lift_observables(new: dict[str, Any]) -> list[dict[str, Any]]:
    """The observables of an observed-data, which then refers to them."""
    parts = new.get("objects")
    if type(parts) is not dict or "object_refs" in new:
        return []
    if not all(type(part) is dict and type(part.get("type")) is str for part in parts.values()):
        return []
    lifting = _Observables(parts, str(new.get("id")))
    lifted = [lifting.lifted(key) for key in parts]
    del new["objects"]
    new["object_refs"] = list(dict.fromkeys(obj["id"] for obj in lifted))
    return list({obj["id"]: obj for obj in lifted}.values())


class _Observables:
    """The observables of one observed-data, whose references are keys of the same dictionary."""

    def __init__(self, parts: dict[str, dict[str, Any]], owner: str) -> None:
        self._parts = parts
        self._owner = owner
        self._identifiers: dict[str, str] = {}

    def lifted(self, key: str) -> dict[str, Any]:
        part = self._parts[key]
        kind = part["type"]
        names = _RENAMED.get(kind, {})
        new = {"type": kind, "spec_version": "2.1", "id": self._identifier(key, ())}
        for name, value in part.items():
            if name != "type":
                new[names.get(name, name)] = self._value(name, value, (key,))
        return new

    def _identifier(self, key: str, path: tuple[str, ...]) -> str:
        """The identifier of one observable; those that contribute to it are found first."""
        known = self._identifiers.get(key)
        if known is not None:
            return known
        part = self._parts[key]
        contributing = CONTRIBUTING.get(part["type"], ())
        if key in path or len(path) > _DEEPEST:
            contributing = ()
        plain = {"type": part["type"]}
        for name in contributing:
            if name in part:
                plain[name] = self._value(name, part[name], (*path, key))
        found = sco_id(plain, seed=f"{self._owner} {key}")
        self._identifiers.setdefault(key, found)
        return self._identifiers[key]

    def _value(self, name: str, value: Any, path: tuple[str, ...]) -> Any:
        """A value with the keys in its references replaced by identifiers."""
        if name.endswith("_ref") and type(value) is str:
            return self._identifier(value, path) if value in self._parts else value
        if name.endswith("_refs") and type(value) is list:
            return [self._value("_ref", item, path) for item in value]
        if type(value) is dict:
            return {inner: self._value(inner, item, path) for inner, item in value.items()}
        if type(value) is list:
            return [self._value("", item, path) if type(item) is dict else item for item in value]
        return value
