# SPDX-License-Identifier: Apache-2.0
"""How pages here ask what a change would release or end, without importing the room above.

Release registers its answer in `AppConfig.ready`; until it does, nothing is foreseen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from mohona.release.engine import Party


@dataclass(frozen=True, slots=True)
class Balance:
    """What one recipient would gain and lose: records, and classes they belong to."""

    recipient: UUID
    gained: int = 0
    gained_classes: int = 0
    lost: int = 0
    lost_classes: int = 0


Outlook = Callable[[Iterable[Party]], list[Balance]]

_answers: list[Outlook] = []


def register(answer: Outlook) -> None:
    """Make `answer` the one that is asked."""
    _answers[:] = [answer]


def of(parties_after: Iterable[Party]) -> list[Balance]:
    """What would change for whom if the hub's parties were these; largest change first."""
    return _answers[0](list(parties_after)) if _answers else []
