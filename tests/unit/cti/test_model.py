# SPDX-License-Identifier: Apache-2.0
"""Times, versions, titles and links of objects, and the tables of types."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.cti import model
from mohona.cti.model import objects, observables, types

DAY = 86_400_000_000


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-02T00:00:00.000001Z", DAY + 1),
        ("1970-01-01T00:00:00.1Z", 100_000),
        ("1970-01-01T00:00:00.123456789Z", 123_456),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("1970-01-01T06:00:00+06:00", 0),
        ("1970-01-01T00:00:60Z", 60_000_000),
        ("2083-01-01T00:00:00Z", int(datetime(2083, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000),
        ("2024-02-29T00:00:00Z", int(datetime(2024, 2, 29, tzinfo=UTC).timestamp()) * 1_000_000),
    ],
)
def test_times_are_microseconds(text: str, us: int) -> None:
    assert model.parse_time(text) == us
    assert model.is_time(text)
    assert model.version_of({"modified": text}) == us


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-01-01",
        "2026-01-01T00:00Z",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "10000-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "२०२६-01-01T00:00:00Z",
        "20260101T000000Z",
        "2026-01-01T00:00:00+99:99",
        "2026-01-01T00:00:00Z\n",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    assert not model.is_time(text)
    assert model.version_of({"modified": text}) is None
    with pytest.raises(ValueError, match=r".+"):
        model.parse_time(text)


def test_times_are_written_with_six_digits() -> None:
    assert model.format_time(1_767_323_045_000_006) == "2026-01-02T03:04:05.000006Z"


@given(st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999))
def test_a_written_time_reads_back(us: int) -> None:
    text = model.format_time(us)
    assert len(text) == 27
    assert model.parse_time(text) == us


def test_the_version_is_modified_before_created() -> None:
    first, second = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"
    assert model.version_of({"created": first, "modified": second}) == model.parse_time(second)
    assert model.version_of({"created": first}) == model.parse_time(first)
    assert model.version_of({}) is None
    assert model.version_of({"modified": 5}) is None


UUID = "3c10e93f-798e-4a26-a0c1-08156efab7f5"


@pytest.mark.parametrize(
    ("obj", "title"),
    [
        ({"type": "malware", "name": "Silver Fox"}, "Silver Fox"),
        ({"type": "indicator", "pattern": "[a:b = 'x']"}, "[a:b = 'x']"),
        ({"type": "ipv4-addr", "value": "203.0.113.7"}, "203.0.113.7"),
        ({"type": "autonomous-system", "number": 64496}, "autonomous-system 64496"),
        (
            {
                "type": "relationship",
                "relationship_type": "uses",
                "source_ref": f"malware--{UUID}",
                "target_ref": f"tool--{UUID}",
            },
            "malware → uses → tool",
        ),
        ({"type": "sighting", "sighting_of_ref": f"malware--{UUID}"}, "sighting → malware"),
        ({"type": "file", "hashes": {"MD5": "ab"}}, "ab"),
        ({"type": "process", "pid": 7}, "process 7"),
        ({"type": "x-thing", "id": "x-thing--1"}, "x-thing--1"),
        ({"type": "note", "content": "a\0b\n c\u202e"}, "a b c"),
        ({"type": "malware", "name": "ক\u09cd\u200dষ"}, "ক\u09cd\u200dষ"),
        ({"type": "malware", "name": "  "}, "malware"),
        ({}, "?"),
    ],
)
def test_titles(obj: dict[str, Any], title: str) -> None:
    assert model.title_of(obj) == title


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
names = st.sampled_from(
    [
        "name",
        "value",
        "pattern",
        "source_ref",
        "relationship_type",
        "protocols",
        "src_port",
        "contents",
        "id",
        "definition",
        "hashes",
        "object_refs",
        "sighting_of_ref",
        "observed_data_refs",
    ]
)
kinds = st.sampled_from(sorted(types.STANDARD_TYPES)) | json_values


@given(kinds, st.dictionaries(names, json_values))
def test_titles_and_links_never_raise(kind: Any, obj: dict[str, Any]) -> None:
    obj = {**obj, "type": kind}
    title = model.title_of(obj)
    assert 0 < len(title) <= 200
    assert "\0" not in title
    assert "\n" not in title
    assert all(isinstance(end, str) for end in (*model.ends_of(obj), *model.listed_by(obj)))
    model.is_container(obj)


def test_ends_and_lists() -> None:
    sighting = {
        "type": "sighting",
        "sighting_of_ref": "malware--1",
        "observed_data_refs": ["observed-data--1"],
        "where_sighted_refs": ["identity--1", "identity--1"],
    }
    assert model.ends_of(sighting) == ("malware--1", "observed-data--1", "identity--1")
    relationship = {"type": "relationship", "source_ref": "a--1", "target_ref": "b--1"}
    assert model.ends_of(relationship) == ("a--1", "b--1")
    report = {"type": "report", "object_refs": ["a--1", "b--1"]}
    assert model.listed_by(report) == ("a--1", "b--1")
    assert model.is_container(report)
    assert model.ends_of(report) == model.listed_by(sighting) == ()


def test_the_tables_cover_the_names() -> None:
    assert objects.DOMAIN.keys() == types.SDO
    assert objects.RELATIONSHIP.keys() == types.SRO
    assert objects.META.keys() == types.META
    assert observables.OBSERVABLE.keys() == observables.CONTRIBUTING.keys() == types.SCO
    for kind, names in observables.CONTRIBUTING.items():
        part = observables.OBSERVABLE[kind]
        known = {*part.required, *part.optional, "extensions"}
        assert set(names) <= known
