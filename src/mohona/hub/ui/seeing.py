# SPDX-License-Identifier: Apache-2.0
"""The frame around pages that are shown as another organisation sees them.

The room that knows whether they are registers its answer in ``AppConfig.ready``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Seeing:
    """``name`` is the organisation seen as, empty for the own eyes; ``may`` whether the person
    may choose one."""

    name: str = ""
    may: bool = False


_answers: list[Callable[[HttpRequest], Seeing]] = []


def register(answer: Callable[[HttpRequest], Seeing]) -> None:
    """Make ``answer`` the one that is asked on every page."""
    _answers[:] = [answer]


def of(request: HttpRequest) -> Seeing:
    """Through whose eyes the person of this request looks; it must be cheap."""
    person = getattr(request, "user", None)
    if not _answers or person is None or not person.is_authenticated:
        return Seeing()
    return _answers[0](request)
