# SPDX-License-Identifier: Apache-2.0
"""What everybody refers to: identities, techniques, tools, places, and one extension."""

from datetime import datetime, timedelta

from mohona.cli.demo.model import Bundle, Organisation, Stix
from mohona.cli.demo.scene import Scene
from mohona.cli.demo.stix import Desk, nfc, timestamp
from mohona.cli.demo.techniques import TECHNIQUES

# How long before the demo's present the identities were made.
AGE = timedelta(days=400)
_INDUSTRY = {
    "banking": "financial-services",
    "financial-market": "financial-services",
    "digital-infrastructure": "telecommunications",
    "energy": "energy",
    "drinking-water": "water",
    "health": "healthcare",
    "transport": "transportation",
    "public-administration": "government-public-services",
    "research": "education",
}
TOOLS = {
    "AnyDesk": ("remote-access", "A commercial remote-desktop program that intruders install too."),
    "Mimikatz": ("credential-exploitation", "Reads passwords and tickets from Windows memory."),
    "Frida": ("exploitation", "Instruments running apps; used to lift the protection of wallets."),
    "Rclone": ("unknown", "Copies folders to cloud storage and is used to carry data away."),
    "Masscan": ("information-gathering", "Scans very large address ranges within minutes."),
    "PsExec": ("remote-access", "Runs programs on other Windows machines of the same network."),
    "Nmap": ("network-capture", "Finds open services and the versions behind them."),
    "Evilginx": ("credential-exploitation", "A page in the middle that passes on one-time codes."),
}
PLACES = (
    ("Bay coast", "উপসাগরীয় উপকূল", {"region": "southern-asia"}),
    ("Delta districts", "ব-দ্বীপ জেলাসমূহ", {"region": "southern-asia", "country": "BD"}),
    (
        "Northern valleys",
        "উত্তরের উপত্যকা",
        {"latitude": 25.0, "longitude": 89.0, "precision": 90000.0},
    ),
)


def _identity(scene: Scene, organisation: Organisation, at: datetime) -> Bundle:
    desk = scene.desk(organisation.slug, at, "clear")
    kind = "system" if organisation.kind == "feed" else "organization"
    sectors = sorted({_INDUSTRY[code] for code in organisation.sectors})
    made = timestamp(scene.now - AGE)
    value = {
        "type": "identity",
        "spec_version": "2.1",
        "id": scene.identities[organisation.slug],
        "created": made,
        "modified": made,
        "name": organisation.name,
        "identity_class": kind,
        "contact_information": f"duty@{organisation.domain}",
        "object_marking_refs": desk.markings(),
    }
    if sectors:
        value["sectors"] = sectors
    desk.objects.append(value)
    desk.translate(value, name=organisation.name_bn)
    return Bundle(organisation.slug, at, f"Identity of {organisation.name}", tuple(desk.objects))


def _techniques(scene: Scene, desk: Desk) -> None:
    for technique in TECHNIQUES.values():
        value = desk.write(
            "attack-pattern",
            name=technique.name,
            description=technique.description,
            kill_chain_phases=[{"kill_chain_name": "mitre-attack", "phase_name": technique.phase}],
            external_references=[
                {"source_name": "mitre-attack", "external_id": technique.id},
            ],
        )
        desk.translate(value, name=technique.name_bn)
        scene.techniques[technique.id] = value["id"]


def _tools_and_places(scene: Scene, desk: Desk) -> None:
    for name, (kind, description) in TOOLS.items():
        value = desk.write("tool", name=name, tool_types=[kind], description=description)
        scene.tools[name] = value["id"]
    for name, name_bn, where in PLACES:
        value = desk.write("location", name=name, **where)
        desk.translate(value, name=name_bn)
        scene.places[name] = value["id"]


def _extension(scene: Scene, desk: Desk) -> Stix:
    value = desk.write(
        "extension-definition",
        name="National category of an incident",
        description=nfc(
            "Adds the national category from 1 (national emergency) to 6 (localised) to incidents."
        ),
        schema="https://cirt.example/schema/national-category.json",
        version="1.0.0",
        extension_types=["property-extension"],
    )
    scene.extension = value["id"]
    return value


def open_library(scene: Scene, at: datetime) -> list[Bundle]:
    """The first bundles: everybody's identity, then the national CIRT's library (TLP:CLEAR)."""
    bundles = [
        _identity(scene, organisation, at + timedelta(seconds=20 * number))
        for number, organisation in enumerate(scene.organisations.values())
    ]
    moment = bundles[-1].at + timedelta(minutes=2)
    desk = scene.desk("cirt", moment, "clear")
    _techniques(scene, desk)
    _tools_and_places(scene, desk)
    _extension(scene, desk)
    bundles.append(Bundle("cirt", moment, "Library of techniques and tools", tuple(desk.objects)))
    return bundles
