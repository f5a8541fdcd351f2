# SPDX-License-Identifier: Apache-2.0
"""Form fields, the summary of errors and the filter bar as tags."""

from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from mohona.hub.ui import address

register = template.Library()


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One form field: label above, hint below it, error beside the field."""
    return bound.render("ui/field.html")


@register.inclusion_tag("ui/errors.html")
def errors(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """The summary of what is wrong; it takes the focus and links to the fields."""
    wrongs = [{"id": "", "label": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        target = bound.auto_id if bound.use_fieldset else bound.id_for_label
        wrongs += [{"id": target, "label": bound.label, "text": text} for text in bound.errors]
    return {"wrongs": wrongs, "focus": focus}


@register.inclusion_tag("ui/filters.html", takes_context=True)
def filters(context: template.Context, form: BaseForm, chips_id: str = "") -> dict[str, Any]:
    """A visible GET form, and a chip with a remove link for each active filter.

    Other parameters of the URL (sorting, a chosen view) are kept; the position is not.
    """
    query = context["request"].GET
    own = {bound.html_name for bound in form}
    kept = [
        (name, value)
        for name, values in query.lists()
        if name not in own and name not in address.POSITION
        for value in values
    ]
    return {
        "form": form,
        "kept": kept,
        "chips_id": chips_id,
        "chips": [chip for bound in form.visible_fields() for chip in _chips(bound, query)],
        "clear": address.without(query, *own),
    }


def _chips(bound: BoundField, query: Any) -> list[dict[str, str]]:
    words = {
        str(value): str(word) for value, word in getattr(bound.field, "choices", ()) if value != ""
    }
    check = isinstance(bound.field.widget, forms.CheckboxInput)
    return [
        {
            "label": str(bound.label),
            "value": gettext("yes") if check else words.get(value, value),
            "url": address.without(query, bound.html_name, value=value),
        }
        for value in query.getlist(bound.html_name)
        if value.strip()
    ]


@register.filter
def is_check(bound: BoundField) -> bool:
    """Whether the field is a single box to tick."""
    return isinstance(bound.field.widget, forms.CheckboxInput)


@register.filter
def is_file(bound: BoundField) -> bool:
    """Whether the field takes files."""
    return isinstance(bound.field.widget, forms.FileInput)


@register.filter
def is_text(bound: BoundField) -> bool:
    """Whether the field is free text, which deserves the room that is left."""
    return type(bound.field) is forms.CharField
