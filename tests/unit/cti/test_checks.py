# SPDX-License-Identifier: Apache-2.0
"""The checks of single objects: what is refused, with which reason, and what may pass."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.cti.formats.stix21 import Limits, check
from mohona.cti.model import types
from mohona.cti.problems import TEXTS

UUID = "3c10e93f-798e-4a26-a0c1-08156efab7f5"
WHEN = "2026-01-01T00:00:00.000Z"
LATER = "2026-01-02T00:00:00Z"


def ref(kind: str) -> str:
    return f"{kind}--{UUID}"


REQUIRED: dict[str, dict[str, Any]] = {
    "attack-pattern": {"name": "x"},
    "campaign": {"name": "x"},
    "course-of-action": {"name": "x"},
    "grouping": {"context": "unspecified", "object_refs": [ref("malware")]},
    "identity": {"name": "x"},
    "incident": {"name": "x"},
    "indicator": {"pattern": "[a:b = 'x']", "pattern_type": "stix", "valid_from": WHEN},
    "infrastructure": {"name": "x"},
    "intrusion-set": {"name": "x"},
    "location": {"country": "bd"},
    "malware": {"is_family": False},
    "malware-analysis": {"product": "x", "result": "benign"},
    "note": {"content": "x", "object_refs": [ref("malware")]},
    "observed-data": {
        "first_observed": WHEN,
        "last_observed": WHEN,
        "number_observed": 1,
        "object_refs": [ref("url")],
    },
    "opinion": {"opinion": "agree", "object_refs": [ref("malware")]},
    "report": {"name": "x", "published": WHEN, "object_refs": [ref("malware")]},
    "threat-actor": {"name": "x"},
    "tool": {"name": "x"},
    "vulnerability": {"name": "x"},
    "relationship": {
        "relationship_type": "uses",
        "source_ref": ref("malware"),
        "target_ref": ref("tool"),
    },
    "sighting": {"sighting_of_ref": ref("malware")},
    "extension-definition": {
        "name": "x",
        "schema": "x",
        "version": "1.0",
        "extension_types": ["new-sdo"],
        "created_by_ref": ref("identity"),
    },
    "language-content": {"object_ref": ref("malware"), "contents": {"bn": {"name": "ক"}}},
    "marking-definition": {"definition_type": "statement", "definition": {"statement": "x"}},
    "artifact": {"payload_bin": "AAE="},
    "autonomous-system": {"number": 64496},
    "directory": {"path": "/tmp"},
    "domain-name": {"value": "a.example"},
    "email-addr": {"value": "a@b.example"},
    "email-message": {"is_multipart": False},
    "file": {"name": "x"},
    "ipv4-addr": {"value": "203.0.113.7"},
    "ipv6-addr": {"value": "2001:db8::1"},
    "mac-addr": {"value": "aa:bb:cc:dd:ee:ff"},
    "mutex": {"name": "x"},
    "network-traffic": {"protocols": ["tcp"], "src_ref": ref("ipv4-addr")},
    "process": {"pid": 1},
    "software": {"name": "x"},
    "url": {"value": "http://a.example/"},
    "user-account": {"user_id": "x"},
    "windows-registry-key": {"key": "HKLM\\x"},
    "x509-certificate": {"serial_number": "1"},
}
OPTIONAL_TO_ANY = {"windows-registry-key"}


def sample(kind: str, **more: Any) -> dict[str, Any]:
    obj = {"type": kind, "spec_version": "2.1", "id": ref(kind), **REQUIRED.get(kind, {})}
    if kind not in types.SCO:
        obj["created"] = WHEN
        if kind != "marking-definition":
            obj["modified"] = WHEN
    return obj | more


def code_of(obj: dict[str, Any]) -> str:
    problem = check(obj, 500, Limits())
    if problem is None:
        return ""
    assert "%(" not in problem.text
    return problem.code


@pytest.mark.parametrize("kind", sorted(types.STANDARD_TYPES - {"bundle"}))
def test_the_smallest_object_of_every_type_passes(kind: str) -> None:
    assert code_of(sample(kind)) == ""
    assert code_of(sample(kind, x_own={"a": [1]}, name_of_mine=5)) == ""


@pytest.mark.parametrize("kind", sorted(types.STANDARD_TYPES - {"bundle"} - OPTIONAL_TO_ANY))
def test_every_required_property_is_missed(kind: str) -> None:
    for name in sample(kind):
        if name in ("type", "spec_version"):
            continue
        without = sample(kind)
        del without[name]
        assert code_of(without) in ("missing-property", "missing-one-of", "missing-together"), name


@pytest.mark.parametrize("kind", sorted(types.STANDARD_TYPES - {"bundle"}))
def test_every_required_property_has_its_kind(kind: str) -> None:
    for name in sample(kind):
        if name not in ("type", "spec_version"):
            assert code_of(sample(kind, **{name: {"wrong": {}}})) or name in (
                "contents",
                "definition",
            ), name


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("malware", {"name": None}, "bad-text"),
    ("malware", {"labels": [1]}, "bad-texts"),
    ("malware", {"revoked": 1}, "bad-boolean"),
    ("malware", {"confidence": 50.5}, "bad-integer"),
    ("malware", {"confidence": True}, "bad-integer"),
    ("malware", {"created_by_ref": ref("malware")}, "bad-reference"),
    ("malware", {"created_by_ref": "identity--1"}, "bad-reference"),
    ("malware", {"object_marking_refs": [ref("identity")]}, "bad-references"),
    ("malware", {"sample_refs": [ref("url")]}, "bad-references"),
    ("malware", {"external_references": [{}]}, "missing-property"),
    ("malware", {"external_references": [{"source_name": 5}]}, "bad-text"),
    ("malware", {"external_references": {"source_name": "x"}}, "bad-list"),
    ("malware", {"external_references": [5]}, "bad-dictionary"),
    ("malware", {"kill_chain_phases": [{"kill_chain_name": "x"}]}, "missing-property"),
    ("malware", {"granular_markings": [{"marking_ref": ref("identity")}]}, "missing-property"),
    ("malware", {"extensions": {"x": 5}}, "bad-dictionary"),
    ("malware", {"spec_version": "3.0"}, "bad-spec-version"),
    ("malware", {"first_seen": LATER, "last_seen": WHEN}, "times-reversed"),
    ("indicator", {"valid_from": LATER, "valid_until": WHEN}, "times-reversed"),
    ("indicator", {"pattern": "[a:b"}, "bad-pattern"),
    ("location", {"latitude": 91, "longitude": 0}, "bad-number"),
    ("location", {"latitude": 9}, "missing-together"),
    ("opinion", {"opinion": "maybe"}, "bad-choice"),
    ("observed-data", {"number_observed": 0}, "bad-integer"),
    ("relationship", {"source_ref": ref("tool")}, "ends-equal"),
    ("relationship", {"source_ref": ref("relationship")}, "bad-reference"),
    ("relationship", {"target_ref": "nobody"}, "bad-reference"),
    ("sighting", {"where_sighted_refs": [ref("malware")]}, "bad-references"),
    ("report", {"object_refs": [ref("report")]}, "refers-to-itself"),
    ("report", {"object_refs": []}, "empty-list"),
    ("process", {"parent_ref": ref("process")}, "refers-to-itself"),
    ("artifact", {"payload_bin": "not base64!"}, "bad-binary"),
    ("artifact", {"url": "http://a.example"}, "missing-together"),
    ("artifact", {"encryption_algorithm": "rot13"}, "bad-choice"),
    ("file", {"hashes": {"MD5": 5}}, "bad-hashes"),
    ("file", {"hashes": {}}, "bad-hashes"),
    ("file", {"magic_number_hex": "abc"}, "bad-hex"),
    ("file", {"extensions": {"windows-pebinary-ext": {}}}, "missing-property"),
    ("file", {"extensions": {"pdf-ext": {"is_optimized": 1}}}, "bad-boolean"),
    (
        "file",
        {"extensions": {"windows-pebinary-ext": {"pe_type": "exe", "sections": [{"size": 1}]}}},
        "missing-property",
    ),
    ("network-traffic", {"src_port": 65536}, "bad-integer"),
    ("network-traffic", {"src_ref": ref("url")}, "bad-reference"),
    ("network-traffic", {"extensions": {"socket-ext": {"address_family": "x"}}}, "bad-choice"),
    ("windows-registry-key", {"values": [{"data": 5}]}, "bad-text"),
    ("x509-certificate", {"x509_v3_extensions": []}, "bad-dictionary"),
    ("x-made-up", {"created": "yesterday"}, "bad-time"),
    ("x-made-up", {"created_by_ref": 5}, "bad-reference"),
]


@pytest.mark.parametrize(("kind", "change", "code"), WRONG)
def test_wrong_values_are_refused(kind: str, change: dict[str, Any], code: str) -> None:
    assert code_of(sample(kind, **change)) == code


RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("malware", {"confidence": 50.0}),
    ("malware", {"labels": []}),
    ("malware", {"modified": "2025-01-01T00:00:00Z"}),
    ("malware", {"malware_types": ["of-my-own"]}),
    ("malware", {"operating_system_refs": [ref("x-system")]}),
    ("identity", {"created_by_ref": ref("identity")}),
    ("indicator", {"pattern_type": "sigma", "pattern": "title: x"}),
    ("indicator", {"pattern_type": "x-own", "pattern": ""}),
    ("relationship", {"source_ref": ref("x-mitre-data-component")}),
    ("relationship", {"relationship_type": "of_my_own"}),
    ("sighting", {"sighting_of_ref": ref("ipv4-addr")}),
    ("file", {"extensions": {"extension-definition--" + UUID: {"extension_type": "new-sdo"}}}),
    ("file", {"extensions": {"x-own-ext": {"a": 1}}}),
    ("x-made-up", {}),
    ("x_under_score", {}),
]


@pytest.mark.parametrize(("kind", "change"), RIGHT)
def test_what_the_world_sends_may_pass(kind: str, change: dict[str, Any]) -> None:
    assert code_of(sample(kind, **change)) == ""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": None}, "missing-property"),
        ({"type": "Malware"}, "bad-type"),
        ({"type": ""}, "bad-type"),
        ({"type": "a" * 300}, "bad-type"),
        ({"type": ["malware"]}, "bad-type"),
        ({"id": ref("tool")}, "bad-id"),
        ({"id": "malware--" + UUID + "\n"}, "bad-id"),
        ({"id": "malware--" + UUID[:-1] + "g"}, "bad-id"),
        ({"id": 5}, "bad-id"),
        ({"id": None}, "missing-property"),
    ],
)
def test_names_must_be_well_formed(change: dict[str, Any], code: str) -> None:
    assert code_of(sample("malware") | change) == code


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.data(), st.sampled_from(sorted(types.STANDARD_TYPES)))
def test_no_value_makes_the_checks_raise(data: st.DataObject, kind: str) -> None:
    obj = sample(kind, external_references=[{"source_name": "x"}], labels=["x"], extensions={})
    for name in data.draw(st.lists(st.sampled_from(sorted(obj)), max_size=3)):
        obj[name] = data.draw(json_values)
    problem = check(obj, 500, Limits())
    assert problem is None or (problem.code in TEXTS and problem.text)
