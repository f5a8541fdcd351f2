# SPDX-License-Identifier: Apache-2.0
"""Through whose eyes a person looks at the pages: the own organisation's, or "as" another's."""

from uuid import UUID

from django.http import HttpRequest

from mohona.hub.accounts.models import Organisation
from mohona.hub.sharing.queries import Sight
from mohona.hub.ui.seeing import Seeing

SESSION_KEY = "see_as"


def of(request: HttpRequest) -> Sight:
    """The sight of the signed-in person.

    Seen as another organisation, only what both may have is shown: looking never widens.
    """
    own = request.user.organisation_id  # type: ignore[union-attr]
    other = seen_as(request)
    return Sight(own) if other is None else Sight(other.id, viewer=own)


def seen_as(request: HttpRequest) -> Organisation | None:
    """The organisation that the person looks as; None for the own one."""
    chosen = request.session.get(SESSION_KEY)
    if not chosen or not request.user.may("sharing:view:as"):  # type: ignore[union-attr]
        return None
    found = Organisation.objects.filter(pk=UUID(chosen), active=True).first()
    if found is None or found.id == request.user.organisation_id:  # type: ignore[union-attr]
        return None
    return found


def seen(request: HttpRequest) -> Seeing:
    """What the shell shows of this: the frame with the name, or the way to choose one."""
    other = seen_as(request)
    may = bool(request.user.may("sharing:view:as"))  # type: ignore[union-attr]
    return Seeing("" if other is None else str(other), may)
