# SPDX-License-Identifier: Apache-2.0
"""The tokens: contrast after WCAG 2.2 in light and dark, and the weight of what is sent."""

import gzip
import re
from pathlib import Path

import pytest

import mohona.hub.ui

STATIC = Path(mohona.hub.ui.__file__).parent / "static" / "ui"
CSS = (STATIC / "mohona.css").read_text(encoding="utf-8")
TEXT, PART = 4.5, 3.0  # success criteria 1.4.3 and 1.4.11
PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "quiet", "accent", "good", "warn", "bad")
        for ground in ("ground", "surface")
    ),
    *((ink, "sunken", TEXT) for ink in ("ink", "quiet", "accent")),
    ("accent-strong", "surface", TEXT),
    ("accent", "accent-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("ink", "good-soft", TEXT),
    ("ink", "warn-soft", TEXT),
    ("ink", "bad-soft", TEXT),
    ("bad", "bad-soft", TEXT),
    *(("flow-ink", flow, TEXT) for flow in ("flow-clear", "flow-green", "flow-amber")),
    ("flow-on-red", "flow-red", TEXT),
    ("edge", "surface", PART),
    ("edge", "ground", PART),
    ("accent", "ground", PART),
]


def tokens(block: str) -> dict[str, str]:
    """The colours of the first block after this opening."""
    body = CSS[CSS.index(block) :].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", body))


LIGHT = tokens(":root {\n  color-scheme: light")
DARK = tokens(':root[data-theme="dark"] {')


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2, definition)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(theme: dict[str, str], ink: str, ground: str, least: float) -> None:
    assert contrast(theme[ink], theme[ground]) >= least


def test_the_two_dark_blocks_are_the_same() -> None:
    assert tokens(':root:not([data-theme="light"]) {') == DARK
    assert set(LIGHT) == set(DARK)


def test_tlp_badges_have_the_colours_of_first_on_black() -> None:
    for level, colour in (("red", "ff2b2b"), ("green", "33ff00"), ("clear", "fff")):
        assert re.search(rf"\.tlp-{level} {{ color: #{colour}; }}", CSS)
    assert ".tlp-amber, .tlp-amber-strict { color: #ffc000; }" in CSS
    assert re.search(r"\.tlp \{[^}]*background: #000;", CSS)


def test_every_token_used_is_defined() -> None:
    used = set(re.findall(r"var\(--([a-z0-9-]+)", CSS))
    assert used <= set(re.findall(r"--([a-z0-9-]+):", CSS))


def test_style_and_script_together_are_light() -> None:
    files = [STATIC / "mohona.css", STATIC / "mohona.js"]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 30_000


def test_bangla_is_never_spaced_out_nor_slanted() -> None:
    assert "font-style: italic" not in CSS
    for rule in re.findall(r"([^{}]+)\{[^}]*letter-spacing: -", CSS):
        assert ":not(:lang(bn))" in rule
