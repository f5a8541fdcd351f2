# SPDX-License-Identifier: Apache-2.0
"""The rivers: sources on the left, recipients on the right, the hub between them.

Width is volume, colour is TLP. Every stream keeps a slot at least as high as its label, so
labels cannot meet however thin the streams are. The narrow drawing stands in
``rivers_narrow``: tributaries that join a river and leave it again.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mohona.hub.ui import formats
from mohona.hub.ui.pictures import rivers_narrow, svg
from mohona.hub.ui.pictures.streams import (
    LEVELS,
    STRICT,
    Drawn,
    Stream,
    describe,
    draw,
    gather,
    scales,
)
from mohona.hub.ui.pictures.text import shorten, width

WIDTH = 1040
EDGE = 226  # where streams begin, and end at the other side
HUB = (498, 542)
RUN = 52  # a stretch that runs straight, so that a word can stand in it
ROOM = 264  # height of all streams of the larger side together
SLOT = 40
GAP = 10
HEAD = 34
LABEL, AMOUNT, WORD = 14, 12.5, 10.5


def rivers(
    sources: Sequence[Stream],
    recipients: Sequence[Stream],
    *,
    hub_label: str,
    title: str = "",
    language: str = "en",
    others_urls: tuple[str, str] = ("", ""),
) -> SafeString:
    """The figure with both drawings; "" when nothing flowed.

    ``hub_label`` is the name at the hub; ``others_urls`` lead to the lists of the small
    streams that were collected, at the left and at the right.
    """
    left = gather(sources, language, others_urls[0])
    right = gather(recipients, language, others_urls[1])
    if not left and not right:
        return SafeString("")
    scale = scales(left, right, ROOM)
    note = "" if scale[0] == scale[1] else gettext("The two sides are drawn to different scales.")
    drawn = [[draw(s, size) for s in side] for side, size in zip((left, right), scale, strict=True)]
    words = _headings(left, right, language)
    wide = _wide(drawn, words, hub_label, language, title or hub_label)
    narrow = rivers_narrow.narrow(left, right, words, hub_label, language, title or hub_label)
    return svg.figure(title, wide, narrow, note=note, after=_key([*left, *right]), far=True)


def _headings(left: list[Stream], right: list[Stream], language: str) -> tuple[str, str]:
    came, went = (formats.number(sum(s.total for s in side), language) for side in (left, right))
    return (
        gettext("%(count)s came in") % {"count": came},
        gettext("%(count)s went out") % {"count": went},
    )


def _wide(
    drawn: list[list[Drawn]], words: tuple[str, str], hub_label: str, language: str, label: str
) -> str:
    heights = [sum(_slot(one) for one in side) for side in drawn]
    at_hub = [sum(one.thickness for one in side) for side in drawn]
    height = HEAD + max(*heights, *at_hub, 90) + GAP
    middle = HEAD + (height - HEAD) / 2
    hub_height = max(*at_hub, 24)
    parts = [
        svg.rect(HUB[0], middle - hub_height / 2, HUB[1] - HUB[0], hub_height, "hub", 3),
        svg.text(sum(HUB) / 2, middle - hub_height / 2 - 10, shorten(hub_label, 200, LABEL), "mid"),
        svg.text(EDGE, 14, words[0], "minor"),
        svg.text(WIDTH - EDGE, 14, words[1], "minor end"),
    ]
    for side, (streams, total, sum_at_hub) in enumerate(zip(drawn, heights, at_hub, strict=True)):
        top, hub_y = middle - total / 2, middle - sum_at_hub / 2
        for one in streams:
            slot = _slot(one)
            y = top + (slot - one.thickness) / 2
            parts.append(_stream(one, y, hub_y, side == 1, language))
            top, hub_y = top + slot, hub_y + one.thickness
    return svg.drawing("wide", WIDTH, height, label, parts, language)


def _slot(one: Drawn) -> float:
    return max(one.thickness, SLOT) + GAP


def _stream(one: Drawn, y: float, hub_y: float, out: bool, language: str) -> str:
    """One stream with its label, from the edge at y to the hub at hub_y."""
    outer, inner = (WIDTH - EDGE, HUB[1]) if out else (EDGE, HUB[0])
    run = outer - RUN if out else outer + RUN
    bend = (run + inner) / 2
    parts = []
    for band in one.bands:
        top, low = y + band.start, y + band.end
        hub_top, hub_low = hub_y + band.start, hub_y + band.end
        shape = (
            f"M{svg.n(outer)} {svg.n(top)}H{svg.n(run)}"
            f"C{svg.n(bend)} {svg.n(top)} {svg.n(bend)} {svg.n(hub_top)} {inner} {svg.n(hub_top)}"
            f"V{svg.n(hub_low)}"
            f"C{svg.n(bend)} {svg.n(hub_low)} {svg.n(bend)} {svg.n(low)} {svg.n(run)} {svg.n(low)}"
            f"H{svg.n(outer)}Z"
        )
        parts.append(svg.path(shape, f"band flow-{band.level.replace('+', '-')}"))
        if band.level == STRICT:
            half, hub_half = (top + low) / 2, (hub_top + hub_low) / 2
            line = (
                f"M{svg.n(outer)} {svg.n(half)}H{svg.n(run)}C{svg.n(bend)} {svg.n(half)} "
                f"{svg.n(bend)} {svg.n(hub_half)} {inner} {svg.n(hub_half)}"
            )
            parts.append(svg.stripes(line, low - top))
        word = band.level.upper()
        if low - top >= 15 and width(word, WORD) <= RUN:
            x, anchor = (outer - 7, "on end") if out else (outer + 7, "on")
            anchor += " on-red" if band.level == "red" else ""
            parts.append(svg.text(x, (top + low) / 2 + 3.8, word, anchor))
    middle = y + one.thickness / 2
    x, anchor = (outer + 10, "") if out else (outer - 10, "end")
    parts += [
        svg.hit(outer if out else 0, middle - SLOT / 2, EDGE, SLOT),
        svg.text(x, middle - 2, shorten(one.stream.label, EDGE - 14, LABEL), anchor),
        svg.text(
            x, middle + 15, formats.number(one.stream.total, language), f"minor {anchor}".strip()
        ),
    ]
    return svg.link(one.stream.url, describe(one.stream, language), parts)


def _key(streams: list[Stream]) -> str:
    """Which colour is which level, for the strips too thin for a word."""
    present = [level for level in LEVELS if any(s.amounts.get(level, 0) > 0 for s in streams)]
    items = "".join(
        f'<li><svg viewBox="0 0 14 14" aria-hidden="true">'
        f'<rect class="flow-{level.replace("+", "-")}" width="14" height="14" rx="2"/>'
        f"{svg.stripes('M1 7H14', 14) if level == STRICT else ''}</svg>"
        f'<span lang="en" translate="no">TLP:{level.upper()}</span></li>'
        for level in present
    )
    return f'<ul class="key">{items}</ul>'
