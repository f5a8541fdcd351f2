# SPDX-License-Identifier: Apache-2.0
"""How people sign in: an operator adds them, nobody registers alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

INCORRECT_CODE = _("This code is not valid; type the one that is shown now.")
TOO_MANY = _("Too many attempts; wait five minutes and try again.")


class Adapter(DefaultAccountAdapter):
    """Closes self-registration, speaks our words, and begins in the person's own language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This person may not sign in at present; ask your administrator."),
        "email_password_mismatch": _("Mail address and password do not belong together."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": INCORRECT_CODE,
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link is not valid any more; ask for a new one."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Set the person's language in a browser where none was chosen yet."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite="Lax",
            )
        return answer

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm who acts, in our words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use your authenticator app"),
            "mfa_reauthenticate:webauthn": _("Use a security key"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [
            method | {"description": words.get(method["id"], method["description"])}
            for method in methods
        ]


class SecondFactor(DefaultMFAAdapter):
    """The second factor in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": INCORRECT_CODE,
        "cannot_delete_authenticator": _("The second factor cannot be switched off here."),
        "cannot_generate_recovery_codes": _(
            "Recovery codes need a second factor; add an authenticator app or a key first."
        ),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 theirs
        """What a new key is called until somebody names it."""
        return str(_("Security key"))
