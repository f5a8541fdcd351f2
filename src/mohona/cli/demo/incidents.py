# SPDX-License-Identifier: Apache-2.0
"""Incidents of operators, with the national category as an extension of the STIX object."""

from datetime import timedelta

from mohona.cli.demo.model import Stix
from mohona.cli.demo.scene import Scene
from mohona.cli.demo.stix import Desk, timestamp
from mohona.cli.demo.stories import Story

_KINDS = (
    (
        "Passwords entered on a false page",
        "নকল পাতায় পাসওয়ার্ড দেওয়া হয়েছে",
        "Some employees typed their passwords before the page was blocked. Sessions were ended and "
        "passwords changed the same morning.",
    ),
    (
        "Work station calls a control server",
        "কম্পিউটার থেকে নিয়ন্ত্রণ সার্ভারে যোগাযোগ",
        "One machine called out every ten minutes for two days. It was taken off the network and "
        "its memory was kept.",
    ),
    (
        "Service slow under a flood of requests",
        "অনুরোধের ঢলে সেবা ধীর",
        "The service answered slowly for a quarter of an hour. The upstream provider filtered the "
        "traffic.",
    ),
    (
        "Account used from two places at once",
        "একই অ্যাকাউন্ট একসঙ্গে দুই জায়গা থেকে ব্যবহার",
        "An account signed in from the office and from abroad within five minutes. It was locked "
        "and the person was called.",
    ),
)


def add_incident(scene: Scene, desk: Desk, story: Story) -> Stix:
    """Something that happened to `desk`'s organisation in the course of `story`."""
    title, title_bn, text = desk.rng.choice(_KINDS)
    incident = desk.write(
        "incident",
        name=f"{title} at {desk.organisation.name}",
        description=text,
        extensions={
            scene.extension: {
                "extension_type": "property-extension",
                "national_category": desk.rng.choice((4, 5, 5, 6, 6, 6)),
                "noticed": timestamp(desk.at - timedelta(hours=desk.rng.randrange(2, 30))),
            }
        },
    )
    desk.translate(incident, name=f"{desk.organisation.name_bn}: {title_bn}")
    core = scene.cores[story.name]
    desk.relate(incident["id"], "related-to", core.campaign["id"], confidence=55)
    return incident
