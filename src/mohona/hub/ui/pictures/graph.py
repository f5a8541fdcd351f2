# SPDX-License-Identifier: Apache-2.0
"""The relationships of one record, as a picture that can be walked: each neighbour is a link.

Neighbours stand in two columns beside the record, each in a slot of its own, so nothing can
overlap; an arrow says which way the relationship reads. Narrow, they hang on one line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from mohona.hub.ui import formats
from mohona.hub.ui.pictures import svg
from mohona.hub.ui.pictures.text import shorten

MOST = 24
WIDTH = 720
MIDDLE = WIDTH / 2
NODES = (200, WIDTH - 200)
SLOT = 56
LABEL, SMALL = 14, 11.5
NARROW = 330


@dataclass(frozen=True)
class Node:
    """A record: its title, where it is, and its type in words."""

    label: str
    url: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Neighbour:
    """A record and the relationship to it; ``outgoing`` when the centre is its source."""

    node: Node
    relation: str
    outgoing: bool = True


def graph(
    centre: Node,
    neighbours: Sequence[Neighbour],
    *,
    title: str = "",
    total: int | None = None,
    language: str = "en",
) -> SafeString:
    """The figure; "" without neighbours. ``total`` when there are more than were given."""
    if not neighbours:
        return SafeString("")
    shown = sorted(neighbours, key=lambda one: (one.outgoing, one.relation, one.node.label))[:MOST]
    left_out = max((total or 0), len(neighbours)) - len(shown)
    note = ""
    if left_out:
        note = ngettext(
            "%(count)s more relationship is in the list.",
            "%(count)s more relationships are in the list.",
            left_out,
        ) % {"count": formats.number(left_out, language)}
    label = title or gettext("Relationships of %(title)s") % {"title": centre.label}
    wide, narrow = _wide(centre, shown, label, language), _narrow(centre, shown, label, language)
    return svg.figure(title, wide, narrow, note=note)


def _wide(centre: Node, shown: list[Neighbour], label: str, language: str) -> str:
    half = -(-len(shown) // 2)
    height = max(half * SLOT, 110) + 10
    middle = height / 2
    edges: list[str] = []
    nodes: list[str] = []
    for side, group in enumerate((shown[:half], shown[half:])):
        top = middle - len(group) * SLOT / 2
        for at, one in enumerate(group):
            y = top + SLOT * (at + 0.5)
            edges.append(_edge(one, side, y, middle))
            nodes.append(_neighbour(one, side, y))
    core = [
        f'<circle class="node" cx="{svg.n(MIDDLE)}" cy="{svg.n(middle)}" r="20"/>',
        svg.text(MIDDLE, middle + 37, shorten(centre.label, 200, LABEL), "mid halo"),
    ]
    parts = [*edges, *nodes, svg.link("", centre.label, core)]
    return svg.drawing("wide", WIDTH, height, label, parts, language)


def _edge(one: Neighbour, side: int, y: float, middle: float) -> str:
    """The line from the centre to a neighbour, with an arrow at the end it points to."""
    way = 1 if side else -1
    near, far = MIDDLE + way * 22, NODES[side] - way * 9
    bend = (near + far) / 2
    start = middle + max(-13.0, min(13.0, (y - middle) / 8))
    curve = (
        f"M{svg.n(near)} {svg.n(start)}"
        f"C{svg.n(bend)} {svg.n(start)} {svg.n(near)} {svg.n(y)} {svg.n(far)} {svg.n(y)}"
    )
    tip, place, pointing = (far, y, way) if one.outgoing else (near, start, -way)
    return svg.path(curve, "edge") + svg.path(_arrow(tip, place, pointing), "arrow")


def _arrow(x: float, y: float, way: int) -> str:
    back = x - way * 7
    return f"M{svg.n(x)} {svg.n(y)}L{svg.n(back)} {svg.n(y - 3.5)}V{svg.n(y + 3.5)}Z"


def _neighbour(one: Neighbour, side: int, y: float) -> str:
    x, way = NODES[side], 1 if side else -1
    outer, anchor = x + way * 16, "" if side else "end"
    inner, inner_anchor = x - way * 20, "end" if side else ""
    room = WIDTH - outer if side else outer
    parts = [
        svg.hit(outer if side else 0, y - SLOT / 2 + 2, room, SLOT - 4),
        f'<circle class="node" cx="{svg.n(x)}" cy="{svg.n(y)}" r="7.5"/>',
        svg.text(
            outer, y + (0 if one.node.kind else 5), shorten(one.node.label, room, LABEL), anchor
        ),
    ]
    if one.node.kind:
        kind = shorten(one.node.kind, room, SMALL)
        parts.append(svg.text(outer, y + 16, kind, f"tiny {anchor}".strip()))
    relation = svg.text(
        inner, y - 6, shorten(one.relation, 118, SMALL), f"tiny halo {inner_anchor}".strip()
    )
    return svg.link(one.node.url, _sentence(one), [*parts, relation])


def _narrow(centre: Node, shown: list[Neighbour], label: str, language: str) -> str:
    top, slot = 58.0, 56.0
    last = top + slot * (len(shown) - 1) + 30
    parts = [
        svg.path(f"M12 28V{svg.n(last)}", "edge"),
        '<circle class="node" cx="12" cy="16" r="11"/>',
        svg.text(32, 15, shorten(centre.label, NARROW - 32, LABEL)),
        svg.text(32, 31, shorten(centre.kind, NARROW - 32, SMALL), "tiny"),
    ]
    for at, one in enumerate(shown):
        y = top + slot * at + 30
        tip, way = (34.0, 1) if one.outgoing else (14.0, -1)
        kind = f" · {one.node.kind}" if one.node.kind else ""
        inner = [
            svg.path(f"M12 {svg.n(y)}H36", "edge"),
            svg.path(_arrow(tip, y, way), "arrow"),
            svg.hit(36, y - 30, NARROW - 36, 50),
            f'<circle class="node" cx="42" cy="{svg.n(y)}" r="6.5"/>',
            svg.text(56, y - 13, shorten(one.relation + kind, NARROW - 56, SMALL), "tiny"),
            svg.text(56, y + 5, shorten(one.node.label, NARROW - 56, LABEL)),
        ]
        parts.append(svg.link(one.node.url, _sentence(one), inner))
    return svg.drawing("narrow", NARROW, last + 20, label, parts, language)


def _sentence(one: Neighbour) -> str:
    """What the line says, for the title: "→ indicates: Malware “River”"."""
    return f"{'→' if one.outgoing else '←'} {one.relation}: {one.node.label}"
