# SPDX-License-Identifier: Apache-2.0
"""STIX 2.0 objects become good STIX 2.1 objects; 2.1 objects stay as they are."""

import io
import json
from typing import Any

import pytest

from mohona.cti.formats.stix21 import Item, Limits, check, lift, read, scan, sco_id

UUID = "3c10e93f-798e-4a26-a0c1-08156efab7f5"
WHEN = "2026-01-01T00:00:00.000Z"


def old(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "id": f"{kind}--{UUID}", "created": WHEN, "modified": WHEN, **more}


def only(obj: dict[str, Any]) -> dict[str, Any]:
    (new,) = lift(obj)
    assert check(new, 500, Limits()) is None
    assert new["spec_version"] == "2.1"
    return new


def test_an_indicator_says_its_pattern_type_and_its_types() -> None:
    before = old(
        "indicator",
        labels=["malicious-activity", "tlp:amber"],
        pattern="[a:b = 'x']",
        valid_from=WHEN,
    )
    copy = json.loads(json.dumps(before))
    new = only(before)
    assert before == copy
    assert new["pattern_type"] == "stix"
    assert new["indicator_types"] == ["malicious-activity"]
    assert new["labels"] == ["tlp:amber"]


@pytest.mark.parametrize(
    ("kind", "label", "target"),
    [
        ("malware", "ransomware", "malware_types"),
        ("report", "threat-report", "report_types"),
        ("threat-actor", "nation-state", "threat_actor_types"),
        ("tool", "remote-access", "tool_types"),
    ],
)
def test_labels_become_types(kind: str, label: str, target: str) -> None:
    new = only(
        old(kind, name="x", labels=[label], published=WHEN, object_refs=[f"tool--{UUID[:-1]}0"])
    )
    assert new[target] == [label]
    assert "labels" not in new
    assert kind != "malware" or new["is_family"] is True


OBSERVED = old(
    "observed-data",
    first_observed=WHEN,
    last_observed=WHEN,
    number_observed=1,
    objects={
        "0": {"type": "ipv4-addr", "value": "203.0.113.7"},
        "1": {"type": "network-traffic", "src_ref": "0", "dst_ref": "2", "protocols": ["tcp"]},
        "2": {"type": "domain-name", "value": "a.example", "resolves_to_refs": ["0"]},
        "3": {"type": "process", "pid": 7, "binary_ref": "4", "created": WHEN},
        "4": {
            "type": "file",
            "name": "a.zip",
            "created": WHEN,
            "parent_directory_ref": "5",
            "extensions": {"archive-ext": {"contains_refs": ["4"], "version": "1"}},
        },
        "5": {"type": "directory", "path": "/tmp", "contains_refs": ["4"]},
    },
)


def test_observables_become_objects_of_their_own() -> None:
    *parts, observed = lift(OBSERVED)
    by_type = {part["type"]: part for part in parts}
    assert observed["object_refs"] == [part["id"] for part in parts]
    assert "objects" not in observed
    assert by_type["network-traffic"]["src_ref"] == by_type["ipv4-addr"]["id"]
    assert by_type["network-traffic"]["dst_ref"] == by_type["domain-name"]["id"]
    assert by_type["domain-name"]["resolves_to_refs"] == [by_type["ipv4-addr"]["id"]]
    assert by_type["process"]["image_ref"] == by_type["file"]["id"]
    assert by_type["process"]["created_time"] == by_type["file"]["ctime"] == WHEN
    assert by_type["file"]["parent_directory_ref"] == by_type["directory"]["id"]
    assert by_type["ipv4-addr"]["id"] == sco_id({"type": "ipv4-addr", "value": "203.0.113.7"})
    for new in (*parts, observed):
        if new["type"] != "file":  # it contains itself, which no real archive does
            assert check(new, 500, Limits()) is None
    assert lift(OBSERVED) == [*parts, observed]


def test_references_in_a_circle_end() -> None:
    circle = {
        "0": {"type": "file", "name": "a", "parent_directory_ref": "0"},
        "1": {"type": "network-traffic", "src_ref": "2", "protocols": ["x"]},
        "2": {"type": "network-traffic", "src_ref": "1", "protocols": ["x"]},
    }
    assert len(lift({**OBSERVED, "objects": circle})) == 4
    chain = {
        str(n): {"type": "network-traffic", "src_ref": str(n + 1), "protocols": ["x"]}
        for n in range(5000)
    }
    assert len(lift({**OBSERVED, "objects": chain})) == 5001


@pytest.mark.parametrize("objects", [None, 5, {"0": 5}, {"0": {}}, {"0": {"type": 5}}])
def test_observables_of_another_form_are_left_for_the_checks(objects: object) -> None:
    (new,) = lift({**OBSERVED, "objects": objects})
    assert new["objects"] == objects


def read_all(document: dict[str, Any]) -> list[Item]:
    source = io.BytesIO(json.dumps(document).encode())
    return [item for batch in read(source, scan(source)) for item in batch]


def test_a_bundle_of_2_0_is_lifted_while_it_is_read() -> None:
    custom = old("x-own", anything=1)
    bundle = {
        "type": "bundle",
        "id": f"bundle--{UUID}",
        "spec_version": "2.0",
        "objects": [OBSERVED, custom, old("campaign", name="x")],
    }
    bundle["objects"][0] = {**OBSERVED, "objects": {"0": {"type": "url", "value": "http://a.b/"}}}
    items = read_all(bundle)
    assert [item.index for item in items] == [0, 0, 1, 2]
    assert [item.problem for item in items] == [None] * 4
    assert [json.loads(item.raw) for item in items] == [item.obj for item in items]
    assert all(item.obj is not None and item.obj["spec_version"] == "2.1" for item in items)
    assert [json.loads(item.original or b"") for item in items[1:]] == bundle["objects"]


def test_a_bad_2_0_object_is_kept_as_it_came() -> None:
    bad = old("indicator", labels=["benign"], pattern="[a:b", valid_from=WHEN)
    (item,) = read_all({"objects": [bad]})
    assert item.problem is not None
    assert item.problem.code == "bad-pattern"
    assert json.loads(item.raw) == bad


@pytest.mark.parametrize(
    "obj",
    [
        old("campaign", name="x", spec_version="2.1"),
        old(
            "indicator",
            spec_version="2.1",
            pattern="x",
            pattern_type="y",
            valid_from=WHEN,
            labels=["benign"],
        ),
        old("indicator", pattern="x", pattern_type="y", valid_from=WHEN, labels=["benign"]),
        old("malware", is_family=True),
        old("note", content="x", object_refs=[f"tool--{UUID}"]),
        {"type": "url", "id": f"url--{UUID}", "value": "http://a.example"},
        old("x-own", labels=["benign"]),
    ],
)
def test_objects_of_2_1_come_out_untouched(obj: dict[str, Any]) -> None:
    (item,) = read_all({"objects": [obj]})
    assert (item.obj, item.original) == (obj, None)
    assert item.raw == json.dumps(obj).encode()
