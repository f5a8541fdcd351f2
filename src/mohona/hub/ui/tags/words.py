# SPDX-License-Identifier: Apache-2.0
"""Words and figures as tags: badges, icons, numbers, moments, sizes."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mohona.hub.ui import formats, icons

register = template.Library()

TLP_LEVELS = ("clear", "green", "amber", "amber+strict", "red")


def _language() -> str:
    return (get_language() or "en").split("-")[0]


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
