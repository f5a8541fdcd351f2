# SPDX-License-Identifier: Apache-2.0
"""How wide a text will be, and cutting it without hurting a letter.

The server knows no font, so widths are generous estimates in parts of the font size.
Cutting respects grapheme clusters of Bangla: a conjunct (letters joined by a hasanta) and
the signs that hang on a letter stay together.
"""

import unicodedata

_HASANTA = "\u09cd"
_FIRST_BANGLA, _LAST_BANGLA = "\u0980", "\u09ff"
_JOINERS = "\u200c\u200d"
_NARROW = frozenset("iljtfrI.,:;'|!()[]-·“” ")
_WIDE = frozenset("mwMW@%—…")
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn", "Co"}


def width(text: str, size: float) -> float:
    """The estimated width of a text in pixels at a font size in pixels."""
    after = ["", *text]
    return sum(map(_share, text, after)) * size


def _share(char: str, before: str) -> float:
    kind = unicodedata.category(char)
    if before == _HASANTA and kind == "Lo":
        return 0.3
    if _FIRST_BANGLA <= char <= _LAST_BANGLA and kind in ("Lo", "Nd"):
        return 0.72
    if kind in ("Mn", "Me") or kind in _INVISIBLE:
        return 0.0
    if kind == "Mc":
        return 0.48
    if char in _NARROW:
        return 0.36
    if char in _WIDE or unicodedata.east_asian_width(char) in "WF":
        return 1.02
    if char.isascii():
        return 0.7 if char.isupper() else 0.59
    return 0.74


def clusters(text: str) -> list[str]:
    """The text in pieces that may not be cut: a letter with everything joined to it."""
    pieces: list[str] = []
    for char in text:
        joins = unicodedata.category(char) in ("Mn", "Mc", "Me") or char in _JOINERS
        if pieces and (joins or pieces[-1].rstrip(_JOINERS).endswith(_HASANTA)):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def clean(text: str) -> str:
    """One line without control characters or direction tricks; these draw nothing good."""
    kept = (char if unicodedata.category(char) not in _INVISIBLE else " " for char in text)
    joined = "".join(
        original if original in _JOINERS else char
        for char, original in zip(kept, text, strict=True)
    )
    return " ".join(joined.split())


def shorten(text: str, room: float, size: float) -> str:
    """The text as it is, or cut between clusters with "…" so that it fits the room."""
    text = clean(text)
    if width(text, size) <= room:
        return text
    left, kept = room - width("…", size), ""
    for piece in clusters(text):
        left -= width(piece, size)
        if left < 0:
            break
        kept += piece
    return kept.rstrip() + "…"


def spread(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, in the same order, at least ``gap`` apart, from low to high.

    ``wanted`` is ascending. When there is not room for all, they leave at ``high`` rather
    than come closer than the gap.
    """
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + gap if placed else low))
    limit = high
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - gap
    if placed and placed[0] < low:
        placed = [low + gap * at for at in range(len(placed))]
    return placed
