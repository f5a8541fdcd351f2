# SPDX-License-Identifier: Apache-2.0
"""Forms of keys, people and one's own profile."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mohona.hub.accounts import rules
from mohona.hub.accounts.models import Organisation, Person

LANGUAGES = [("en", "English"), ("bn", "বাংলা")]
MEANINGS = {
    rules.Role.READER.value: _("Reader: reads and looks up"),
    rules.Role.ANALYST.value: _("Analyst: also hands in, mends and exports"),
    rules.Role.ADMINISTRATOR.value: _("Administrator: also keys and people of the organisation"),
    rules.Role.STEWARD.value: _("Hub steward: also all organisations and communities"),
}


class KeyForm(forms.Form):
    """A new key. The organisation is asked only of those who may choose among several."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("For example: SIEM of the head office."),
    )
    expires = forms.DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("The last day on which it signs in. Empty: until somebody revokes it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_organisation(self, person)

    @property
    def expires_at(self) -> datetime | None:
        """The end of the last day, in the hub's time zone."""
        last = self.cleaned_data.get("expires")
        if last is None:
            return None
        return timezone.make_aware(datetime.combine(last, time(23, 59, 59)))


class PersonForm(forms.Form):
    """Somebody new who signs in."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    email = forms.EmailField(label=_("Mail address"), help_text=_("The name at sign-in."))
    title = forms.CharField(
        label=_("Function"),
        max_length=120,
        required=False,
        help_text=_("What stands beside the work, for example: Duty officer."),
    )
    title_bn = forms.CharField(label=_("Function in Bangla"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    password = forms.CharField(
        label=_("Initial password"),
        strip=False,
        help_text=_("At least 12 characters. Hand it over in person; it can be changed at once."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_organisation(self, person)
        _choose_role(self, person)
        self.fields["role"].initial = rules.Role.READER.value


class PersonChangeForm(forms.Form):
    """Function, role and whether somebody may sign in."""

    title = forms.CharField(label=_("Function"), max_length=120, required=False)
    title_bn = forms.CharField(label=_("Function in Bangla"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    is_active = forms.BooleanField(
        label=_("May sign in"),
        required=False,
        help_text=_("Without the tick, open sessions end at once."),
    )

    forget_second_factor = forms.BooleanField(
        label=_("Remove the second factor"),
        required=False,
        help_text=_(
            "For somebody who has lost phone, keys and recovery codes; make sure that it is them."
        ),
    )

    def __init__(self, *args: Any, person: Person, has_second_factor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_role(self, person)
        if not has_second_factor:
            del self.fields["forget_second_factor"]


class ProfileForm(forms.ModelForm[Person]):
    """What people may say about themselves."""

    class Meta:
        model = Person
        fields = ("title", "title_bn", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=LANGUAGES,
            widget=forms.RadioSelect,
            help_text=_("Pages begin with it when you sign in in a new browser."),
        )
        self.fields["title"].label = _("Function")
        self.fields["title_bn"].label = _("Function in Bangla")


class OrganisationFilter(forms.Form):
    """One organisation of all."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Organisation"), required=False, empty_label=_("All")
    )


def _choose_organisation(form: forms.Form, person: Person) -> None:
    """Stewards choose among all; everybody else acts for the own organisation, unasked."""
    if person.may("accounts:organisation:manage"):
        field = form.fields["organisation"]
        field.queryset = Organisation.objects.filter(active=True)  # type: ignore[attr-defined]
        field.initial = person.organisation_id
    else:
        del form.fields["organisation"]


def _choose_role(form: forms.Form, person: Person) -> None:
    roles = [
        (role, MEANINGS[role])
        for role, _label in rules.ROLE_CHOICES
        if role != rules.Role.STEWARD or person.may("accounts:organisation:manage")
    ]
    form.fields["role"].choices = roles  # type: ignore[attr-defined]
