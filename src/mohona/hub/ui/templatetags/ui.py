# SPDX-License-Identifier: Apache-2.0
"""The components as template tags: ``{% load ui %}``.

Everything that is shown passes through ``format_html`` or a template, so text from hostile
feeds stays text. The gallery at ``/ui/`` shows each tag with its code.
"""

import json as jsonlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from mohona.hub.ui import address, compare, formats, icons, tables
from mohona.hub.ui.parts import Event, Step, Tab, Why

register = template.Library()

TLP_LEVELS = ("clear", "green", "amber", "amber+strict", "red")
JSON_SHOWN = 60_000  # characters; the whole is one click away
NOTICES = {"info": "info", "good": "good", "warning": "warn", "warn": "warn", "bad": "bad"}


def _language() -> str:
    return (get_language() or "en").split("-")[0]


# Words and figures


@register.simple_tag
def tlp(level: str) -> SafeString:
    """The TLP 2.0 badge; always the Latin word, as the standard asks."""
    word = str(level).lower().removeprefix("tlp:")
    if word not in TLP_LEVELS:
        return format_html('<span class="tlp" lang="en" translate="no">TLP:{}</span>', "?")
    return format_html(
        '<span class="tlp tlp-{}" lang="en" translate="no">TLP:{}</span>',
        word.replace("+", "-"),
        word.upper(),
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture that repeats the word beside it; silent for screen readers."""
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        icons.PATHS[name],
    )


@register.filter
def number(value: Any) -> str:
    """Grouped, in the reader's digits; what is no number comes back as it is."""
    try:
        return formats.number(value, _language())
    except (TypeError, ValueError, ArithmeticError):
        return str(value)


@register.filter
def digits(value: Any) -> str:
    """Digits in the reader's language, nothing else changed."""
    return formats.digits(value, _language())


@register.filter
def moment(value: Any) -> SafeString | str:
    """``<time>`` with day and minute; takes a datetime, an ISO string or a position."""
    return _time(value, formats.moment)


@register.filter
def day(value: Any) -> SafeString | str:
    """``<time>`` with the day only."""
    if isinstance(value, date) and not hasattr(value, "hour"):
        shown = formats.day(value, _language())
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)
    return _time(value, formats.day)


@register.filter
def ago(value: Any) -> SafeString | str:
    """``<time>`` with how long ago, or in how long; the exact moment as its title."""
    return _time(value, formats.ago)


def _time(value: Any, show: Any) -> SafeString | str:
    if value in (None, ""):
        return "–"
    try:
        exact = formats.to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return str(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        exact.isoformat(timespec="seconds"),
        formats.moment(exact, _language()),
        show(exact, _language()),
    )


@register.filter("bytes")
def in_bytes(value: int) -> str:
    """A size in words: 1500 is "1.5 kB"."""
    return formats.size(int(value or 0), _language())


@register.simple_tag
def stat(value: Any, label: str, url: str = "") -> SafeString:
    """One large figure with what it counts; put several into ``<dl class="stats">``."""
    shown = number(value)
    figure = format_html('<a href="{}">{}</a>', url, shown) if url else format_html("{}", shown)
    return format_html('<div class="stat"><dt>{}</dt><dd>{}</dd></div>', label, figure)


@register.simple_tag
def progress(value: int, maximum: int, label: str) -> SafeString:
    """How far something is, in a bar and in words."""
    return format_html(
        '<div class="progress"><label><span>{}</span><span>{} / {}</span></label>'
        '<progress value="{}" max="{}" aria-label="{}"></progress></div>',
        label,
        number(value),
        number(maximum),
        value,
        maximum or 1,
        label,
    )


# Buttons, notices, navigation


@register.simple_tag
def button(text: str, kind: str = "", url: str = "", **attributes: Any) -> SafeString:
    """A button, or with ``url`` a link that looks like one.

    ``kind``: "primary" (one per page), "danger", "minor" or nothing. Other attributes
    (name, value, type, formaction, icon) are given as they are; hx_get becomes hx-get.
    """
    drawn = icon(attributes.pop("icon")) if "icon" in attributes else ""
    rest = format_html_join(
        "", ' {}="{}"', ((name.replace("_", "-"), value) for name, value in attributes.items())
    )
    classes = f"button {kind}".strip()
    if url:
        return format_html('<a class="{}" href="{}"{}>{}{}</a>', classes, url, rest, drawn, text)
    return format_html('<button class="{}"{}>{}{}</button>', classes, rest, drawn, text)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """``{% notice "warning" title=… %}…{% endnotice %}``: info, good, warning or bad."""
    head = format_html("<strong>{}</strong>", title) if title else ""
    return format_html(
        '<div class="notice {}" role="note">{}{}</div>', NOTICES[kind], head, content
    )


@register.inclusion_tag("ui/nothing.html")
def nothing(title: str, why: str = "", action: str = "", url: str = "") -> dict[str, str]:
    """The empty state: what is not there, why, and what to do about it."""
    return {"title": title, "why": why, "action": action, "url": url}


@register.simple_tag
def trail(*pairs: str) -> SafeString:
    """The way here: label, URL, label, URL, …; a last label alone is this page."""
    steps = [
        (pairs[at], pairs[at + 1] if at + 1 < len(pairs) else "") for at in range(0, len(pairs), 2)
    ]
    items = [
        format_html('<li><a href="{}">{}</a></li>', url, label)
        if url
        else format_html('<li aria-current="page">{}</li>', label)
        for label, url in steps
    ]
    return format_html(
        '<nav class="trail" aria-label="{}"><ol>{}</ol></nav>',
        gettext("You are here"),
        mark_safe("".join(items)),  # noqa: S308 each item comes out of format_html
    )


@register.inclusion_tag("ui/tabs.html")
def tabs(items: Sequence[Tab], label: str = "") -> dict[str, Any]:
    """Several views of one thing as links."""
    return {"tabs": items, "label": label or gettext("Views")}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: template.Context, newer: Any = None, older: Any = None) -> dict[str, str]:
    """Newer and older by position: links with ``?after=`` and ``?before=``, filters kept."""
    query = context["request"].GET
    return {
        "newer": "" if newer is None else address.replacing(query, after=newer),
        "older": "" if older is None else address.replacing(query, before=older),
    }


@register.simple_tag(takes_context=True)
def sort(context: template.Context, label: str, key: str) -> SafeString:
    """A column heading that sorts by ``?sort=key``, once more for ``?sort=-key``."""
    query = context["request"].GET
    now = query.get("sort", "")
    url = address.replacing(query, sort=f"-{key}" if now == key else key)
    if now.lstrip("-") != key:
        return format_html('<a href="{}">{}</a>', url, label)
    arrow = "↓" if now.startswith("-") else "↑"
    return format_html(
        '<a href="{}" aria-current="true">{} <span aria-hidden="true">{}</span></a>',
        url,
        label,
        arrow,
    )


# Tables and lists


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


# Raw data


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


# Forms


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One form field: label above, hint below it, error beside the field."""
    return bound.render("ui/field.html")


@register.inclusion_tag("ui/errors.html")
def errors(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """The summary of what is wrong; it takes the focus and links to the fields."""
    wrongs = [{"id": "", "label": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        target = bound.auto_id if bound.use_fieldset else bound.id_for_label
        wrongs += [{"id": target, "label": bound.label, "text": text} for text in bound.errors]
    return {"wrongs": wrongs, "focus": focus}


@register.inclusion_tag("ui/filters.html", takes_context=True)
def filters(context: template.Context, form: BaseForm) -> dict[str, Any]:
    """A visible GET form, and a chip with a remove link for each active filter.

    Other parameters of the URL (sorting, a chosen view) are kept; the position is not.
    """
    query = context["request"].GET
    own = {bound.html_name for bound in form}
    kept = [
        (name, value)
        for name, values in query.lists()
        if name not in own and name not in address.POSITION
        for value in values
    ]
    return {
        "form": form,
        "kept": kept,
        "chips": [chip for bound in form.visible_fields() for chip in _chips(bound, query)],
        "clear": address.without(query, *own),
    }


def _chips(bound: BoundField, query: Any) -> list[dict[str, str]]:
    words = {
        str(value): str(word) for value, word in getattr(bound.field, "choices", ()) if value != ""
    }
    check = isinstance(bound.field.widget, forms.CheckboxInput)
    return [
        {
            "label": str(bound.label),
            "value": gettext("yes") if check else words.get(value, value),
            "url": address.without(query, bound.html_name, value=value),
        }
        for value in query.getlist(bound.html_name)
        if value.strip()
    ]


@register.filter
def is_check(bound: BoundField) -> bool:
    """Whether the field is a single box to tick."""
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def is_file(bound: BoundField) -> bool:
    """Whether the field takes files."""
    return isinstance(bound.field.widget, forms.FileInput)


@register.filter
def is_text(bound: BoundField) -> bool:
    """Whether the field is free text, which deserves the room that is left."""
    return type(bound.field) is forms.CharField
