# SPDX-License-Identifier: Apache-2.0
"""Lists and records as tags: tables, facts, timelines, "why", JSON, differences."""

import json as jsonlib
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from mohona.hub.ui import compare, tables
from mohona.hub.ui.parts import Event, Step, Why
from mohona.hub.ui.tags.words import icon

register = template.Library()

JSON_SHOWN = 60_000  # characters; the whole is one click away


@register.simple_block_tag
def table(content: str, caption: str = "", kind: str = "") -> SafeString:
    """``{% table caption %}<thead>…</thead><tbody>…</tbody>{% endtable %}``: cards at 360 px."""
    head = format_html("<caption>{}</caption>", caption) if caption else ""
    rows = mark_safe(tables.label_cells(content))  # noqa: S308 rendered by the template already
    return format_html(
        '<div class="table"><table class="{}">{}{}</table></div>',
        f"data {kind}".strip(),
        head,
        rows,
    )


@register.simple_tag
def facts(pairs: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> SafeString:
    """A description list of label and value; empty values are left out."""
    given = pairs.items() if isinstance(pairs, Mapping) else pairs
    rows = format_html_join(
        "",
        "<dt>{}</dt><dd>{}</dd>",
        ((label, value) for label, value in given if value not in (None, "")),
    )
    return format_html('<dl class="facts">{}</dl>', rows)


@register.inclusion_tag("ui/timeline.html")
def timeline(events: Iterable[Event]) -> dict[str, Any]:
    """What happened, when and by whom."""
    return {"events": events}


@register.inclusion_tag("ui/steps.html")
def steps(items: Iterable[Step | str]) -> dict[str, Any]:
    """A numbered reasoning with circled numbers."""
    return {"steps": [item if isinstance(item, Step) else Step(str(item)) for item in items]}


@register.inclusion_tag("ui/why.html")
def why(panel: Why, id: str = "why") -> dict[str, Any]:  # noqa: A002 the HTML word
    """The panel that answers "why": sentence, steps, policies, Cedar."""
    return {"why": panel, "id": id, "has_text": any(policy.text for policy in panel.policies)}


@register.simple_tag
def copy(text: str = "", **source: str) -> SafeString:
    """A button that copies ``text``, or the text of the element with the id ``from=``."""
    word, done = gettext("Copy"), gettext("Copied")
    given = (
        format_html('data-copy-from="{}"', source["from"])
        if "from" in source
        else format_html('data-copy-text="{}"', text)
    )
    return format_html(
        '<button type="button" class="button minor" data-copy {} data-done="{}" hidden>'
        '{}<span aria-live="polite">{}</span></button>',
        given,
        done,
        icon("copy"),
        word,
    )


@register.inclusion_tag("ui/json.html")
def json(
    value: Any,
    label: str = "",
    id: str = "json",  # noqa: A002
    download: str = "",
    open: bool = False,  # noqa: A002
) -> dict[str, Any]:
    """JSON made readable, escaped, copyable; with a label it can be folded.

    Takes a decoded value, or JSON as text or bytes (shown as it came when it cannot be read).
    """
    pretty = _pretty(value)
    return {
        "pretty": pretty[:JSON_SHOWN],
        "whole": len(pretty) <= JSON_SHOWN,
        "label": label,
        "id": id,
        "download": download,
        "open": open,
    }


def _pretty(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        value = bytes(value).decode("utf-8", "replace")
    if isinstance(value, str):
        try:
            value = jsonlib.loads(value)
        except ValueError:
            return str(value)
    return jsonlib.dumps(value, ensure_ascii=False, indent=2, default=str)


@register.inclusion_tag("ui/diff.html")
def diff(before: Any, after: Any, before_label: str = "", after_label: str = "") -> dict[str, Any]:
    """Two JSON values side by side: the places that differ, and how many do not."""
    rows = compare.rows(before, after)
    differing = [row for row in rows if row.kind != "same"]
    return {
        "differing": differing,
        "same": len(rows) - len(differing),
        "before_label": before_label or gettext("Before"),
        "after_label": after_label or gettext("After"),
    }
