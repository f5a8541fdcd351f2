# SPDX-License-Identifier: Apache-2.0
"""Buttons, notices and the ways through the site as tags."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from mohona.hub.ui import address
from mohona.hub.ui.parts import Tab
from mohona.hub.ui.tags.words import icon

register = template.Library()

NOTICES = {"info": "info", "good": "good", "warning": "warn", "warn": "warn", "bad": "bad"}


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
