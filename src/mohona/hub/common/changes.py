# SPDX-License-Identifier: Apache-2.0
"""How a lower room tells a higher one that something changed, without importing it.

A room that must hear of a change registers a listener in its `AppConfig.ready`. Listeners run
inside the transaction of the change: if one fails, the change does not happen.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

Listener = Callable[[frozenset[UUID]], None]

_listeners: list[Listener] = []


def on_parties(listener: Listener) -> None:
    """Call `listener` with the ids of organisations whose standing changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def parties(organisations: Iterable[UUID]) -> None:
    """Tell all listeners that decisions about these organisations may have changed."""
    changed = frozenset(organisations)
    for listener in _listeners:
        listener(changed)
