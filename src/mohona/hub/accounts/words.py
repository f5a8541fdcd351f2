# SPDX-License-Identifier: Apache-2.0
"""The words for the sector codes of an organisation, in the reader's language."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# NIS2 (Directive (EU) 2022/2555), annexes I and II, by the codes of `cti.sectors`.
SECTORS: dict[str, str | Promise] = {
    "energy": _("Energy"),
    "transport": _("Transport"),
    "banking": _("Banking"),
    "financial-market": _("Financial market"),
    "health": _("Health"),
    "drinking-water": _("Drinking water"),
    "waste-water": _("Waste water"),
    "digital-infrastructure": _("Digital infrastructure"),
    "ict-service-management": _("ICT service management"),
    "public-administration": _("Public administration"),
    "space": _("Space"),
    "postal": _("Postal services"),
    "waste-management": _("Waste management"),
    "chemicals": _("Chemicals"),
    "food": _("Food"),
    "manufacturing": _("Manufacturing"),
    "digital-providers": _("Digital providers"),
    "research": _("Research"),
}


def sectors(codes: Iterable[str]) -> str:
    """Sectors in words, in the order of the directive, separated by commas."""
    known = set(codes)
    return ", ".join(str(word) for code, word in SECTORS.items() if code in known)
