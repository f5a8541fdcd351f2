# SPDX-License-Identifier: Apache-2.0
"""Texts in pictures: cut without hurting a conjunct, spread without touching."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mohona.hub.ui.pictures.text import clean, clusters, shorten, spread, width

BANGLA = st.text(alphabet="কখগঙজতদনপবমযরলশষসহক্ষিীুূেৈোৌংঃঁ্ \u200c\u200d", max_size=30)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ক্ষমা", ["ক্ষ", "মা"]),
        ("রাষ্ট্র", ["রা", "ষ্ট্র"]),
        ("সার্ট", ["সা", "র্ট"]),
        ("abc", ["a", "b", "c"]),
        ("র\u200d্যাব", ["র\u200d্যা", "ব"]),
    ],
)
def test_clusters_keep_conjuncts_and_signs_together(text: str, pieces: list[str]) -> None:
    assert clusters(text) == pieces


@given(BANGLA | st.text(max_size=30))
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(BANGLA, st.floats(10, 200))
def test_a_shortened_text_is_cut_between_clusters(text: str, room: float) -> None:
    short = shorten(text, room, 14)
    assert "\u09cd…" not in short
    kept = short.removesuffix("…")
    assert clean(text).startswith(kept)
    if short.endswith("…") and kept:
        rest = clean(text)[len(kept) :]
        assert not rest or unicodedata.category(rest[0]) not in ("Mn", "Mc")


@given(st.text(max_size=60), st.floats(30, 300))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    assert width(shorten(text, room, 14), 14) <= room


def test_control_characters_and_direction_tricks_go() -> None:
    assert clean("a\u202eb\x00\nc\x1b") == "a b c"


@given(st.lists(st.floats(0, 400), max_size=12))
def test_spread_keeps_order_and_distance(wanted: list[float]) -> None:
    placed = spread(sorted(wanted), 18, 0, 400)
    assert len(placed) == len(wanted)
    assert all(b - a >= 18 - 1e-6 for a, b in pairwise(placed))
    assert all(place >= -1e-6 for place in placed)
    assert all(place <= 400 + 1e-6 for place in placed)


def test_spread_leaves_alone_what_does_not_touch() -> None:
    assert spread([10.0, 50.0, 100.0], 18, 0, 120) == [10.0, 50.0, 100.0]
