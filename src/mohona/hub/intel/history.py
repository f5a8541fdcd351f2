# SPDX-License-Identifier: Apache-2.0
"""One line of time for a record: came in, changed, decided, handed over, revoked."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import records, words
from mohona.hub.intel.queries import Version
from mohona.hub.ui.parts import Event

VERSIONS_SHOWN = 30


def events(
    versions: Sequence[Version], names: Mapping[UUID, str], reader: Organisation
) -> list[Event]:
    """What happened to the record as far as `reader` may know, the oldest first.

    versions: those that the reader may see, newest first.
    """
    current, came = versions[0], versions[-1].came_at
    found = [
        (version.came_at, _arrival(version, names, first=version is versions[-1]))
        for version in versions[:VERSIONS_SHOWN]
    ]
    grant = records.grant_of(current, reader.id)
    if grant is not None:
        text = _("Decided: %(organisation)s may have it") % {"organisation": reader}
        # The decision about a class may be older than the record that came into it.
        at = max(grant.decided_at, came)
        found.append((at, Event(at, text, tlp=current.tlp)))
    delivery = records.first_delivery(current, reader.id)
    if delivery is not None:
        text = _("Handed over to %(organisation)s") % {"organisation": reader}
        found.append((delivery.at, Event(delivery.at, text, detail=words.door(delivery.door))))
    return [event for _at, event in sorted(found, key=lambda one: one[0])]


def _arrival(version: Version, names: Mapping[UUID, str], *, first: bool) -> Event:
    source = names.get(version.source_id, "")
    if version.revoked:
        text = _("Revoked by its source")
    elif first:
        text = _("Came in")
    else:
        text = _("A new version came in")
    return Event(version.came_at, text, by=source, tlp=version.tlp)
