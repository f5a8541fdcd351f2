# SPDX-License-Identifier: Apache-2.0
"""The forms of the pages: filters of the list, upload, look-up, mending, whose "why"."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mohona.cti import values
from mohona.hub.accounts.models import Organisation, Tlp
from mohona.hub.intel import records, words
from mohona.hub.intel.queries import Search
from mohona.hub.sharing.queries import Sight

# Lists leave these out unless they are asked for: they say how records hang together.
JOINTS = ("relationship", "language-content", "marking-definition", "extension-definition")
EVERYTHING = "all"
LINES = 10_000
_TYPE = re.compile(r"[a-z][a-z0-9_-]{0,249}")


class ListFilters(forms.Form):
    """What the list shows; every field is optional and stands in the URL."""

    q = forms.CharField(label=_("Text"), required=False, max_length=400)
    value = forms.CharField(label=_("Value"), required=False, max_length=4096)
    type = forms.CharField(label=_("Type"), required=False)
    sector = forms.CharField(label=_("Sector"), required=False)
    source = forms.CharField(label=_("Source"), required=False)
    tlp = forms.ChoiceField(label="TLP", required=False, choices=[("", _("All")), *Tlp.choices])
    days = forms.ChoiceField(
        label=_("Came in"),
        required=False,
        choices=[("", _("Any time")), ("7", _("Last 7 days")), ("30", _("Last 30 days"))],
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    revoked = forms.ChoiceField(
        label=_("Revoked"),
        required=False,
        choices=[("", _("With revoked")), ("no", _("Without revoked")), ("yes", _("Only revoked"))],
    )

    def __init__(self, data: Any, *, sight: Sight) -> None:
        super().__init__(data)
        offered = records.choices(sight)
        types = sorted(
            ((kind, words.type_of(kind)) for kind in offered.types if kind != "other"),
            key=lambda pair: str(pair[1]),
        )
        asked = str(data.get("type", ""))
        if _TYPE.fullmatch(asked) and asked not in {EVERYTHING, *(kind for kind, _word in types)}:
            types.append((asked, words.type_of(asked)))
        self._offer("type", [("", _("All but relationships")), (EVERYTHING, _("All")), *types])
        sectors = sorted(
            ((code, words.sector(code)) for code in offered.sectors), key=lambda p: p[1]
        )
        self._offer("sector", [("", _("All")), *sectors])
        names = sorted(records.names(offered.sources).items(), key=lambda pair: pair[1].lower())
        self._offer("source", [("", _("All")), *((str(one), name) for one, name in names)])

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label, required=False, choices=choices
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        value = cleaned.get("value")
        if value and values.normalise(value) is None:
            self.add_error(
                "value",
                _("Expected an address, a domain, a URL, a hash, … Search for words under “Text”."),
            )
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first; swap them."))
        return cleaned

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out beyond what every list leaves out."""
        return any(self.cleaned_data.values())

    def search(self) -> Search:
        """What the valid fields ask for; a field that is wrong asks for nothing."""
        given = self.cleaned_data
        kind = given.get("type") or ""
        since = _midnight(given.get("since"))
        if given.get("days"):
            recent = timezone.now() - timedelta(days=int(given["days"]))
            since = max(since, recent) if since else recent
        return Search(
            text=(given.get("q") or "").replace("\0", ""),
            types=() if kind in ("", EVERYTHING) else (kind,),
            without=JOINTS if not kind else (),
            sectors=(given["sector"],) if given.get("sector") else (),
            sources=(given["source"],) if given.get("source") else (),
            tlp=(given["tlp"],) if given.get("tlp") else (),
            value=given.get("value") or "",
            since=since,
            until=_midnight(given.get("until"), days=1),
            revoked={"yes": True, "no": False}.get(given.get("revoked") or ""),
        )


def _midnight(day: Any, days: int = 0) -> datetime | None:
    """The start of a day (or of one some days later) in the hub's time zone.

    A day that no clock of the hub reaches is brought to the first or last that one does.
    """
    if day is None:
        return None
    day = min(max(day, date(1970, 1, 2)), date(9000, 1, 1))
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Cleans to a list of uploaded files."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(ManyFilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """Files or pasted text; one of the two is enough."""

    documents = ManyFilesField(
        label=_("Files"),
        required=False,
        help_text=_(
            "STIX 2.1 or 2.0 as JSON: bundles, lists, or one object on each line. "
            "Drop them here or choose them."
        ),
        error_messages={"empty": _("One of the files is empty; choose another.")},
    )
    text = forms.CharField(
        label=_("Or paste JSON"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "values", "spellcheck": "false"}),
    )

    def clean_documents(self) -> list[Any]:
        given: list[Any] = self.cleaned_data["documents"]
        most = settings.OPTIONS.max_import
        if any(one.size > most for one in given):
            raise forms.ValidationError(
                _("Expected files of at most %(most)s bytes, a larger one came; send it in parts."),
                params={"most": most},
            )
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            not self.errors
            and not cleaned.get("documents")
            and not (cleaned.get("text") or "").strip()
        ):
            raise forms.ValidationError(_("Choose a file or paste JSON; nothing came."))
        return cleaned


class LookUpForm(forms.Form):
    """Values to look up, one on each line."""

    values = forms.CharField(
        label=_("Values"),
        max_length=LINES * 300,
        help_text=_(
            "One on each line, up to 10,000: addresses, domains, URLs, hashes, mail "
            "addresses, CVEs. Defanged ones such as hxxp://evil[.]example are understood."
        ),
        widget=forms.Textarea(
            attrs={"rows": 10, "class": "values", "spellcheck": "false", "autocomplete": "off"}
        ),
    )

    def clean_values(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["values"].splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > LINES:
            raise forms.ValidationError(
                _("Expected at most %(limit)s values, but %(count)s came. Look them up in parts."),
                params={"limit": LINES, "count": len(lines)},
            )
        return lines


class MendForm(forms.Form):
    """The mended text of what lies in quarantine."""

    text = forms.CharField(
        label=_("Mended text"),
        strip=False,
        help_text=_("It is checked and stored as if it had just come in."),
        widget=forms.Textarea(attrs={"rows": 16, "class": "values", "spellcheck": "false"}),
    )


class RecipientForm(forms.Form):
    """For which organisation "why" is asked."""

    recipient = forms.ModelChoiceField(
        label=_("Why may another organisation see it?"), queryset=Organisation.objects.none()
    )

    def __init__(
        self, data: Any = None, *, offered: QuerySet[Organisation], **arguments: Any
    ) -> None:
        super().__init__(data, **arguments)
        field = self.fields["recipient"]
        field.queryset = offered  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]
