# SPDX-License-Identifier: Apache-2.0
"""The page that says how machines of one's organisation connect. It shows no secret."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from mohona.hub.accounts.models import Person
from mohona.hub.exchange import snippets
from mohona.hub.sharing.models import Collection

# The words of the first two collections, which clients get in English.
_WORDS = {
    "everything": (
        _("Everything released to you"),
        _("All records that agreements and policies release to your organisation."),
    ),
    "inbox": (
        _("Inbox"),
        _("Post here what you give to the hub; it reads back what you gave."),
    ),
}


@login_required
@require_GET
def connect(request: HttpRequest) -> HttpResponse:
    """Addresses, collections and lines to paste, for the person's own organisation."""
    person: Person = request.user  # type: ignore[assignment]
    collections = list(Collection.objects.filter(owner_id=person.organisation_id))
    by_alias = {one.alias: str(one.id) for one in collections}
    address = f"{request.scheme}://{request.get_host()}"
    context = {
        "organisation": person.organisation,
        "manages_keys": person.may("accounts:key:manage"),
        "rows": [(one, *_words(one)) for one in collections],
        "address": f"{address}/taxii2/",
        "snippets": snippets.of(
            address, by_alias.get("everything", "everything"), by_alias.get("inbox", "inbox")
        ),
    }
    return render(request, "exchange/connect.html", context)


def _words(collection: Collection) -> tuple[str, str]:
    title, about = _WORDS.get(collection.alias, (collection.title, collection.description))
    return str(title), str(about)
