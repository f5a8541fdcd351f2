# SPDX-License-Identifier: Apache-2.0
"""The message tool: what it collects, and what it finds wrong with a translation."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

from mohona.cti import problems

TOOL = Path(__file__).resolve().parents[2] / "tools" / "messages.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def faults(tool: ModuleType, original: object, translation: object, **more: object) -> list[str]:
    template, catalog = Catalog(), Catalog(locale="bn")
    template.add(original, locations=[("a.py", 0)])
    catalog.add(original, translation, **more)
    return list(tool.faults(template, catalog))


def test_messages_come_from_code_templates_and_problems(tool: ModuleType) -> None:
    found = {one.id for one in tool.collected() if isinstance(one.id, str)}
    places = {place.split("/")[-1] for one in tool.collected() for place, _ in one.locations}
    assert set(problems.TEXTS.values()) <= found
    assert any(place.endswith(".html") for place in places)
    assert "models.py" in places


def test_templates_with_blocks_plurals_and_filters(tool: ModuleType, tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        "<p>{% blocktranslate count n=records|length trimmed %}\n  One record\n{% plural %}\n"
        "    {{ n }} records{% endblocktranslate %}</p>\n"
        "    {% translate 'It is' context 'a state' %} {{ _('Deep') }}\n"
        "  {% if x == _('Compared') %}don't{% endif %}"
    )
    found = [
        (message, context) for message, _, context in tool._messages(tool._as_python(template))
    ]
    assert (("One record", "%(n)s records"), None) in found
    assert ("It is", "a state") in found
    assert ("Deep", None) in found
    assert ("Compared", None) in found


@pytest.mark.parametrize(
    ("original", "translation", "fault"),
    [
        ("It is", "", "is not translated"),
        ("%(n)s of %(all)s", "%(n)s", "has other placeholders"),
        ("%(n)s", "%(m)s", "has other placeholders"),
        ("%(n)s", "{n}", "has other placeholders"),
        (("one", "%(n)s"), ("এক", ""), "is not translated"),
        (("%(n)s one", "%(n)s many"), ("%(n)s এক", "অনেক"), "has other placeholders"),
    ],
)
def test_what_is_wrong_is_listed(
    tool: ModuleType, original: object, translation: object, fault: str
) -> None:
    [line] = faults(tool, original, translation)
    assert fault in line
    assert line.startswith("bn: a.py: ")


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("It is", "তাই"),
        ("%(n)s of %(all)s", "%(all)s এর %(n)s"),
        (("one", "%(n)s"), ("এক", "%(n)s টি")),
        ("100 %% of it", "এর ১০০ %%"),
    ],
)
def test_a_good_translation_passes(tool: ModuleType, original: object, translation: object) -> None:
    assert faults(tool, original, translation) == []


def test_a_fuzzy_translation_fails(tool: ModuleType) -> None:
    assert "is fuzzy" in faults(tool, "It is", "তাই", flags=["fuzzy"])[0]


def test_what_is_not_in_the_catalogue_fails(tool: ModuleType) -> None:
    template = Catalog()
    template.add("New", locations=[("a.py", 0)])
    [line] = tool.faults(template, Catalog(locale="bn"))
    assert "is not translated" in line
