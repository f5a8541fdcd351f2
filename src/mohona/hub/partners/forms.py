# SPDX-License-Identifier: Apache-2.0
"""Forms of organisations and communities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mohona.hub.accounts.models import Organisation, Tlp
from mohona.hub.accounts.words import SECTORS
from mohona.hub.partners.models import Community, Membership


class OrganisationForm(forms.ModelForm[Organisation]):
    """What an organisation is."""

    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "As NIS2 names them. From TLP:AMBER on, a record that names sectors comes only to "
            "organisations of one of them."
        ),
    )
    default_tlp = forms.ChoiceField(
        label=_("What its records mean without a marking"),
        required=False,
        choices=[("", _("Nobody else may have them")), *Tlp.choices],
    )

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = (
            "name",
            "name_bn",
            "kind",
            "country",
            "sectors",
            "default_tlp",
            "coordinates",
        )
        labels = {
            "name": _("Name"),
            "name_bn": _("Name in Bangla"),
            "kind": _("Kind"),
            "country": _("Country"),
            "coordinates": _("Coordinates all sectors"),
        }
        help_texts = {
            "country": _("Two letters, such as BD."),
            "coordinates": _("Records that name a sector reach it whatever the sector."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sectors"].choices = list(SECTORS.items())  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The row stays as it is: actions change it, and their sentence says what is wrong."""


class OrganisationChangeForm(OrganisationForm):
    """The same of one that is there, and whether it takes part."""

    class Meta(OrganisationForm.Meta):
        fields = (*OrganisationForm.Meta.fields, "active")
        labels = OrganisationForm.Meta.labels | {"active": _("Takes part")}
        help_texts = OrganisationForm.Meta.help_texts | {
            "active": _("Without the tick it receives nothing, and its keys do not sign in.")
        }


class OrganisationFilter(forms.Form):
    """What a list of organisations shows."""

    q = forms.CharField(label=_("Name"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *Organisation.Kind.choices]
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("All")), *SECTORS.items()]  # type: ignore[attr-defined]


class CommunityForm(forms.ModelForm[Community]):
    """Name, purpose and ceiling."""

    ceiling = forms.ChoiceField(
        label=_("Ceiling"),
        choices=Tlp.choices,
        widget=forms.RadioSelect,
        help_text=_("Records up to this level flow between the members, stricter ones do not."),
    )

    class Meta:
        model = Community
        fields: tuple[str, ...] = ("name", "name_bn", "description", "description_bn", "ceiling")
        labels = {
            "name": _("Name"),
            "name_bn": _("Name in Bangla"),
            "description": _("What it is for"),
            "description_bn": _("What it is for, in Bangla"),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "description_bn": forms.Textarea(attrs={"rows": 3}),
        }

    def _post_clean(self) -> None:
        """The row stays as it is: actions change it, and their sentence says what is wrong."""


class MemberForm(forms.Form):
    """An organisation that is to join a community."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=_("Choose …")
    )

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.filter(
            community=community, state__in=(Membership.State.ACTIVE, Membership.State.SUSPENDED)
        )
        self.fields["organisation"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.filter(active=True).exclude(id__in=members.values("organisation"))
        )
