# SPDX-License-Identifier: Apache-2.0
"""Values: one normal form for what is pasted and for what objects carry."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mohona.cti import values
from mohona.cti.model import SCO
from mohona.cti.values import Value

PASTED = [
    ("hxxp://evil[.]example/A?b=C", "url", "http://evil.example/A?b=C"),
    ("hXXps[:]//Evil.Example:443/x", "url", "https://evil.example/x"),
    ("http://evil.example:8080", "url", "http://evil.example:8080"),
    ("http://EVIL.example./%7Ea", "url", "http://evil.example/%7Ea"),
    ("http://user:Pass@Evil.example/", "url", "http://user:Pass@evil.example/"),
    ("http://[2001:DB8:0::1]:80/", "url", "http://[2001:db8::1]/"),
    ("evil.example/path", "url", "http://evil.example/path"),
    ("1.2.3[.]4", "ipv4", "1.2.3.4"),
    ("1(.)2{.}3[.]4", "ipv4", "1.2.3.4"),
    ("::FFFF:1.2.3.4", "ipv4", "1.2.3.4"),
    ("2001:0db8:0000:0000:0000:ff00:0042:8329", "ipv6", "2001:db8::ff00:42:8329"),
    ("2001:db8[:]0:0:1:0:0:1", "ipv6", "2001:db8::1:0:0:1"),
    ("10.1.2.3/8", "network", "10.0.0.0/8"),
    ("10.1.2.3/32", "ipv4", "10.1.2.3"),
    ("2001:db8::/32", "network", "2001:db8::/32"),
    ("EVIL.Example.", "domain", "evil.example"),
    ("evil(dot)example", "domain", "evil.example"),
    ("evil [dot] example", "domain", "evil.example"),
    ("_dmarc.evil.example", "domain", "_dmarc.evil.example"),
    ("বাংলা.example", "domain", "xn--54b7fta0cc.example"),
    ("MÜNCHEN.example", "domain", "xn--mnchen-3ya.example"),
    ("evil。example", "domain", "evil.example"),
    ("user[at]host.example", "email", "user@host.example"),
    ("<User@Host.Example>,", "email", "user@host.example"),
    ("D41D8CD98F00B204E9800998ECF8427E", "md5", "d41d8cd98f00b204e9800998ecf8427e"),
    ("a" * 40, "sha1", "a" * 40),
    ("A" * 64, "sha256", "a" * 64),
    ("0" * 128, "sha512", "0" * 128),
    ("3:AXGBicFlgVNhBGcL6wCrFQEv:AXGHsNhxLsr2C", "ssdeep", None),
    ("cve-2021-44228", "cve", "CVE-2021-44228"),
    ("as64496", "asn", "AS64496"),
    ("AA-BB-CC-DD-EE-FF", "mac", "aa:bb:cc:dd:ee:ff"),
    ("HKLM\\Software\\Run", "registry-key", "hkey_local_machine\\software\\run"),
    ("invoice.exe", "file-name", "invoice.exe"),
    ("C:\\Windows\\Temp\\a.exe", "path", "C:\\Windows\\Temp\\a.exe"),
    ("“evil.example”", "domain", "evil.example"),
]
NOTHING = [
    "",
    "   ",
    "hello",
    "two words",
    "01.2.3.4",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "fe80::1%eth0",
    "http://",
    "http://a b/",
    "a@b@c",
    "-evil.example",
    "evil..example",
    "\0",
    "x" * 5000,
    "CVE-21-1",
    "AS99999999999",
    "g" * 32,
]


@pytest.mark.parametrize(("text", "kind", "value"), PASTED)
def test_what_people_paste_is_recognised(text: str, kind: str, value: str | None) -> None:
    assert values.normalise(text) == Value(kind, text if value is None else value)
    assert kind in values.TYPES


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_value_is_not_guessed(text: str) -> None:
    assert values.normalise(text) is None


@given(
    st.text(max_size=40)
    | st.text(alphabet="a1.:/[]()dot @hxp-é।x\\%", max_size=30)
    | st.sampled_from([text for text, _, _ in PASTED])
)
@example("http://0177.0.0.1/")
@example("[[.]]a")
def test_normalising_twice_changes_nothing(text: str) -> None:
    found = values.normalise(text)
    if found is not None:
        assert values.normalise(found.value) == found
        assert found.type in values.TYPES
        assert "\0" not in found.value


def indicator(pattern: str) -> dict[str, Any]:
    return {"type": "indicator", "pattern_type": "stix", "pattern": pattern}


IN_PATTERNS = [
    ("[domain-name:value = 'EVIL[.]example']", [("domain", "evil.example")]),
    ("[ipv4-addr:value = '203.0.113.0/24']", [("network", "203.0.113.0/24")]),
    ("[ipv4-addr:value ISSUBSET '203.0.113.0/24']", [("network", "203.0.113.0/24")]),
    ("[ipv6-addr:value IN ('2001:DB8::1', '::1')]", [("ipv6", "2001:db8::1"), ("ipv6", "::1")]),
    ("[url:value = 'HTTP://a.example/X']", [("url", "http://a.example/X")]),
    (
        f"[file:hashes.MD5 = '{'A' * 32}' OR file:hashes.'SHA-256' = '{'b' * 64}']",
        [("md5", "a" * 32), ("sha256", "b" * 64)],
    ),
    ("[file:hashes.sha256 = '" + "b" * 64 + "']", [("sha256", "b" * 64)]),
    ("[process:image_ref.hashes.MD5 = '" + "b" * 32 + "']", [("md5", "b" * 32)]),
    ("[network-traffic:dst_ref.value = '203.0.113.7']", [("ipv4", "203.0.113.7")]),
    ("[network-traffic:dst_ref.value = 'a.example']", [("domain", "a.example")]),
    ("[email-message:from_ref.value = 'A@b.example']", [("email", "a@b.example")]),
    ("[autonomous-system:number = 64496]", [("asn", "AS64496")]),
    ("[mutex:name = 'Global\\\\x']", [("mutex", "Global\\x")]),
    (
        "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'x/1']",
        [("user-agent", "x/1")],
    ),
    ("[a:b = 'x'] AND [ipv4-addr:value = '1.2.3.4'] WITHIN 5 SECONDS", [("ipv4", "1.2.3.4")]),
    ("[ipv4-addr:value != '1.2.3.4']", []),
    ("[ipv4-addr:value NOT = '1.2.3.4']", []),
    ("[domain-name:value LIKE '%.example']", []),
    ("[file:hashes.MD5 = 'not a hash']", []),
    ("not a pattern", []),
    (
        "[url:value = 'http://a.example/' OR url:value = 'http://A.example/']",
        [("url", "http://a.example/")],
    ),
]


@pytest.mark.parametrize(("pattern", "expected"), IN_PATTERNS)
def test_values_are_taken_out_of_patterns(pattern: str, expected: list[tuple[str, str]]) -> None:
    assert values.extract(indicator(pattern)) == expected


OBSERVABLES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"type": "artifact", "url": "http://A.example/", "hashes": {"MD5": "A" * 32}},
     [("url", "http://a.example/"), ("md5", "a" * 32)]),
    ({"type": "autonomous-system", "number": 64496}, [("asn", "AS64496")]),
    ({"type": "directory", "path": "/tmp/x"}, [("path", "/tmp/x")]),
    ({"type": "domain-name", "value": "A.example."}, [("domain", "a.example")]),
    ({"type": "email-addr", "value": "A@b.example"}, [("email", "a@b.example")]),
    ({"type": "email-message", "subject": "Hello"}, [("email-subject", "Hello")]),
    ({"type": "file", "name": "a.exe", "hashes": {"SHA-1": "b" * 40, "x": "y"},
      "extensions": {"windows-pebinary-ext": {"imphash": "C" * 32}}},
     [("file-name", "a.exe"), ("sha1", "b" * 40), ("imphash", "c" * 32)]),
    ({"type": "ipv4-addr", "value": "203.0.113.7"}, [("ipv4", "203.0.113.7")]),
    ({"type": "ipv6-addr", "value": "2001:DB8::1"}, [("ipv6", "2001:db8::1")]),
    ({"type": "mac-addr", "value": "AA:BB:CC:DD:EE:FF"}, [("mac", "aa:bb:cc:dd:ee:ff")]),
    ({"type": "mutex", "name": "x"}, [("mutex", "x")]),
    ({"type": "network-traffic",
      "extensions": {"http-request-ext": {"request_header": {"User-Agent": ["x/1"]}}}},
     [("user-agent", "x/1")]),
    ({"type": "process", "command_line": "a -b"}, [("command-line", "a -b")]),
    ({"type": "software", "cpe": "cpe:2.3:A:b"}, [("cpe", "cpe:2.3:a:b")]),
    ({"type": "url", "value": "http://A.example"}, [("url", "http://a.example")]),
    ({"type": "user-account", "account_login": "root", "user_id": "0"},
     [("account", "root"), ("account", "0")]),
    ({"type": "windows-registry-key", "key": "HKCU\\X"},
     [("registry-key", "hkey_current_user\\x")]),
    ({"type": "x509-certificate", "serial_number": "36:F7", "hashes": {"SHA-256": "d" * 64}},
     [("certificate-serial", "36f7"), ("sha256", "d" * 64)]),
]  # fmt: skip


@pytest.mark.parametrize(("obj", "expected"), OBSERVABLES)
def test_every_observable_gives_its_values(
    obj: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert values.extract(obj) == expected


def test_all_observables_are_covered() -> None:
    assert {obj["type"] for obj, _ in OBSERVABLES} == SCO


def test_vulnerabilities_give_their_numbers() -> None:
    vulnerability = {
        "type": "vulnerability",
        "name": "CVE-2021-44228",
        "external_references": [
            {"source_name": "cve", "external_id": "cve-2021-45046"},
            {"source_name": "cve", "external_id": "CVE-2021-44228"},
        ],
    }
    assert values.extract(vulnerability) == [("cve", "CVE-2021-44228"), ("cve", "CVE-2021-45046")]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
properties = st.sampled_from(
    ["value", "name", "hashes", "extensions", "pattern", "objects", "external_references", "number"]
)
kinds = st.sampled_from(
    [obj["type"] for obj, _ in OBSERVABLES] + ["indicator", "vulnerability", "observed-data"]
)


@given(kinds | json_values, st.dictionaries(properties, json_values))
def test_extract_never_raises(kind: Any, obj: dict[str, Any]) -> None:
    for value in values.extract({**obj, "type": kind}):
        assert value.type in values.TYPES


@pytest.mark.parametrize(("text", "kind", "value"), [row for row in PASTED if row[1] == "domain"])
def test_a_domain_in_an_indicator_equals_the_pasted_one(text: str, kind: str, value: str) -> None:
    found = values.extract(indicator(f"[domain-name:value = '{value}']"))
    assert found == [values.normalise(text)]
