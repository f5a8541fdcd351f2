# SPDX-License-Identifier: Apache-2.0
"""Pages of keys, people and one's own profile; the language switch; what allauth must not show."""

from typing import Any, NoReturn
from uuid import UUID

from allauth.account import views as allauth
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from mohona.hub.accounts import actions, forms, queries, rules
from mohona.hub.accounts.confirmation import confirmed
from mohona.hub.accounts.models import Person
from mohona.hub.common.errors import SentenceError

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _person(request: HttpRequest, permission: str | None = None) -> Person:
    """The person of the request, who holds `permission`; else 403."""
    person: Person = request.user  # type: ignore[assignment]
    if permission is not None and not person.may(permission):
        raise PermissionDenied(permission)
    return person


# Sign-in


def not_here(request: HttpRequest, *parts: Any) -> NoReturn:
    """Pages of allauth with which people would add themselves or move to another address."""
    raise Http404


@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Switch the language of this browser, and remember it on the person."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        actions.remember_language(_person(request), chosen)
    return set_language(request)


def reset_password(request: HttpRequest) -> HttpResponseBase:
    """Send a link for a new password; where the hub sends no mail, say whom to ask."""
    if settings.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend":
        return render(request, "account/no_mail.html")
    return allauth.password_reset(request)


@login_required
@GET_OR_POST
def profile(request: HttpRequest) -> HttpResponse:
    """What one may say about oneself, and where one is signed in."""
    person = _person(request)
    form = forms.ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_own_profile(person, **data)
        answer = redirect("accounts:profile")
        with translation.override(data["language"]):
            messages.success(request, _("Saved."))
        _set_language_cookie(answer, data["language"])
        return answer
    sessions = sorted(
        UserSession.objects.purge_and_list(person), key=lambda one: one.created_at, reverse=True
    )
    context = {
        "form": form,
        "sessions": [(one, rules.browser(one.user_agent)) for one in sessions],
        "current": request.session.session_key,
        "others": sum(one.session_key != request.session.session_key for one in sessions),
    }
    return render(request, "accounts/profile.html", context)


def _set_language_cookie(answer: HttpResponse, language: str) -> None:
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions of the person but this one."""
    end_other_sessions(request, _person(request))
    messages.success(request, _("All other sessions have ended."))
    return redirect("accounts:profile")


# Keys


@login_required
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The keys the person may manage: the valid ones, or those that ended."""
    person = _person(request, "accounts:key:manage")
    now = timezone.now()
    found = list(queries.keys_for(person))
    ended = [key for key in found if key.revoked_at or (key.expires_at and key.expires_at <= now)]
    valid = [key for key in found if key not in ended]
    showing_ended = request.GET.get("state") == "ended"
    context = {
        "keys": ended if showing_ended else valid,
        "valid": len(valid),
        "ended": len(ended),
        "showing_ended": showing_ended,
        "all_organisations": person.may("accounts:organisation:manage"),
    }
    return render(request, "accounts/keys.html", context)


@login_required
@never_cache
@GET_OR_POST
def add_key(request: HttpRequest) -> HttpResponse:
    """Make a key. Its secret is in this one answer and nowhere else."""
    person = _person(request, "accounts:key:manage")
    chosen = {"organisation": request.GET.get("organisation", person.organisation_id)}
    form = forms.KeyForm(request.POST or None, person=person, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            key, secret = actions.add_key(
                organisation=form.cleaned_data.get("organisation") or person.organisation,
                name=form.cleaned_data["name"],
                expires_at=form.expires_at,
                by=person,
            )
        except SentenceError as error:
            form.add_error("expires", str(error))
        else:
            context = {
                "key": key,
                "secret": secret,
                "taxii": request.build_absolute_uri("/taxii2/"),
                "values": request.build_absolute_uri("/api/v1/values/198.51.100.7"),
            }
            return render(request, "accounts/key_added.html", context)
    return render(request, "accounts/form.html", _form_page(form, "key"))


@GET_OR_POST
@confirmed("accounts:key:manage")
def revoke_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Say what ends, then end it."""
    person = _person(request, "accounts:key:manage")
    key = get_object_or_404(queries.keys_for(person), pk=key_id)
    if request.method == "POST":
        actions.revoke_key(key, by=person)
        messages.success(request, _("The key “%(key)s” no longer signs in.") % {"key": key})
        return redirect("accounts:keys")
    return render(request, "accounts/key_revoke.html", {"key": key})


# People


@login_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The people whom the person may manage."""
    person = _person(request, "accounts:person:manage")
    found = queries.people_for(person).order_by("organisation__name", "email")
    organisation = request.GET.get("organisation", "")
    form = None
    if person.may("accounts:organisation:manage"):
        form = forms.OrganisationFilter(request.GET)
    if form is not None and form.is_valid() and organisation:
        found = found.filter(organisation=form.cleaned_data["organisation"])
    return render(request, "accounts/people.html", {"people": found, "form": form})


@GET_OR_POST
@confirmed("accounts:person:manage")
def add_person(request: HttpRequest) -> HttpResponse:
    """Add somebody who signs in, with a first password that is handed over."""
    person = _person(request, "accounts:person:manage")
    chosen = {"organisation": request.GET.get("organisation", person.organisation_id)}
    form = forms.PersonForm(request.POST or None, person=person, initial=chosen)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        organisation = data.pop("organisation", None) or person.organisation
        try:
            added = actions.add_person(organisation=organisation, by=person, **data)
        except SentenceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(email)s can sign in now.") % {"email": added.email})
            return redirect("accounts:people")
    return render(request, "accounts/form.html", _form_page(form, "person"))


@GET_OR_POST
@confirmed("accounts:person:manage")
def change_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change function, role, and whether somebody may sign in."""
    by = _person(request, "accounts:person:manage")
    person = get_object_or_404(queries.people_for(by), pk=person_id)
    actions.check_may_manage(person, by=by)
    initial = {name: getattr(person, name) for name in ("title", "title_bn", "role", "is_active")}
    form = forms.PersonChangeForm(
        request.POST or None,
        person=by,
        has_second_factor=Authenticator.objects.filter(user=person).exists(),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            if data.pop("forget_second_factor", False):
                actions.forget_second_factor(person, by=by)
            actions.change_person(person, by=by, **data)
        except SentenceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:people")
    context = _form_page(form, "change") | {"changed": person}
    return render(request, "accounts/form.html", context)


def _form_page(form: django_forms.BaseForm, kind: str) -> dict[str, Any]:
    return {"form": form, "kind": kind}
