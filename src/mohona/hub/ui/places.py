# SPDX-License-Identifier: Apache-2.0
"""The registry of places: what stands in the navigation on the left.

Each room registers its places in ``AppConfig.ready``; a person is shown only those
that exist (the URL resolves) and that the person may use.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Place:
    """One entry of the navigation.

    ``count`` answers how many things wait there for the person of a request; it is asked
    on every page, so it must be cheap. ``permission`` is what the person needs to see it.
    """

    key: str
    label: str | Promise
    url_name: str
    order: int = 100
    permission: str | None = None
    count: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True)
class Shown:
    """A place as a template shows it to one person."""

    key: str
    label: str | Promise
    url: str
    count: int
    current: bool


_registered: dict[str, Place] = {}


def register(place: Place) -> None:
    """Put a place into the navigation; the same key again replaces it."""
    _registered[place.key] = place


def registered() -> list[Place]:
    """Every registered place in the order of the navigation."""
    return sorted(_registered.values(), key=lambda place: (place.order, place.key))


def shown_to(request: HttpRequest) -> list[Shown]:
    """The places the person of this request may use, the current one marked."""
    person: Any = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    allowed = [
        (place, url)
        for place in registered()
        if (url := _url_of(place)) and _may(person, place.permission)
    ]
    current = _current(request.path, (url for _, url in allowed))
    return [
        Shown(
            key=place.key,
            label=place.label,
            url=url,
            count=place.count(request) if place.count else 0,
            current=url == current,
        )
        for place, url in allowed
    ]


def _url_of(place: Place) -> str:
    try:
        return reverse(place.url_name)
    except NoReverseMatch:
        return ""


def _may(person: Any, permission: str | None) -> bool:
    return permission is None or bool(person.may(permission))


def _current(path: str, urls: Iterable[str]) -> str:
    """The longest place URL that the path lies under; ``/`` only for itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default="")
