# SPDX-License-Identifier: Apache-2.0
"""The rivers on a telephone: sources join from the left into one river that runs down.

The river passes the hub and gives a branch to each recipient. Names stand at the left on
lines of their own, so they stay readable at 360 pixels.
"""

from collections.abc import Sequence

from mohona.hub.ui import formats
from mohona.hub.ui.pictures import svg
from mohona.hub.ui.pictures.streams import STRICT, Drawn, Stream, describe, draw, scales
from mohona.hub.ui.pictures.text import shorten

WIDTH = 340
BEGIN = 190  # where the strips begin, right of the names
RIGHT = 332  # the right bank of the river
ROOM = 80  # width of the whole river
BEND = 18  # inner radius of a bend
SLOT = 46
HUB = 34
LABEL = 14


def narrow(
    sources: Sequence[Stream],
    recipients: Sequence[Stream],
    words: tuple[str, str],
    hub_label: str,
    language: str,
    label: str,
) -> str:
    """The drawing; at most as many streams as ``streams.gather`` leaves."""
    scale = scales(sources, recipients, ROOM)
    incoming = [draw(stream, scale[0]) for stream in sources]
    outgoing = [draw(stream, scale[1]) for stream in recipients]
    parts = [svg.text(0, 14, words[0], "minor")]
    top = 26.0
    hub_y = top + sum(map(_slot, incoming)) + BEND
    right = float(RIGHT)
    for one in incoming:
        y = top + (_slot(one) - one.thickness) / 2
        parts.append(_row(one, y, _joining(one, y, right - one.thickness, hub_y), language))
        top, right = top + _slot(one), right - one.thickness
    parts += [
        svg.rect(0, hub_y, WIDTH, HUB, "hub", 3),
        svg.text(10, hub_y + 22, shorten(hub_label, WIDTH - 20, LABEL), "hub-word"),
        svg.text(0, hub_y + HUB + 22, words[1], "minor"),
    ]
    top = hub_y + HUB + 34.0
    left = RIGHT - sum(one.thickness for one in outgoing)
    for one in outgoing:
        y = top + (_slot(one) - one.thickness) / 2
        parts.append(_row(one, y, _leaving(one, y, left, hub_y + HUB), language))
        top, left = top + _slot(one), left + one.thickness
    return svg.drawing("narrow", WIDTH, top + 4, label, parts, language)


def _slot(one: Drawn) -> float:
    return max(one.thickness + 8, SLOT)


def _row(one: Drawn, y: float, strips: list[str], language: str) -> str:
    middle = y + one.thickness / 2
    parts = [
        *strips,
        svg.hit(0, middle - SLOT / 2 + 1, BEGIN, SLOT - 2),
        svg.text(0, middle - 3, shorten(one.stream.label, BEGIN - 8, LABEL)),
        svg.text(0, middle + 14, formats.number(one.stream.total, language), "minor"),
    ]
    return svg.link(one.stream.url, describe(one.stream, language), parts)


def _joining(one: Drawn, y: float, left: float, hub_y: float) -> list[str]:
    """Strips that come from the left at y and turn down into the river's lane at ``left``."""
    x, turn = left - BEND, y + one.thickness + BEND
    strips = []
    for band in one.bands:
        outer, inner = (one.thickness - edge + BEND for edge in (band.start, band.end))
        shape = (
            f"M{BEGIN} {svg.n(y + band.start)}H{svg.n(x)}"
            f"A{svg.n(outer)} {svg.n(outer)} 0 0 1 {svg.n(x + outer)} {svg.n(turn)}"
            f"V{svg.n(hub_y)}H{svg.n(x + inner)}V{svg.n(turn)}"
            f"A{svg.n(inner)} {svg.n(inner)} 0 0 0 {svg.n(x)} {svg.n(y + band.end)}H{BEGIN}Z"
        )
        strips.append(svg.path(shape, f"band flow-{band.level.replace('+', '-')}"))
        if band.level == STRICT:
            half, bow = (band.start + band.end) / 2, (inner + outer) / 2
            line = (
                f"M{BEGIN} {svg.n(y + half)}H{svg.n(x)}A{svg.n(bow)} {svg.n(bow)} 0 0 1 "
                f"{svg.n(x + bow)} {svg.n(turn)}V{svg.n(hub_y)}"
            )
            strips.append(svg.stripes(line, band.end - band.start))
    return strips


def _leaving(one: Drawn, y: float, left: float, hub_low: float) -> list[str]:
    """Strips that run down from the hub in the lane at ``left`` and turn left at y."""
    x, turn = left - BEND, y - BEND
    strips = []
    for band in one.bands:
        inner, outer = BEND + band.start, BEND + band.end
        shape = (
            f"M{svg.n(x + inner)} {svg.n(hub_low)}V{svg.n(turn)}"
            f"A{svg.n(inner)} {svg.n(inner)} 0 0 1 {svg.n(x)} {svg.n(y + band.start)}"
            f"H{BEGIN}V{svg.n(y + band.end)}H{svg.n(x)}"
            f"A{svg.n(outer)} {svg.n(outer)} 0 0 0 {svg.n(x + outer)} {svg.n(turn)}"
            f"V{svg.n(hub_low)}Z"
        )
        strips.append(svg.path(shape, f"band flow-{band.level.replace('+', '-')}"))
        if band.level == STRICT:
            half, bow = (band.start + band.end) / 2, (inner + outer) / 2
            line = (
                f"M{svg.n(x + bow)} {svg.n(hub_low)}V{svg.n(turn)}A{svg.n(bow)} {svg.n(bow)} "
                f"0 0 1 {svg.n(x)} {svg.n(y + half)}H{BEGIN}"
            )
            strips.append(svg.stripes(line, band.end - band.start))
    return strips
