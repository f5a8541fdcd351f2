# SPDX-License-Identifier: Apache-2.0
"""How a lower room tells a higher one that something changed, without importing it.

A room that must hear of a change registers a listener in its `AppConfig.ready`. Listeners run
inside the transaction of the change: if one fails, the change does not happen.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from mohona.hub.common import clock

Listener = Callable[[frozenset[UUID]], None]

_listeners: list[Listener] = []


def on_parties(listener: Listener) -> None:
    """Call `listener` with the ids of organisations whose standing changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def begin() -> None:
    """Before the first row of a party is touched: changes of standing go one after the other.

    The clock comes first for everybody; whoever locked an organisation and then waited for the
    clock would wait for an intake that waits for the organisation.
    """
    clock.lock()


def parties(organisations: Iterable[UUID]) -> None:
    """Tell all listeners that decisions about these organisations may have changed."""
    changed = frozenset(organisations)
    for listener in _listeners:
        listener(changed)
