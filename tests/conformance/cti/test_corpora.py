# SPDX-License-Identifier: Apache-2.0
"""Published bundles come in whole: every object, no problem, the same JSON.

Reads the folder that MOHONA_CORPORA names; without it there is nothing to test.
"""

import json
import os
from pathlib import Path

import pytest
import stix2.parsing

from mohona.cti import model, patterns, tlp, values
from mohona.cti.formats.stix21 import Item, read, scan
from mohona.cti.patterns import grammar
from mohona.cti.patterns.simple import read_simple

_CORPORA = os.environ.get("MOHONA_CORPORA")
FILES = sorted(Path(_CORPORA, "stix").glob("*.json")) if _CORPORA else []
pytestmark = pytest.mark.skipif(not FILES, reason="MOHONA_CORPORA names no folder with stix/")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def items_of(path: Path) -> list[Item]:
    with path.open("rb") as source:
        outline = scan(source)
        items = [item for batch in read(source, outline) for item in batch]
    assert len(items) == outline.objects
    return items


def test_every_object_comes_in_without_a_problem(path: Path) -> None:
    expected = json.loads(path.read_bytes())["objects"]
    items = items_of(path)
    assert [item.problem for item in items if item.problem] == []
    assert [item.obj for item in items] == expected
    assert [json.loads(item.raw) for item in items] == expected
    assert all(item.original is None for item in items)


def test_every_form_of_the_same_objects_gives_the_same(path: Path, tmp_path: Path) -> None:
    objects = json.loads(path.read_bytes())["objects"]
    lines = [json.dumps(obj, ensure_ascii=False) for obj in objects]
    forms = {
        "compact": json.dumps({"more": False, "objects": objects}, separators=(",", ":")),
        "list": json.dumps(objects, indent=2),
        "lines": "\n".join(lines),
    }
    for name, text in forms.items():
        copy = tmp_path / f"{name}.json"
        copy.write_text(text, encoding="utf-8")
        assert [item.obj for item in items_of(copy)] == objects


def test_every_object_has_a_version_a_title_and_a_handling(path: Path) -> None:
    with path.open("rb") as source:
        definitions = scan(source).markings
    for item in items_of(path):
        assert item.obj is not None
        assert model.version_of(item.obj) is not None or item.obj["type"] in model.SCO
        assert 0 < len(model.title_of(item.obj)) <= 200
        assert tlp.read(item.obj, definitions).reasons == ()


def _is_telling(value: values.Value) -> bool:
    """One label alone is a domain in an indicator, but any word where it is pasted."""
    return value.type != "domain" or "." in value.value


def test_indicators_are_simple_and_give_values(path: Path) -> None:
    found = total = 0
    for item in items_of(path):
        if item.obj is None or item.obj["type"] != "indicator":
            continue
        total += 1
        pattern = item.obj["pattern"]
        assert patterns.comparisons(pattern) == grammar.read(pattern)
        assert read_simple(pattern) is not None
        taken = values.extract(item.obj)
        found += bool(taken)
        for value in taken:
            if value.type in ("domain", "ipv4", "url", "sha256") and _is_telling(value):
                assert values.normalise(value.value) == value
    assert found >= 0.99 * total


def test_the_reference_library_reads_what_is_read_here(path: Path) -> None:
    for item in items_of(path)[:150]:
        assert item.obj is not None
        if model.version_of(item.obj) and item.obj["modified"] >= item.obj["created"]:
            stix2.parsing.parse(item.obj, allow_custom=True)
