# SPDX-License-Identifier: Apache-2.0
"""The first bundle of a campaign: who, what, whom, with which means, and what to do."""

from datetime import datetime, timedelta

from mohona.cli.demo.finding import add_indicator
from mohona.cli.demo.model import Bundle, Stix
from mohona.cli.demo.reports import opening_report
from mohona.cli.demo.scene import Core, Scene
from mohona.cli.demo.stix import Desk, timestamp
from mohona.cli.demo.stories import Story

_INFRASTRUCTURE = (
    ("command-and-control", "Control servers of {name}", "‘{name}’ অভিযানের নিয়ন্ত্রণ সার্ভার"),
    ("phishing", "Sign-in copies of {name}", "‘{name}’ অভিযানের নকল লগইন পাতা"),
    ("staging", "Download servers of {name}", "‘{name}’ অভিযানের ডাউনলোড সার্ভার"),
)
_COURSES = (
    (
        "Block and look back",
        "Block the listed names and addresses at the proxy; search thirty days of logs for them.",
        "আটকান এবং পেছনের লগ দেখুন",
        "তালিকার নাম ও ঠিকানাগুলো প্রক্সিতে আটকান এবং ত্রিশ দিনের লগে সেগুলো খুঁজুন।",
    ),
    (
        "Reset what was typed",
        "Change the passwords of everybody who opened the page and end their sessions.",
        "টাইপ করা পাসওয়ার্ড বদলান",
        "যাঁরা পাতাটি খুলেছেন, সবার পাসওয়ার্ড বদলান এবং চলমান সেশন বন্ধ করুন।",
    ),
    (
        "Close remote access",
        "Allow remote desktop only through the gateway that asks for a second factor.",
        "দূরবর্তী প্রবেশ সীমিত করুন",
        "দ্বিতীয় ধাপের যাচাই আছে এমন গেটওয়ে ছাড়া রিমোট ডেস্কটপ বন্ধ রাখুন।",
    ),
    (
        "Call before paying",
        "Confirm every new account number by telephone, using a number that was known before.",
        "টাকা দেওয়ার আগে ফোন করুন",
        "নতুন প্রতিটি হিসাব নম্বর আগে থেকে জানা ফোন নম্বরে কথা বলে নিশ্চিত করুন।",
    ),
)


def _actors(desk: Desk, story: Story) -> tuple[Stix, Stix, Stix]:
    seen = desk.at - timedelta(days=desk.rng.randrange(20, 200))
    campaign = desk.write(
        "campaign",
        name=story.name,
        description=story.description,
        objective=f"Reach {story.target}",
        first_seen=timestamp(seen),
    )
    desk.translate(campaign, name=story.name_bn, description=story.description_bn)
    group = desk.write(
        "intrusion-set",
        name=story.actor,
        description=story.actor_description,
        aliases=[f"{story.actor} ({desk.organisation.name})"],
        primary_motivation=story.motivation,
        resource_level=desk.rng.choice(("individual", "team", "organization")),
    )
    desk.translate(group, name=story.actor_bn)
    person = desk.write(
        "threat-actor",
        name=f"Operators of {story.actor}",
        threat_actor_types=[desk.rng.choice(("crime-syndicate", "spy", "activist", "unknown"))],
        description="Those who were seen at the keyboard; probably fewer than ten.",
        roles=["agent"],
        sophistication=desk.rng.choice(("minimal", "intermediate", "advanced")),
    )
    desk.relate(campaign["id"], "attributed-to", group["id"], confidence=60)
    desk.relate(group["id"], "attributed-to", person["id"], confidence=40)
    return campaign, group, person


def _means(scene: Scene, desk: Desk, story: Story, campaign: Stix, group: Stix) -> list[Stix]:
    malware = []
    for item in story.malware:
        value = desk.write(
            "malware",
            name=item.name,
            description=item.description,
            malware_types=list(item.kinds),
            is_family=True,
        )
        desk.translate(value, name=item.name_bn, description=item.description_bn)
        desk.relate(campaign["id"], "uses", value["id"])
        malware.append(value)
    for name in story.tools:
        desk.relate(group["id"], "uses", scene.tools[name])
    for technique in story.techniques:
        desk.relate(campaign["id"], "uses", scene.techniques[technique])
    return malware


def _infrastructure(desk: Desk, story: Story, malware: Stix) -> list[Stix]:
    result = []
    for kind, name, name_bn in _INFRASTRUCTURE:
        value = desk.write(
            "infrastructure",
            name=name.format(name=story.name),
            infrastructure_types=[kind],
            description="Rented by the week and given up when blocked.",
        )
        desk.translate(value, name=name_bn.format(name=story.name_bn))
        result.append(value)
    desk.relate(malware["id"], "uses", result[0]["id"])
    desk.relate(result[2]["id"], "hosts", malware["id"])
    return result


def _weakness(scene: Scene, desk: Desk, story: Story, malware: Stix) -> Stix:
    number = f"CVE-2026-9{scene.number('cve') * 137 % 10000:04d}"
    value = desk.write(
        "vulnerability",
        name=number,
        description=(
            f"{story.product} accepts requests without checking who sends them. The number is "
            "invented for the demo and stands for no real entry."
        ),
        external_references=[
            {"source_name": "cve", "external_id": number, "description": "Invented for the demo."}
        ],
    )
    desk.relate(malware["id"], "exploits", value["id"])
    return value


def _advice(scene: Scene, desk: Desk, story: Story, malware: Stix) -> list[Stix]:
    courses = []
    for name, text, name_bn, text_bn in desk.rng.sample(_COURSES, 2):
        value = desk.write("course-of-action", name=name, description=text)
        desk.translate(value, name=name_bn, description=text_bn)
        technique = scene.techniques[desk.rng.choice(story.techniques)]
        desk.relate(value["id"], "mitigates", technique)
        courses.append(value)
    desk.relate(courses[0]["id"], "mitigates", malware["id"])
    return courses


def open_story(scene: Scene, story: Story, at: datetime) -> Bundle:
    """The bundle with which the lead source opens `story`; its objects become the story's core."""
    desk = scene.desk(story.lead, at, story.tlp, story.sectors)
    campaign, group, person = _actors(desk, story)
    malware = _means(scene, desk, story, campaign, group)
    infrastructure = _infrastructure(desk, story, malware[0])
    weakness = _weakness(scene, desk, story, malware[-1])
    courses = _advice(scene, desk, story, malware[0])
    victims = desk.write(
        "identity", name=story.target[:1].upper() + story.target[1:], identity_class="class"
    )
    desk.translate(victims, name=story.target_bn)
    desk.relate(campaign["id"], "targets", victims["id"])
    place = scene.places[desk.rng.choice(list(scene.places))]
    desk.relate(group["id"], "originates-from", place, confidence=30)
    core = Core(campaign, group, malware, infrastructure, weakness)
    scene.cores[story.name] = core
    finds = [add_indicator(scene, desk, story) for _ in range(desk.rng.randrange(8, 14))]
    subjects = [campaign, group, person, *malware, *infrastructure, weakness, *courses, *finds]
    opening_report(scene, desk, story, subjects)
    return Bundle(story.lead, at, f"{story.name}: opening of the case", tuple(desk.objects))
