# SPDX-License-Identifier: Apache-2.0
"""Context processor of the shell: places, languages, theme and the person's line.

Settings: ``"mohona.hub.ui.context.shell"`` in the template options' ``context_processors``.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from mohona.hub.ui import places, seeing

THEME_COOKIE = "mohona_theme"
THEMES = ("auto", "light", "dark")
LANGUAGES = (("en", "English"), ("bn", "বাংলা"))


def shell(request: HttpRequest) -> dict[str, Any]:
    """What ``ui/page.html`` and ``ui/bare.html`` need; nothing is computed until it is used."""
    return {
        "ui_places": SimpleLazyObject(lambda: places.shown_to(request)),
        "ui_languages": LANGUAGES,
        "ui_language": (get_language() or "en").split("-")[0],
        "ui_theme": theme_of(request),
        "ui_person": SimpleLazyObject(lambda: _person(request)),
        "ui_seeing": SimpleLazyObject(lambda: seeing.of(request)),
    }


def theme_of(request: HttpRequest) -> str:
    """The theme chosen in this browser; "auto" follows the system."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def _person(request: HttpRequest) -> dict[str, str]:
    """Title, organisation and role in words; empty for somebody who is not signed in."""
    person: Any = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {}
    role = getattr(person, "get_role_display", None)
    return {
        "title": str(person),
        "organisation": str(getattr(person, "organisation", None) or ""),
        "role": str(role() if role else getattr(person, "role", "") or ""),
        "email": str(getattr(person, "email", "") or ""),
    }
