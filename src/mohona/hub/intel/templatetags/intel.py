# SPDX-License-Identifier: Apache-2.0
"""The room's words in templates: ``{% load intel %}``."""

from django import template

from mohona.hub.intel import defanging, words

register = template.Library()


@register.filter
def type_word(code: str) -> str:
    """The type of an object in words."""
    return words.type_of(code)


@register.filter
def defanged(value: str, kind: str) -> str:
    """A value of a type as it may be shown."""
    return defanging.defang(kind, value)
