# SPDX-License-Identifier: Apache-2.0
"""The reference library as an oracle: it builds objects, and the checks here agree with it."""

import json
from typing import Any

import pytest
import stix2
import stix2.exceptions
import stix2.parsing
from hypothesis import given, settings
from hypothesis import strategies as st
from stix2 import properties
from stix2.registry import STIX2_OBJ_MAPS

from mohona.cti import tlp
from mohona.cti.formats.stix21 import Limits, check, sco_id
from mohona.cti.model import objects, observables, types
from mohona.cti.model.kinds import Kind, Part

UUID = "3c10e93f-798e-4a26-a0c1-08156efab7f5"
TABLES = objects.DOMAIN | objects.RELATIONSHIP | objects.META | observables.OBSERVABLE
CLASSES = STIX2_OBJ_MAPS["2.1"]["objects"] | STIX2_OBJ_MAPS["2.1"]["observables"]
# Where the library differs from the standard or from what may pass here.
BEYOND_THE_STANDARD = {("incident", "kill_chain_phases")}
NAMES = {
    "StringProperty": "bad-text",
    "OpenVocabProperty": "bad-text",
    "PatternProperty": "bad-text",
    "BooleanProperty": "bad-boolean",
    "IntegerProperty": "bad-integer",
    "FloatProperty": "bad-number",
    "TimestampProperty": "bad-time",
    "ReferenceProperty": "bad-reference",
    "HashesProperty": "bad-hashes",
    "EnumProperty": "bad-choice",
    "HexProperty": "bad-hex",
    "BinaryProperty": "bad-binary",
    "DictionaryProperty": "bad-dictionary",
}


def code_of_property(prop: properties.Property) -> str | None:
    """The problem that a value of the wrong kind should give; None where it is not comparable."""
    if isinstance(prop, properties.ListProperty):
        inner = prop.contained
        name = type(inner).__name__
        if name in ("StringProperty", "OpenVocabProperty"):
            return "bad-texts"
        return {"ReferenceProperty": "bad-references", "EnumProperty": "bad-choice"}.get(name)
    return NAMES.get(type(prop).__name__)


def rules() -> list[tuple[str, str]]:
    return [
        (kind, name)
        for kind, cls in CLASSES.items()
        if kind in TABLES
        for name in cls._properties
        if name not in ("type", "id", "spec_version") and (kind, name) not in BEYOND_THE_STANDARD
    ]


@pytest.mark.parametrize(("kind", "name"), rules())
def test_every_property_of_the_library_is_in_the_tables(kind: str, name: str) -> None:
    prop = CLASSES[kind]._properties[name]
    part = TABLES[kind]
    known: dict[str, Kind | Part] = {**objects.COMMON, **part.optional, **part.required}
    assert name in known
    code = code_of_property(prop)
    if code is not None:
        assert known[name].code == code
    always = {"created", "modified", "defanged", "created_by_ref", "valid_from"}
    if prop.required and name not in always:
        assert name in part.required


def test_no_type_is_forgotten() -> None:
    assert set(CLASSES) - {"bundle"} == set(TABLES)
    assert set(STIX2_OBJ_MAPS["2.1"]["extensions"]) == set(observables.EXTENSION)


OBSERVED: list[dict[str, Any]] = [
    {"type": "ipv4-addr", "value": "203.0.113.7"},
    {"type": "domain-name", "value": "বাংলা.example"},
    {"type": "autonomous-system", "number": 64496},
    {"type": "artifact", "url": "http://a.example/", "hashes": {"SHA-256": "a" * 64}},
    {"type": "file", "hashes": {"SHA-256": "a" * 64, "MD5": "b" * 32}, "name": "x"},
    {"type": "file", "hashes": {"SHA-512": "a" * 128, "SHA-1": "b" * 40}},
    {"type": "file", "hashes": {"SSDEEP": "3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C"}},
    {"type": "file", "name": 'quote " back \\ slash / tab \t 😀'},
    {
        "type": "file",
        "name": "x",
        "extensions": {
            "windows-pebinary-ext": {
                "pe_type": "exe",
                "sections": [{"name": "a", "entropy": 0.061089}, {"name": "b", "entropy": 7.0}],
            }
        },
    },
    {"type": "directory", "path": "C:\\Windows"},
    {"type": "email-message", "is_multipart": False, "subject": "s", "body": "b"},
    {
        "type": "network-traffic",
        "protocols": ["ipv4", "tcp"],
        "src_ref": f"ipv4-addr--{UUID}",
        "dst_port": 80,
        "start": "2026-01-01T00:00:00Z",
    },
    {"type": "software", "name": "x", "vendor": "y"},
    {"type": "user-account", "account_type": "unix", "user_id": "0"},
    {
        "type": "windows-registry-key",
        "key": "HKLM\\x",
        "values": [{"name": "a", "data": "b", "data_type": "REG_SZ"}],
    },
    {"type": "x509-certificate", "serial_number": "36:f7"},
]


@pytest.mark.parametrize("obj", OBSERVED, ids=lambda obj: obj["type"])
def test_identifiers_of_observables_equal_those_of_the_library(obj: dict[str, Any]) -> None:
    theirs = json.loads(stix2.parse(obj, version="2.1", allow_custom=True).serialize())
    assert sco_id(theirs) == theirs["id"]
    assert check(theirs, 500, Limits()) is None


@settings(deadline=None)
@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_identifiers_agree_for_any_text(text: str) -> None:
    assert sco_id({"type": "mutex", "name": text}) == stix2.Mutex(name=text).id


def test_a_process_has_a_repeatable_identifier() -> None:
    process = {"type": "process", "pid": 7}
    assert sco_id(process) == sco_id(dict(process))
    assert sco_id(process) != sco_id({**process, "pid": 8})
    assert sco_id(process, seed="a") != sco_id(process, seed="b")


def test_the_predefined_markings_of_tlp_1_equal_those_of_the_library() -> None:
    for marking in (stix2.TLP_WHITE, stix2.TLP_GREEN, stix2.TLP_AMBER, stix2.TLP_RED):
        theirs = json.loads(marking.serialize())
        ours = tlp.MARKINGS[theirs["id"]]
        assert theirs.items() <= ours.items()
        assert check(dict(ours), 500, Limits()) is None


BASE: dict[str, dict[str, Any]] = {
    "indicator": {
        "pattern": "[a:b = 'x']",
        "pattern_type": "stix",
        "valid_from": "2026-01-01T00:00:00Z",
    },
    "malware": {"is_family": True, "name": "x"},
    "identity": {"name": "x"},
    "sighting": {"sighting_of_ref": f"malware--{UUID}"},
    "relationship": {
        "relationship_type": "uses",
        "source_ref": f"malware--{UUID}",
        "target_ref": f"tool--{UUID}",
    },
    "location": {"country": "bd"},
}
# Not compared: the library does not bound `confidence` and reads no more than six digits of time.
CHANGES: list[tuple[str, str, Any]] = [
    ("indicator", "pattern", "[a:b"),
    ("indicator", "pattern", "[a:b = 'x' OR]"),
    ("indicator", "pattern", "[a:b IN ('x')]"),
    ("indicator", "valid_from", "yesterday"),
    ("indicator", "valid_from", "2026-02-30T00:00:00Z"),
    ("malware", "is_family", "perhaps"),
    ("malware", "sample_refs", [f"url--{UUID}"]),
    ("malware", "first_seen", "2026-01-01T00:00:00.123456Z"),
    ("malware", "created_by_ref", f"malware--{UUID}"),
    ("malware", "id", f"tool--{UUID}"),
    ("malware", "id", "malware--1"),
    ("malware", "external_references", [{"url": "x"}]),
    ("malware", "object_marking_refs", [f"identity--{UUID}"]),
    ("sighting", "count", -1),
    ("sighting", "where_sighted_refs", [f"malware--{UUID}"]),
    ("relationship", "source_ref", "nobody"),
    ("relationship", "target_ref", f"relationship--{UUID}"),
    ("location", "latitude", 5.0),
    ("location", "region", "africa"),
    ("identity", "sectors", ["banking"]),
    ("identity", "labels", ["a", "b"]),
]


@pytest.mark.parametrize(("kind", "name", "value"), CHANGES)
def test_both_refuse_and_accept_the_same(kind: str, name: str, value: Any) -> None:
    obj = {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{UUID}",
        "created": "2026-01-01T00:00:00Z",
        "modified": "2026-01-01T00:00:00Z",
        **BASE[kind],
        name: value,
    }
    try:
        stix2.parsing.parse(obj)
        theirs = True
    except (stix2.exceptions.STIXError, ValueError):
        theirs = False
    assert (check(obj, 500, Limits()) is None) is theirs


def test_every_type_has_a_class() -> None:
    assert set(TABLES) | {"bundle"} == types.STANDARD_TYPES
