# SPDX-License-Identifier: Apache-2.0
"""Makes every Django form look like our field component.

Settings: ``FORM_RENDERER = "mohona.hub.ui.forms.Renderer"``. Then ``{{ form }}`` gives the
error summary and all fields, ``{{ form.name.as_field_group }}`` gives one.
"""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Label above, hint below it, error beside the field, a summary that takes the focus."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
