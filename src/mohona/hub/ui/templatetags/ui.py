# SPDX-License-Identifier: Apache-2.0
"""The components as template tags: ``{% load ui %}``.

Everything that is shown passes through ``format_html`` or a template, so text from hostile
feeds stays text. The gallery at ``/ui/`` shows each of them. Code that builds a value for a
page calls the same functions: ``ui.number``, ``ui.moment``, ``ui.copy``.
"""

from django import template

from mohona.hub.ui.tags import fields, navigation, records, words
from mohona.hub.ui.tags.navigation import button
from mohona.hub.ui.tags.records import copy
from mohona.hub.ui.tags.words import ago, day, digits, icon, in_bytes, moment, number, tlp

__all__ = [
    "ago",
    "button",
    "copy",
    "day",
    "digits",
    "icon",
    "in_bytes",
    "moment",
    "number",
    "register",
    "tlp",
]

register = template.Library()

for _part in (words, navigation, records, fields):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
