# SPDX-License-Identifier: Apache-2.0
"""Making one thing to look for: its titles and its pattern, with values from a campaign's pool."""

from collections.abc import Callable
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


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def simple(kind: str, path: str, titles: tuple[str, ...], title_bn: str) -> Maker:
    def make(pool: Pool) -> Finding:
        value = pool.draw(kind)
        shown = value if len(value) < 44 else f"{value[:16]}…"
        title = pool.rng.choice(titles).format(value=shown)
        bangla = nfc(title_bn.format(value=shown))
        return Finding(title, bangla, f"[{path} = '{_quoted(value)}']", defang(value), kind)

    return make


def composed(kind: str, title: str, title_bn: str, template: str, **draws: str) -> Maker:
    """A finding whose pattern joins several values; `draws` says what each slot draws."""

    def make(pool: Pool) -> Finding:
        values = {slot: pool.draw(what) for slot, what in draws.items()}
        pattern = template.format(**{slot: _quoted(value) for slot, value in values.items()})
        first = next(iter(values.values()))
        name = f"{title} ({first})" if len(first) < 40 else title
        bangla = nfc(f"{title_bn} ({first})" if len(first) < 40 else title_bn)
        return Finding(name, bangla, pattern, defang(first), kind)

    return make


def rule(language: str, title: str, title_bn: str, template: str, **draws: str) -> Maker:
    def make(pool: Pool) -> Finding:
        values = {slot: pool.draw(what) for slot, what in draws.items()}
        text = template.format(**values, rule=pool.hex(6), number=pool.rng.randrange(10**6))
        return Finding(
            title, nfc(title_bn), text, defang(next(iter(values.values()))), "rule", language
        )

    return make
