# SPDX-License-Identifier: Apache-2.0
"""Making one thing to look for: its titles and its pattern, with values from a campaign's pool."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mohona.cli.demo.stix import nfc
from mohona.cli.demo.values import Pool, defang


@dataclass(frozen=True, slots=True)
class Finding:
    """What an indicator says: its titles, its pattern, and the value in readable form."""

    title: str
    title_bn: str
    pattern: str
    value: str
    kind: str
    language: str = "stix"


Maker = Callable[[Pool], Finding]
_HASH = re.compile(r"[0-9a-f]{32,}")


def short(value: str) -> str:
    """`value` as a title shows it: the host of a URL, the beginning of a hash."""
    if "://" in value:
        return value.split("/")[2]
    return f"{value[:16]}…" if _HASH.fullmatch(value) else value


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


Titles = Mapping[str, tuple[tuple[str, ...], str]]


def simple(kind: str, path: str, titles: Titles) -> Maker:
    """A finding that compares `path` with one drawn value.

    `titles` gives the English titles and the Bangla one by the campaign's method; "" is for all
    methods that are not named.
    """

    def make(pool: Pool) -> Finding:
        value = pool.draw(kind)
        shown = short(value)
        english, bangla = titles.get(pool.method, titles[""])
        title = pool.rng.choice(english).format(value=shown)
        name_bn = nfc(bangla.format(value=shown))
        return Finding(title, name_bn, f"[{path} = '{_quoted(value)}']", defang(value), kind)

    return make


def composed(kind: str, title: str, title_bn: str, template: str, **draws: str) -> Maker:
    """A finding whose pattern joins several values; `draws` says what each slot draws."""

    def make(pool: Pool) -> Finding:
        values = {slot: pool.draw(what) for slot, what in draws.items()}
        pattern = template.format(**{slot: _quoted(value) for slot, value in values.items()})
        first = next(iter(values.values()))
        shown = short(first)
        name, bangla = f"{title} ({shown})", nfc(f"{title_bn} ({shown})")
        return Finding(name, bangla, pattern, defang(first), kind)

    return make


def rule(language: str, title: str, title_bn: str, template: str, **draws: str) -> Maker:
    """A finding that is a rule in another language than STIX patterning."""

    def make(pool: Pool) -> Finding:
        values = {slot: pool.draw(what) for slot, what in draws.items()}
        text = template.format(**values, rule=pool.hex(6), number=pool.rng.randrange(10**6))
        return Finding(
            title, nfc(title_bn), text, defang(next(iter(values.values()))), "rule", language
        )

    return make
