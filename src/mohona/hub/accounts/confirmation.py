# SPDX-License-Identifier: Apache-2.0
"""Dangerous acts ask who is acting: for the second factor, and only without one for the password.

allauth would be content with the password of somebody who has a second factor.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from mohona.hub.accounts.models import Person

View = Callable[..., HttpResponseBase]

PASSWORD, CODE, KEY = "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"


def confirmed(permission: str) -> Callable[[View], View]:
    """Sign-in, then `permission` (else 403), then for a POST a fresh confirmation.

    What was posted is kept and done once the person has confirmed.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.may(permission):  # type: ignore[union-attr]
                raise PermissionDenied(permission)
            if request.method == "POST" and (page := _page_to_confirm(request)):
                return suspend_request(request, reverse(page))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _page_to_confirm(request: HttpRequest) -> str:
    """Where the person confirms; empty when that was done within the last minutes."""
    person: Person = request.user  # type: ignore[assignment]
    kinds = set(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True))
    has_second = bool(kinds & {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN})
    oldest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    for record in get_authentication_records(request, person):
        strong = record.get("method") == "mfa" or not has_second
        if record.get("reauthenticated") and record["at"] >= oldest and strong:
            return ""
    if not has_second:
        return PASSWORD
    return CODE if Authenticator.Type.TOTP in kinds else KEY
