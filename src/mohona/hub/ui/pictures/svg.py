# SPDX-License-Identifier: Apache-2.0
"""The few elements the pictures are drawn with, everything from outside escaped."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from mohona.hub.ui.pictures.text import clean


def n(value: float) -> str:
    """A coordinate with one decimal; refuses what is no finite number."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"Expected a finite coordinate, got {value!r}; check the amounts drawn.")
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, content: str, classes: str = "") -> str:
    """A line of text with its baseline at y."""
    given = f' class="{classes}"' if classes else ""
    return f'<text x="{n(x)}" y="{n(y)}"{given}>{escape(clean(content))}</text>'


def path(commands: str, classes: str) -> str:
    """A path; ``commands`` is our own."""
    return f'<path class="{classes}" d="{commands}"/>'


def stripes(commands: str, thickness: float) -> str:
    """Stripes across a strip whose middle runs along the path: a second sign beside colour."""
    return f'<path class="hatch" stroke-width="{n(thickness)}" d="{commands}"/>'


def rect(x: float, y: float, w: float, h: float, classes: str, rx: float = 0) -> str:
    """A rectangle."""
    size = f'x="{n(x)}" y="{n(y)}" width="{n(max(w, 0))}" height="{n(max(h, 0))}"'
    return f'<rect class="{classes}" {size} rx="{n(rx)}"/>'


def hit(x: float, y: float, w: float, h: float) -> str:
    """An unseen area that makes a link large enough to be hit."""
    size = f'x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"'
    return f'<rect {size} fill="none" pointer-events="all"/>'


def link(url: str, title: str, parts: Iterable[str]) -> str:
    """What belongs together, with a title, as a link where the address is one we may follow."""
    inner = f"<title>{escape(clean(title))}</title>{''.join(parts)}"
    if not may_follow(url):
        return f"<g>{inner}</g>"
    return f'<a href="{escape(url)}">{inner}</a>'


def may_follow(url: str) -> bool:
    """Only addresses of this site or of the web: never ``javascript:`` or ``//elsewhere``."""
    if url.startswith("/"):
        return not url.startswith(("//", "/\\"))
    return url.startswith(("?", "#", "https://", "http://"))


def drawing(
    kind: str, w: float, h: float, label: str, parts: Iterable[str], language: str = ""
) -> str:
    """One drawing; ``kind`` is "wide" or "narrow"."""
    spoken = f' lang="{escape(language)}"' if language else ""
    return (
        f'<svg class="{kind}" viewBox="0 0 {n(w)} {n(h)}" role="group" '
        f'aria-label="{escape(clean(label))}"{spoken}>{"".join(parts)}</svg>'
    )


def figure(
    title: str, wide: str, narrow: str, *, note: str = "", after: str = "", far: bool = False
) -> SafeString:
    """Both drawings under one title. ``far``: switch to the narrow one early."""
    caption = ""
    if title or note:
        small = f'<span class="note">{escape(note)}</span>' if note else ""
        caption = f"<figcaption>{escape(clean(title))}{small}</figcaption>"
    classes = "picture far" if far else "picture"
    return mark_safe(  # noqa: S308 every part above is escaped where it is made
        f'<figure class="{classes}">{caption}{wide}{narrow}{after}</figure>'
    )
