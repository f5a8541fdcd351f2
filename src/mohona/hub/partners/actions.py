# SPDX-License-Identifier: Apache-2.0
"""Every write about communities and memberships."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mohona.hub.accounts.actions import check_permission
from mohona.hub.accounts.models import Organisation, Person, Tlp
from mohona.hub.common import changes
from mohona.hub.common.errors import SentenceError
from mohona.hub.partners.models import Community, Membership


def check_community(*, name: str, ceiling: str) -> None:
    """Refuse what would not make a community, with one sentence."""
    if not name.strip() or len(name) > 120 or "\x00" in name:
        raise SentenceError(_("A community needs a name of 1 to 120 characters."))
    if ceiling not in Tlp.values:
        raise SentenceError(
            _("“%(tlp)s” is no TLP level; choose one of: %(levels)s.")
            % {"tlp": ceiling, "levels": ", ".join(Tlp.values)}
        )


@transaction.atomic
def add_community(
    *,
    name: str,
    by: Person | None,
    ceiling: str = "green",
    name_bn: str = "",
    description: str = "",
    description_bn: str = "",
) -> Community:
    """A new community without members; it changes no decision until somebody joins."""
    check_permission(by, "partners:community:manage")
    check_community(name=name, ceiling=ceiling)
    try:
        with transaction.atomic():
            return Community.objects.create(
                name=name.strip(),
                name_bn=name_bn.strip(),
                description=description,
                description_bn=description_bn,
                ceiling=ceiling,
            )
    except IntegrityError as error:
        raise SentenceError(
            _("There is a community named “%(name)s” already; choose another name.")
            % {"name": name}
        ) from error


@transaction.atomic
def change_community(community: Community, *, by: Person | None, **fields: Any) -> Community:
    """Change the given fields; a changed ceiling re-decides for all members."""
    check_permission(by, "partners:community:manage")
    changes.begin()
    community = Community.objects.select_for_update().get(pk=community.pk)
    before = community.ceiling
    for name, value in fields.items():
        setattr(community, name, value)
    check_community(name=community.name, ceiling=community.ceiling)
    try:
        with transaction.atomic():
            community.save()
    except IntegrityError as error:
        raise SentenceError(
            _("There is a community named “%(name)s” already; choose another name.")
            % {"name": community.name}
        ) from error
    if community.ceiling != before:
        members = Membership.objects.filter(
            community=community, state=Membership.State.ACTIVE
        ).values_list("organisation_id", flat=True)
        changes.parties(members)
    return community


@transaction.atomic
def join(community: Community, organisation: Organisation, *, by: Person | None) -> Membership:
    """Make the organisation an active member; being one already changes nothing."""
    return _set_state(community, organisation, Membership.State.ACTIVE, by=by)


@transaction.atomic
def leave(community: Community, organisation: Organisation, *, by: Person | None) -> Membership:
    """End the membership at once; what was released through it ends with it."""
    return _set_state(community, organisation, Membership.State.LEFT, by=by)


@transaction.atomic
def suspend(community: Community, organisation: Organisation, *, by: Person | None) -> Membership:
    """Pause the membership; nothing flows through it until it is active again."""
    return _set_state(community, organisation, Membership.State.SUSPENDED, by=by)


def _set_state(
    community: Community, organisation: Organisation, state: str, *, by: Person | None
) -> Membership:
    check_permission(by, "partners:community:manage")
    changes.begin()
    membership, created = Membership.objects.select_for_update().get_or_create(
        community=community, organisation=organisation, defaults={"state": state}
    )
    if not created and membership.state == state:
        return membership
    if not created:
        membership.state = state
        membership.save(update_fields=["state", "changed_at"])
    changes.parties([organisation.id])
    return membership
