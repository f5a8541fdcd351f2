# SPDX-License-Identifier: Apache-2.0
"""The forms of sign-in with our own words (allauth has none in Bangla) and no placeholders."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAIL = _("Mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("New password, once more")
CODE = _("Code")


def _forgotten() -> str:
    return format_html(
        '<a href="{}">{}</a>', reverse("account_reset_password"), gettext("Password forgotten?")
    )


FORGOTTEN = lazy(_forgotten, str)()
LENGTH = _("At least 12 characters; several words are easier to remember than signs.")


def _say(form: forms.BaseForm, **words: Any) -> None:
    """Give fields their labels; hints and placeholders of others go."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        if name in words:
            field.label = words[name]


class LoginForm(account.LoginForm):
    """Mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=MAIL, password=PASSWORD)
        self.fields["password"].help_text = FORGOTTEN
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True}


class ChangePasswordForm(account.ChangePasswordForm):
    """The old password and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, oldpassword=_("Present password"), password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["oldpassword"].help_text = FORGOTTEN
        self.fields["password1"].help_text = LENGTH


class ResetPasswordForm(account.ResetPasswordForm):
    """The mail address that gets the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=MAIL)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    """Twice the new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = LENGTH


class ReauthenticateForm(account.ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=PASSWORD)
        self.fields["password"].widget.attrs["autofocus"] = True


class CodeForm(mfa.AuthenticateForm):
    """The second factor at sign-in: a code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=CODE)
        self.fields["code"].help_text = _("From your authenticator app, or a recovery code.")
        self.fields["code"].widget.attrs["autofocus"] = True


class CodeAgainForm(mfa.ReauthenticateForm):
    """The second factor before a dangerous act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=CODE)
        self.fields["code"].help_text = _("From your authenticator app, or a recovery code.")
        self.fields["code"].widget.attrs["autofocus"] = True


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("The code that the app shows now"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddWebAuthnForm(webauthn.AddWebAuthnForm):
    """A passkey or a security key with its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name"), passwordless=_("Sign in with this key alone, without password"))
        self.fields["passwordless"].help_text = _(
            "The key then asks for a fingerprint or a number of its own."
        )


class EditWebAuthnForm(webauthn.EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name"))
