# SPDX-License-Identifier: Apache-2.0
"""Partners that read while the demo comes in, so that something has been delivered to some.

They read what a TAXII client would read from "everything released to you", page by page.
"""

from uuid import UUID

from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import reading
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing.models import Collection, Delivery
from mohona.hub.sharing.queries import Sight

PAGE = 1000
# Who reads when this share of the bundles is in. CERT Lakes never does; CERT East stops early.
READERS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (0.4, ("bank-isac", "shapla-bank", "cert-north", "cert-east", "telecom-isac", "supervision")),
    (0.7, ("bank-isac", "shapla-bank", "cert-north", "cert-east", "shalik-telecom", "ministry")),
    (1.0, ("bank-isac", "shapla-bank", "cert-north", "telecom-isac", "kodom-grid", "nokshi-pay")),
)


def due(done: int, total: int) -> tuple[str, ...]:
    """The slugs of those who read after the bundle number `done` (from 1) of `total`."""
    for share, readers in READERS:
        if done == max(1, round(share * total)):
            return readers
    return ()


def read_all(recipient: Organisation) -> int:
    """The recipient reads on from where it stopped; returns how many records it got."""
    sharing.begin_reading(recipient.id)
    collection = Collection.objects.filter(owner=recipient, alias="everything").first()
    after = _cursor(recipient.id)
    got = 0
    while True:
        page = reading.page(Sight(recipient.id), after=after, limit=PAGE)
        if not page.rows:
            return got
        sharing.note_delivery(
            recipient=recipient.id,
            key=recipient.keys.values_list("id", flat=True).first(),
            door="taxii",
            collection=collection.id if collection else None,
            sequential=True,
            first=page.rows[0].position,
            last=page.rows[-1].position,
            count=len(page.rows),
        )
        after = page.rows[-1].position
        got += len(page.rows)


def _cursor(recipient: UUID) -> int:
    last = Delivery.objects.filter(recipient_id=recipient, sequential=True).order_by("-last")
    return last.values_list("last", flat=True).first() or 0
