# SPDX-License-Identifier: Apache-2.0
"""What flows: a stream of records from a source or to a recipient, by TLP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from mohona.hub.ui import formats

LEVELS = ("clear", "green", "amber", "amber+strict", "red")
STRICT = "amber+strict"  # amber in colour, told apart by stripes
MOST = 8
THINNEST = 1.0  # pixels; a single record is still a line


@dataclass(frozen=True)
class Stream:
    """Who gives or gets, where the list behind it is, and how many records per TLP level."""

    label: str
    url: str
    amounts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All records of the stream."""
        return sum(self.amounts.get(level, 0) for level in LEVELS)


@dataclass(frozen=True)
class Band:
    """A strip of a stream in one TLP colour: from ``start`` to ``end`` pixels of its width."""

    level: str
    start: float
    end: float


@dataclass(frozen=True)
class Drawn:
    """A stream with its strips in pixels."""

    stream: Stream
    bands: tuple[Band, ...]

    @property
    def thickness(self) -> float:
        """The whole width in pixels."""
        return self.bands[-1].end if self.bands else 0.0


def gather(streams: Sequence[Stream], language: str, others_url: str = "") -> list[Stream]:
    """The largest streams first; what is beyond the most that fit becomes "n others"."""
    flowing = sorted((s for s in streams if s.total > 0), key=lambda s: (-s.total, s.label))
    if len(flowing) <= MOST:
        return flowing
    kept, rest = flowing[: MOST - 1], flowing[MOST - 1 :]
    amounts = {level: sum(s.amounts.get(level, 0) for s in rest) for level in LEVELS}
    label = ngettext("%(count)s other", "%(count)s others", len(rest)) % {
        "count": formats.number(len(rest), language)
    }
    return [*kept, Stream(label, others_url, amounts)]


def scales(sources: Sequence[Stream], recipients: Sequence[Stream], room: float) -> list[float]:
    """Pixels per record on each side: the same, unless one side would be a thread."""
    came, went = (sum(s.total for s in side) for side in (sources, recipients))
    if not came or not went or max(came, went) <= 4 * min(came, went):
        return [room / max(came, went, 1)] * 2
    return [room / came, room / went]


def draw(stream: Stream, scale: float) -> Drawn:
    """The strips of a stream, in the order of TLP, none thinner than can be seen."""
    bands: list[Band] = []
    at = 0.0
    for level in LEVELS:
        amount = stream.amounts.get(level, 0)
        if amount > 0:
            end = at + max(amount * scale, THINNEST)
            bands.append(Band(level, at, end))
            at = end
    return Drawn(stream, tuple(bands))


def describe(stream: Stream, language: str) -> str:
    """The stream in words, for its title: "Bank ISAC: 6,120 (TLP:GREEN 800, TLP:AMBER 5,320)"."""
    parts = ", ".join(
        f"TLP:{level.upper()} {formats.number(stream.amounts[level], language)}"
        for level in LEVELS
        if stream.amounts.get(level, 0) > 0
    )
    return gettext("%(label)s: %(total)s records (%(parts)s)") % {
        "label": stream.label,
        "total": formats.number(stream.total, language),
        "parts": parts,
    }
