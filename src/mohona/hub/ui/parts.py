# SPDX-License-Identifier: Apache-2.0
"""What a page hands to the larger components: tabs, events, steps, the "why" panel.

All texts are plain text and are escaped when shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mohona.hub.ui.formats import Moment


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing; a link, so it can be opened, kept and sent."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Event:
    """One line of a timeline. ``by`` says who, ``detail`` what else there is to know."""

    at: Moment
    text: str
    by: str = ""
    detail: str = ""
    url: str = ""
    tlp: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a reasoning; ``passed`` False marks the step that stopped it."""

    text: str
    detail: str = ""
    passed: bool | None = None


@dataclass(frozen=True)
class Policy:
    """The policy that decided: its name in words and its Cedar text."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class Why:
    """The answer to "why may they see it?": one sentence, the steps, the policies."""

    question: str
    answer: str
    steps: Sequence[Step | str] = ()
    policies: Sequence[Policy] = field(default_factory=tuple)
    allowed: bool | None = None
