# SPDX-License-Identifier: Apache-2.0
"""A line chart of up to four series, each named at its end instead of in a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from mohona.hub.ui import formats
from mohona.hub.ui.pictures import svg
from mohona.hub.ui.pictures.text import shorten, spread, width

MOST = 4
TALL = 150
TOP = 20
FOOT = 24
LABEL, SMALL = 12.5, 11.5


@dataclass(frozen=True)
class Series:
    """A name and one value (not negative) per point."""

    label: str
    values: Sequence[float]


def lines(
    series: Sequence[Series],
    points: Sequence[str],
    *,
    title: str,
    note: str = "",
    language: str = "en",
) -> SafeString:
    """The figure; "" without data. Raises ValueError for more series than can be told apart."""
    if len(series) > MOST:
        raise ValueError(
            f"Expected at most {MOST} series, got {len(series)}; gather the small ones."
        )
    if not series or not points:
        return SafeString("")
    return svg.figure(
        title,
        _drawing("wide", 640, 170, series, points, title, language),
        _drawing("narrow", 330, 146, series, points, title, language),
        note=note,
    )


def _drawing(
    kind: str,
    wide: int,
    names: int,
    series: Sequence[Series],
    points: Sequence[str],
    title: str,
    language: str,
) -> str:
    right, base = wide - names, TOP + TALL
    most = max((max(one.values, default=0) for one in series), default=0) or 1
    step = right / max(len(points) - 1, 1)
    ends = sorted(
        (base - (one.values[-1] if one.values else 0) / most * TALL, at)
        for at, one in enumerate(series)
    )
    places = spread([end for end, _ in ends], 18, TOP, base)
    parts = [
        svg.path(f"M0 {base + 0.5}H{right}", "axis"),
        svg.path(f"M0 {TOP + 0.5}H{right}", "axis"),
        svg.text(0, TOP - 6, formats.number(most, language), "tiny"),
        svg.text(0, base + 17, points[0], "tiny"),
    ]
    if len(points) > 1 and width(points[0] + points[-1], SMALL) < right - 10:
        parts.append(svg.text(right, base + 17, points[-1], "tiny end"))
    for place, (end, at) in zip(places, ends, strict=True):
        one = series[at]
        line = "L".join(
            f"{svg.n(step * x)} {svg.n(base - value / most * TALL)}"
            for x, value in enumerate(one.values)
        )
        x = step * max(len(one.values) - 1, 0)
        parts += [
            svg.path(f"M{line}", f"curve series-{at}") if one.values else "",
            svg.path(f"M{svg.n(x + 4)} {svg.n(end)}L{svg.n(right + 12)} {svg.n(place)}", "axis"),
            f'<circle class="dot series-{at}" cx="{svg.n(x)}" cy="{svg.n(end)}" r="3.5"/>',
            svg.text(right + 15, place + 4.5, shorten(one.label, names - 16, LABEL), "minor"),
        ]
    return svg.drawing(kind, wide, base + FOOT, title, parts, language)
