# SPDX-License-Identifier: Apache-2.0
"""The pictures: every label once, nothing overlaps, nothing hostile gets through."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mohona.hub.ui.pictures.bars import Bar, bars
from mohona.hub.ui.pictures.graph import MOST, Neighbour, Node, graph
from mohona.hub.ui.pictures.lines import Series, lines
from mohona.hub.ui.pictures.rivers import rivers
from mohona.hub.ui.pictures.streams import LEVELS, Stream, scales
from mohona.hub.ui.pictures.text import width

SIZES = {"minor": 12.5, "tiny": 11.5, "on": 10.5, "hub-word": 13}


class Box(NamedTuple):
    """Where a text stands, in the units of its drawing."""

    text: str
    left: float
    right: float
    top: float
    low: float


def drawings(figure: str) -> list[ElementTree.Element]:
    """The wide and the narrow drawing; fails where the markup is not well formed."""
    root = ElementTree.fromstring(figure)
    assert root.tag == "figure"
    return [svg for svg in root.findall("svg") if svg.get("class") in ("wide", "narrow")]


def texts(svg: ElementTree.Element) -> list[str]:
    """The words one can see, in the order they are drawn."""
    return ["".join(element.itertext()) for element in svg.iter("text")]


def boxes(svg: ElementTree.Element) -> Iterator[Box]:
    """The box of every text, by the same estimate of widths as the drawing used."""
    for element in svg.iter("text"):
        classes = (element.get("class") or "").split()
        size = next((SIZES[name] for name in classes if name in SIZES), 14)
        words = element.text or ""
        x, y = float(element.get("x", "")), float(element.get("y", ""))
        wide = width(words, size)
        left = x - wide / 2 if "mid" in classes else x - wide if "end" in classes else x
        yield Box(words, left, left + wide, y - 0.75 * size, y + 0.25 * size)


def check_apart(svg: ElementTree.Element) -> None:
    """No two texts touch and none leaves the drawing (half a pixel is rounding)."""
    _, _, wide, high = map(float, (svg.get("viewBox") or "").split())
    placed = list(boxes(svg))
    for box in placed:
        assert box.left >= -0.5, box
        assert box.right <= wide + 0.5, box
        assert box.top >= 0, box
        assert box.low <= high + 0.5, box
    for one, other in combinations(placed, 2):
        beside = one.right <= other.left + 0.5 or other.right <= one.left + 0.5
        above = one.low <= other.top + 0.5 or other.low <= one.top + 0.5
        assert beside or above, (one, other)


HOSTILE = [
    "</svg><script>alert(1)</script>",
    '" onload="alert(1)',
    "</title><img src=x onerror=alert(1)>",
    "&lt;b&gt; & \x00\x1b\u202e",
    "'; DROP TABLE",
]
LABELS = st.text(max_size=40) | st.sampled_from([*HOSTILE, "ক্ষমতায়ন অধিদপ্তর ঢাকা", "W" * 200])
AMOUNTS = st.dictionaries(st.sampled_from(LEVELS), st.integers(0, 10**9), max_size=5)
STREAMS = st.lists(
    st.builds(Stream, LABELS, st.sampled_from(["", "/x", "javascript:alert(1)"]), AMOUNTS),
    max_size=14,
)
NODES = st.builds(Node, LABELS, st.sampled_from(["", "/x", "data:text/html,x"]), LABELS)
NEIGHBOURS = st.lists(st.builds(Neighbour, NODES, LABELS, st.booleans()), min_size=1, max_size=30)


def check_harmless(figure: str) -> None:
    """Only our own elements and attributes, only addresses one may follow, only numbers."""
    for svg in drawings(figure):
        for element in svg.iter():
            assert element.tag in {"svg", "g", "a", "path", "rect", "circle", "text", "title"}
            assert not [name for name in element.attrib if name.startswith(("on", "style"))]
            if element.tag == "a":
                assert re.match(r"/x|#|\?|https?://", element.attrib["href"])
        for name in ("d", "x", "y", "width", "height", "cx", "cy", "stroke-width"):
            for element in svg.iter():
                assert not re.search(r"nan|inf|e[-+]", element.get(name, "").lower())


@settings(max_examples=60, deadline=None)
@given(STREAMS, STREAMS, st.sampled_from(["en", "bn"]))
def test_rivers_of_any_kind(sources: list[Stream], recipients: list[Stream], language: str) -> None:
    figure = rivers(sources, recipients, hub_label="Mohona", title="Rivers", language=language)
    if not any(stream.total for stream in [*sources, *recipients]):
        assert figure == ""
        return
    check_harmless(figure)
    for svg in drawings(figure):
        check_apart(svg)


@settings(max_examples=60, deadline=None)
@given(NODES, NEIGHBOURS)
def test_graphs_of_any_kind(centre: Node, neighbours: list[Neighbour]) -> None:
    figure = graph(centre, neighbours, title="Relationships")
    check_harmless(figure)
    for svg in drawings(figure):
        check_apart(svg)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(Bar, st.text(max_size=12), st.integers(0, 10**9), st.just("/x")),
        min_size=1,
        max_size=40,
    )
)
def test_bars_of_any_kind(columns: list[Bar]) -> None:
    figure = bars(columns, title="Records per day")
    check_harmless(figure)
    for svg in drawings(figure):
        check_apart(svg)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(Series, LABELS, st.lists(st.integers(0, 10**6), min_size=7, max_size=7)),
        min_size=1,
        max_size=4,
    )
)
def test_lines_of_any_kind(series: list[Series]) -> None:
    figure = lines(series, list("1234567"), title="Sightings")
    check_harmless(figure)
    for svg in drawings(figure):
        check_apart(svg)


def test_every_stream_is_named_once_in_both_drawings() -> None:
    sources = [Stream(f"Source {at}", "/x", {"green": 10 + at}) for at in range(8)]
    recipients = [Stream(f"Partner {at}", "/x", {"red": 1}) for at in range(3)]
    for svg in drawings(rivers(sources, recipients, hub_label="Mohona")):
        for stream in [*sources, *recipients]:
            assert texts(svg).count(stream.label) == 1
        assert texts(svg).count("Mohona") == 1


def test_the_smallest_streams_are_collected_and_nothing_is_lost() -> None:
    sources = [Stream(f"Source {at}", "/x", {"clear": 2**at}) for at in range(12)]
    figure = rivers(sources, [], hub_label="Mohona", others_urls=("/x/others", ""))
    for svg in drawings(figure):
        assert "5 others" in texts(svg)
        assert "31" in texts(svg)
        assert "4,095 came in" in texts(svg)
        assert "Source 4" not in texts(svg)
    assert figure.count("/x/others") == 2


def test_a_stream_says_its_amounts_in_its_title() -> None:
    figure = rivers([Stream("Bank ISAC", "/x", {"red": 1, "green": 1200})], [], hub_label="M")
    assert "<title>Bank ISAC: 1,201 records (TLP:GREEN 1,200, TLP:RED 1)</title>" in figure


def test_bangla_rivers_count_in_bangla() -> None:
    figure = rivers([Stream("ব্যাংক", "/x", {"green": 1234567})], [], hub_label="ম", language="bn")
    assert "১২,৩৪,৫৬৭" in texts(drawings(figure)[0])
    assert 'lang="bn"' in figure


def test_both_sides_have_one_scale_unless_one_would_be_a_thread() -> None:
    small, large = Stream("s", "", {"red": 10}), Stream("l", "", {"red": 30})
    huge = Stream("h", "", {"red": 1000})
    assert scales([small], [large], 300) == [10, 10]
    assert scales([small], [huge], 300) == [30, 0.3]
    assert "different scales" in rivers([small], [huge], hub_label="M")
    assert "different scales" not in rivers([small], [large], hub_label="M")


def test_amber_strict_is_told_from_amber_without_colour() -> None:
    strict = rivers([Stream("a", "", {"amber+strict": 9})], [], hub_label="M")
    amber = rivers([Stream("a", "", {"amber": 9})], [], hub_label="M")
    assert 'class="hatch"' in strict
    assert 'class="hatch"' not in amber


def test_a_graph_shows_so_many_and_counts_the_rest() -> None:
    neighbours = [Neighbour(Node(f"Record {at:02}", "/x", "Malware"), "uses") for at in range(30)]
    figure = graph(Node("Campaign"), neighbours, total=1000)
    for svg in drawings(figure):
        assert len([text for text in texts(svg) if text.startswith("Record")]) == MOST
        assert len(svg.findall("a")) == MOST
    assert "976 more relationships" in figure


def test_a_graph_is_the_same_whatever_order_its_neighbours_come_in() -> None:
    neighbours = [
        Neighbour(Node(f"Record {at}", "/x"), f"uses {at % 3}", at % 2 == 0) for at in range(9)
    ]
    assert graph(Node("A"), neighbours) == graph(Node("A"), neighbours[::-1])


def test_an_address_from_a_feed_is_never_followed() -> None:
    for url in ("javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", ""):
        assert "href" not in graph(Node("A", url), [Neighbour(Node("B", url), "uses")])


def test_nothing_to_draw_is_nothing() -> None:
    assert rivers([], [], hub_label="M") == ""
    assert graph(Node("A"), []) == ""
    assert bars([], title="x") == ""
    assert lines([], [], title="x") == ""


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 4 series, got 5"):
        lines([Series("a", [1])] * 5, ["1"], title="x")
