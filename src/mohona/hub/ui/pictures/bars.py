# SPDX-License-Identifier: Apache-2.0
"""A small column chart, one column per day, labelled directly."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from mohona.hub.ui import formats
from mohona.hub.ui.pictures import svg
from mohona.hub.ui.pictures.text import shorten, width

TALL = 110
TOP = 22
FOOT = 24
SMALL = 11.5
WORD = 90


@dataclass(frozen=True)
class Bar:
    """One column: the word under it, its value (not negative), the list behind it."""

    label: str
    value: int
    url: str = ""


def bars(columns: Sequence[Bar], *, title: str, note: str = "", language: str = "en") -> SafeString:
    """The figure; "" without columns. Values stand above the columns where there is room."""
    if not columns:
        return SafeString("")
    return svg.figure(
        title,
        _drawing("wide", 640, columns, title, language),
        _drawing("narrow", 330, columns, title, language),
        note=note,
    )


def _drawing(kind: str, wide: int, columns: Sequence[Bar], title: str, language: str) -> str:
    step = wide / len(columns)
    thick = min(step * 0.72, 44)
    most = max(max(bar.value for bar in columns), 1)
    values = [formats.number(bar.value, language) for bar in columns]
    shown = _fitting(
        [value if bar.value else "" for value, bar in zip(values, columns, strict=True)], step
    )
    if not shown:
        shown = {_largest(columns)}
    labels = [shorten(bar.label, WORD, SMALL) for bar in columns]
    named = _every(labels, step)
    base = TOP + TALL
    parts = [svg.path(f"M0 {base + 0.5}H{wide}", "axis")]
    for at, bar in enumerate(columns):
        x, high = step * (at + 0.5), bar.value / most * TALL
        high = max(high, 1.5) if bar.value else 1.0
        inner = [
            svg.hit(x - step / 2, TOP, step, TALL),
            svg.rect(
                x - thick / 2,
                base - high,
                thick,
                high,
                "column" if bar.value else "column zero",
                1.5,
            ),
        ]
        if at in shown:
            near = _inside(x, values[at], wide)
            inner.append(svg.text(near, base - high - 6, values[at], "tiny mid"))
        if at in named:
            near = _inside(x, labels[at], wide)
            inner.append(svg.text(near, base + 17, labels[at], "tiny mid"))
        parts.append(svg.link(bar.url, f"{bar.label}: {values[at]}", inner))
    return svg.drawing(kind, wide, base + FOOT, title, parts, language)


def _fitting(values: list[str], step: float) -> set[int]:
    """All values when each fits its column, else none."""
    if any(width(value, SMALL) > step - 4 for value in values):
        return set()
    return {at for at, value in enumerate(values) if value}


def _largest(columns: Sequence[Bar]) -> int:
    return max(range(len(columns)), key=lambda at: columns[at].value)


def _every(labels: list[str], step: float) -> set[int]:
    """Every how-manyth label there is room for, counted back from the last."""
    widest = max(width(label, SMALL) for label in labels) + 8
    if widest > step:
        widest *= 1.5  # the first and the last are moved inwards, towards their neighbours
    stride = max(1, math.ceil(widest / step))
    return set(range(len(labels) - 1, -1, -stride))


def _inside(x: float, word: str, wide: float) -> float:
    """The middle of a word, moved so far that the word stays inside the drawing."""
    half = width(word, SMALL) / 2
    return min(max(x, half), max(wide - half, half))
