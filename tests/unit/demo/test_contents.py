# SPDX-License-Identifier: Apache-2.0
"""What is in the demo world: every type, level, sector and pattern; nothing real; good Bangla."""

import ipaddress
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from mohona.cli.demo.model import Stix, World
from mohona.cti import sectors, tlp
from mohona.cti.model import types

_DOCUMENTATION = [
    ipaddress.ip_network(text)
    for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]
_RESERVED = {"example", "test", "invalid"}
# Ends of file names, of STIX paths and of a scanner's names for programs.
_NOT_DOMAINS = {
    "MD5",
    "apk", "docm", "exe", "iso", "js", "json", "lnk", "php", "xlsm", "zip", "value", "name", "Gen",
}  # fmt: skip
_DOTTED = re.compile(r"[\w-]+(?:(?:\.|\[\.\])[\w-]+)+")
_IPV4 = re.compile(r"(?<![\w.])\d{1,3}(?:(?:\.|\[\.\])\d{1,3}){3}(?![\w.])")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])")
_MAC = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_BANGLA = re.compile("[\u0980-\u09ff]")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def _everything(demo: World) -> Iterator[str]:
    yield from _texts(demo.objects())
    for organisation in demo.organisations:
        yield from (organisation.name, organisation.name_bn, organisation.domain)
    for person in demo.people:
        yield from (person.email, person.title, person.title_bn)
    for community in demo.communities:
        yield from (community.name, community.name_bn)
        yield from (community.description, community.description_bn)


def test_only_reserved_domains(demo: World) -> None:
    for text in _everything(demo):
        for found in _DOTTED.findall(text):
            last = re.split(r"\.|\[\.\]", found)[-1]
            if not last.isdigit() and not found[0].isdigit():
                assert last in _RESERVED | _NOT_DOMAINS, text


def test_hosts_of_urls_and_mail_addresses_are_reserved(demo: World) -> None:
    found = 0
    for text in _everything(demo):
        for host in re.findall(r"(?:\w://|[\w.-]+@)([\w.-]+)", text.replace("[.]", ".")):
            found += 1
            assert host.rsplit(".")[-1] in _RESERVED, text
    assert found > 500


def test_only_documentation_addresses(demo: World) -> None:
    count: Counter[int] = Counter()
    for text in _everything(demo):
        plain = text.replace("[.]", ".")
        macs = set(_MAC.findall(plain))
        for found in [*_IPV4.findall(plain), *_IPV6.findall(plain)]:
            if found not in macs:
                address = ipaddress.ip_address(found)
                count[address.version] += 1
                assert any(address in network for network in _DOCUMENTATION), text
        assert all(mac.startswith("00:00:5e:00:53:") for mac in macs)
    assert min(count[4], count[6]) > 100


def test_only_documentation_as_numbers(demo: World) -> None:
    numbers = {
        int(number)
        for value in demo.objects()
        for number in re.findall(r"autonomous-system:number = (\d+)", value.get("pattern", ""))
    } | {value["number"] for value in demo.objects() if value["type"] == "autonomous-system"}
    assert numbers
    assert numbers <= set(range(64496, 64512))


def test_vulnerabilities_are_plainly_invented(sound: list[Stix]) -> None:
    found = [value for value in sound if value["type"] == "vulnerability"]
    assert len({value["name"] for value in found}) == len(found) > 5
    for value in found:
        assert re.fullmatch(r"CVE-2026-9\d{4}", value["name"])
        assert "invented" in value["description"]


def test_every_type_of_stix_occurs(sound: list[Stix]) -> None:
    wanted = types.SDO | types.SRO | types.SCO | types.META
    found = {value["type"] for value in sound}
    assert wanted <= found
    assert found - wanted == {"x-cirt-shift-log"}


def test_every_level_occurs_in_both_versions_and_none_at_all(sound: list[Stix]) -> None:
    used = Counter(
        name for value in sound for name in value.get("object_marking_refs", ["nothing"])
    )
    assert set(tlp.TLP_2) <= set(used)
    assert len(set(tlp.TLP_1) & set(used)) >= 2
    assert used["nothing"] > 100
    levels = Counter(tlp.read(value, {}).level for value in sound)
    assert set(tlp.LEVELS) <= set(levels)
    assert min(levels.values()) > 50


def test_sectors_are_known_and_each_of_an_organisation_occurs(
    demo: World, sound: list[Stix]
) -> None:
    labels = Counter(
        label.removeprefix("sector:")
        for value in sound
        for label in value.get("labels", [])
        if label.startswith("sector:")
    )
    assert set(labels) <= set(sectors.SECTORS)
    owned = {sector for organisation in demo.organisations for sector in organisation.sectors}
    assert owned - set(labels) <= {"drinking-water"}


def test_patterns_use_every_operator_and_qualifier(sound: list[Stix]) -> None:
    patterns = " ".join(v["pattern"] for v in sound if v.get("pattern_type") == "stix")
    for word in (
        " = ", " != ", " > ", " <= ", " IN ", " LIKE ", " MATCHES ", " ISSUBSET ", " ISSUPERSET ",
        "EXISTS ", " NOT ", " AND ", " OR ", "] AND [", " FOLLOWEDBY ", " WITHIN ", " REPEATS ",
        " START t'", " STOP t'",
    ):  # fmt: skip
        assert word in patterns, word
    assert {v["pattern_type"] for v in sound if "pattern" in v} == {
        "stix", "yara", "sigma", "suricata",
    }  # fmt: skip


def test_values_are_seen_by_several_sources(demo: World) -> None:
    sources = defaultdict(set)
    for bundle in demo.bundles:
        for value in bundle.objects:
            if value["type"] == "indicator" and "pattern" in value:
                sources[value["pattern"]].add(bundle.source)
    assert sum(len(seen) > 1 for seen in sources.values()) > 80
    assert max(len(seen) for seen in sources.values()) >= 4


def test_reports_list_what_different_partners_may_have(demo: World, sound: list[Stix]) -> None:
    owner = {v["id"]: b.source for b in reversed(demo.bundles) for v in b.objects}
    level = {value["id"]: tlp.read(value, {}).level for value in sound}
    mixed = [
        value
        for value in sound
        if value["type"] == "report"
        and len({owner.get(name) for name in value["object_refs"]}) >= 5
        and len({level.get(name) for name in value["object_refs"]}) >= 4
    ]
    assert len(mixed) >= 10


def test_bangla_is_normalised_and_there_is_much_of_it(demo: World, sound: list[Stix]) -> None:
    for text in _everything(demo):
        assert unicodedata.is_normalized("NFC", text), text
    translated = [value for value in sound if value["type"] == "language-content"]
    assert len(translated) > 300
    for value in translated:
        assert all(_BANGLA.search(text) for text in value["contents"]["bn"].values())
    assert sum(value.get("lang") == "bn" for value in sound) >= 10
    for value in sound:
        if value.get("lang") == "bn":
            assert _BANGLA.search(value["name"])


def test_no_slot_of_a_template_is_left_open(sound: list[Stix]) -> None:
    for value in sound:
        for key in ("name", "description", "abstract", "content", "explanation"):
            assert not re.search(r"\{\w*\}|\bNone\b", value.get(key, "")), value
        for texts in value.get("contents", {}).values():
            assert not any("{" in text for text in texts.values())


def test_descriptions_are_sentences(sound: list[Stix]) -> None:
    written = [v["description"] for v in sound if "description" in v]
    assert len(set(written)) > 1000
    for text in written:
        assert text[-1] in ".।", text
        assert "  " not in text
        assert 15 < len(text) < 600, text
