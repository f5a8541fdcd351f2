# SPDX-License-Identifier: Apache-2.0
"""The pictures as template tags: ``{% load pictures %}``; see ``mohona.hub.ui.pictures``."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from mohona.hub.ui.pictures import bars as columns
from mohona.hub.ui.pictures import graph as relations
from mohona.hub.ui.pictures import lines as curves
from mohona.hub.ui.pictures import rivers as waters
from mohona.hub.ui.pictures.streams import LEVELS, Stream

register = template.Library()


def _language() -> str:
    return (get_language() or "en").split("-")[0]


@register.inclusion_tag("ui/rivers.html")
def rivers(
    sources: Sequence[Stream],
    recipients: Sequence[Stream],
    title: str = "",
    others_in: str = "",
    others_out: str = "",
) -> dict[str, Any]:
    """The rivers with their table; nothing at all when nothing flowed."""
    picture = waters.rivers(
        sources,
        recipients,
        hub_label=gettext("Mohona"),
        title=title,
        language=_language(),
        others_urls=(others_in, others_out),
    )
    levels = [
        level for level in LEVELS if any(s.amounts.get(level) for s in [*sources, *recipients])
    ]
    return {
        "picture": picture,
        "levels": levels,
        "sides": [
            _side(gettext("What came in, by source"), gettext("Source"), sources, levels),
            _side(gettext("What went out, by recipient"), gettext("Recipient"), recipients, levels),
        ],
    }


def _side(
    caption: str, heading: str, streams: Sequence[Stream], levels: Sequence[str]
) -> dict[str, Any]:
    ordered = sorted(streams, key=lambda stream: (-stream.total, stream.label))
    rows = [(one, [one.amounts.get(level, 0) for level in levels]) for one in ordered]
    return {"caption": caption, "heading": heading, "rows": rows}


@register.simple_tag
def bars(items: Sequence[columns.Bar], title: str, note: str = "") -> SafeString:
    """A small column chart; the title says what it shows."""
    return columns.bars(items, title=title, note=note, language=_language())


@register.simple_tag
def lines(
    series: Sequence[curves.Series], points: Sequence[str], title: str, note: str = ""
) -> SafeString:
    """A line chart of up to four series, named at their ends."""
    return curves.lines(series, points, title=title, note=note, language=_language())


@register.simple_tag
def graph(
    centre: relations.Node,
    neighbours: Sequence[relations.Neighbour],
    title: str = "",
    total: int | None = None,
) -> SafeString:
    """The relationships of a record; every neighbour is a link."""
    return relations.graph(centre, neighbours, title=title, total=total, language=_language())
