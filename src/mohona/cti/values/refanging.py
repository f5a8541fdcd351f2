# SPDX-License-Identifier: Apache-2.0
"""Undoing the ways in which people make addresses harmless to click.

`hxxp://evil[.]example`, `1.2.3[.]4`, `evil(dot)example`, `user[at]host`, `hxxps[:]//`.
"""

import re

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f]")
_SUSPECT = re.compile(
    r"[\[({<][.:@/]|[\[({<]\s{0,8}(?:dot|at|punkt|://)|^(?:hxx|h\*\*|h__|htxp|hxt|meow|fxp|xxxx)"
    r"|\s(?:dot|at)\s|\\\.",
    re.IGNORECASE,
)
# Nothing of all this can be in such a text; it is nearly every text.
_PLAIN = re.compile(r"(?!hxx|h\*\*|h__|htxp|hxt|meow|fxp|xxxx)[^\[({<\s\\]*", re.IGNORECASE)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s{0,8}[\[({<]\s{0,8}(?:\.|dot|punkt)\s{0,8}[\])}>]\s{0,8}", re.IGNORECASE), "."),
    (re.compile(r"\s{0,8}[\[({<]\s{0,8}(?:@|at)\s{0,8}[\])}>]\s{0,8}", re.IGNORECASE), "@"),
    (re.compile(r"[\[({<]\s{0,8}://\s{0,8}[\])}>]"), "://"),
    (re.compile(r"[\[({<]:[\])}>]"), ":"),
    (re.compile(r"[\[({<]/[\])}>]"), "/"),
    (re.compile(r"(?<=\w)\s+dot\s+(?=\w)", re.IGNORECASE), "."),
    (re.compile(r"(?<=\w)\s+at\s+(?=\w)", re.IGNORECASE), "@"),
    (re.compile(r"\\\."), "."),
    (re.compile(r"^(?:h(?:xx|\*\*|__|tx|xt)p|meow|xxxx)(s?)(?=:|\s)", re.IGNORECASE), r"http\1"),
    (re.compile(r"^fxp(s?)(?=:)", re.IGNORECASE), r"ftp\1"),
)


def refang(text: str) -> str:
    """The text with its defanging undone; a text that is not defanged comes back as it is."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    elif _PLAIN.fullmatch(text) is not None:
        return text
    # Undoing one layer can show another (`[[.]]`); every pass that changes something shortens.
    for _ in range(4):
        if _SUSPECT.search(text) is None:
            break
        before = text
        for pattern, plain in _RULES:
            text = pattern.sub(plain, text)
        if text == before:
            break
    return text
