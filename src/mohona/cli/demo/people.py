# SPDX-License-Identifier: Apache-2.0
"""The functions that people fill in the demo; no personal names."""

from mohona.cli.demo.model import Person

_DUTY = ("Duty officer", "কর্তব্যরত কর্মকর্তা")
_ANALYST = ("Threat analyst", "হুমকি বিশ্লেষক")
_SECURITY = ("Security officer", "নিরাপত্তা কর্মকর্তা")
_KEYS = ("Integration administrator", "সংযোগ প্রশাসক")
_READER = ("Risk reader", "ঝুঁকি পর্যবেক্ষক")

# organisation, mailbox, function, role, language
_PEOPLE: tuple[tuple[str, str, tuple[str, str], str, str], ...] = (
    ("cirt", "duty", _DUTY, "steward", "en"),
    ("cirt", "steward", ("Hub steward", "হাব তত্ত্বাবধায়ক"), "steward", "bn"),
    ("cirt", "analyst", _ANALYST, "analyst", "bn"),
    ("cirt", "reader", ("Situation room reader", "পরিস্থিতি কক্ষের পাঠক"), "reader", "en"),
    ("bank-isac", "duty", _DUTY, "administrator", "en"),
    ("bank-isac", "analyst", _ANALYST, "analyst", "bn"),
    ("telecom-isac", "duty", _DUTY, "administrator", "en"),
    ("energy-isac", "duty", _DUTY, "administrator", "en"),
    ("health-network", "duty", _DUTY, "administrator", "bn"),
    ("shapla-bank", "soc", _SECURITY, "analyst", "bn"),
    ("shapla-bank", "admin", _KEYS, "administrator", "en"),
    ("kashful-bank", "soc", _SECURITY, "analyst", "en"),
    ("hijal-bank", "soc", _SECURITY, "analyst", "bn"),
    ("nokshi-pay", "soc", _SECURITY, "analyst", "en"),
    ("shalik-telecom", "soc", _SECURITY, "analyst", "en"),
    ("shalik-telecom", "admin", _KEYS, "administrator", "en"),
    ("machranga-mobile", "soc", _SECURITY, "analyst", "bn"),
    ("bokul-fibre", "soc", _SECURITY, "analyst", "en"),
    ("kodom-grid", "soc", _SECURITY, "analyst", "bn"),
    ("kolmi-water", "soc", _SECURITY, "reader", "bn"),
    ("krishnachura-hospital", "soc", _SECURITY, "analyst", "bn"),
    ("shiuli-hospital", "soc", _SECURITY, "reader", "bn"),
    ("bay-port", "soc", _SECURITY, "analyst", "en"),
    ("ministry", "soc", _SECURITY, "analyst", "bn"),
    ("ministry", "reader", _READER, "reader", "bn"),
    ("cyber-police", "desk", ("Case desk", "মামলা ডেস্ক"), "analyst", "bn"),
    ("supervision", "reader", _READER, "reader", "en"),
    ("delta-university", "lab", ("Security laboratory", "নিরাপত্তা গবেষণাগার"), "analyst", "en"),
    ("cert-north", "duty", _DUTY, "analyst", "en"),
    ("cert-east", "duty", _DUTY, "analyst", "en"),
    ("cert-lakes", "duty", _DUTY, "reader", "en"),
)

PEOPLE: tuple[Person, ...] = tuple(
    Person(f"{box}@{slug}.example", title[0], title[1], slug, role, language)
    for slug, box, title, role, language in _PEOPLE
)
