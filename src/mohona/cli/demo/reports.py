# SPDX-License-Identifier: Apache-2.0
"""Reports, notes, opinions, groupings and malware analyses: what people write about findings."""

from collections.abc import Sequence
from datetime import timedelta

from mohona.cli.demo.model import Stix
from mohona.cli.demo.scene import Scene
from mohona.cli.demo.stix import Desk, nfc, timestamp
from mohona.cli.demo.stories import Story

_TITLES = (
    (
        "{name}: new names and addresses against {target}",
        "‘{name_bn}’ অভিযান: {target_bn} লক্ষ্য করে নতুন ডোমেইন ও ঠিকানা",
    ),
    (
        "{name}: situation report {number}",
        "‘{name_bn}’ অভিযান: পরিস্থিতি প্রতিবেদন {number_bn}",
    ),
    (
        "What we know about {name} so far",
        "‘{name_bn}’ অভিযান সম্পর্কে এ পর্যন্ত যা জানা গেছে",
    ),
    (
        "{name}: advice for those who answer the phones",
        "‘{name_bn}’ অভিযান: যাঁরা ফোন ধরেন তাঁদের জন্য পরামর্শ",
    ),
)
_LEADS = (
    (
        "The group has changed its servers and kept its method.",
        "গোষ্ঠীটি সার্ভার বদলেছে, কিন্তু পদ্ধতি একই রেখেছে।",
    ),
    (
        "Two more organisations have reported the same activity.",
        "আরও দুটি প্রতিষ্ঠান একই ধরনের তৎপরতার কথা জানিয়েছে।",
    ),
    (
        "The activity is going down, but it has not ended.",
        "তৎপরতা কমছে, তবে এখনো শেষ হয়নি।",
    ),
)
_LEAD_OF: dict[str, tuple[str, str]] = {
    "phishing": (
        "Since yesterday evening the page also asks for the one-time code.",
        "গতকাল সন্ধ্যা থেকে পাতাটি একবার ব্যবহারের কোডও চাইছে।",
    ),
    "malware": (
        "A new build of the program avoids the rule that was shared last week.",
        "প্রোগ্রামটির নতুন সংস্করণ গত সপ্তাহে দেওয়া নিয়মটি এড়িয়ে যাচ্ছে।",
    ),
    "intrusion": (
        "Somebody signed in with old accounts over the weekend.",
        "সাপ্তাহিক ছুটিতে কেউ পুরোনো অ্যাকাউন্ট দিয়ে ঢুকেছে।",
    ),
    "flood": (
        "Last night's flood lasted twelve minutes and reached one service only.",
        "গত রাতের আক্রমণ বারো মিনিট স্থায়ী হয় এবং মাত্র একটি সেবায় পৌঁছায়।",
    ),
}
_CLOSINGS = (
    (
        "Members are asked to search their logs and to answer by the end of the week.",
        "সদস্যদের নিজেদের লগ খুঁজে সপ্তাহের মধ্যে জানাতে অনুরোধ করা হচ্ছে।",
    ),
    (
        "The listed names can be blocked without side effects.",
        "তালিকার নামগুলো আটকালে অন্য কোনো সেবায় প্রভাব পড়বে না।",
    ),
    (
        "Questions go to the duty desk at any hour.",
        "প্রশ্ন থাকলে যেকোনো সময় কর্তব্যরত ডেস্কে যোগাযোগ করুন।",
    ),
)
_NOTES = (
    (
        "First triage",
        "Three of the listed addresses were already blocked. One belonged to a known service and "
        "was taken off.",
    ),
    (
        "Overlap",
        "The certificate is the same as in a case of last spring. We keep both cases apart until "
        "that is confirmed.",
    ),
    (
        "Call with members",
        "Nobody has lost money so far. Two members ask for a text that they can send to customers.",
    ),
    (
        "False alarm removed",
        "One domain belongs to a contractor that changed its name. It was removed from the list.",
    ),
)
_OPINIONS = (
    ("strongly-agree", "We have seen the same on our side."),
    ("agree", "The timing fits; the tool is common, though."),
    ("neutral", "Too little to say."),
    ("disagree", "The overlap comes from a shared hosting company."),
)
_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
# These sources write part of their reports in Bangla first.
_BANGLA_FIRST = frozenset(
    {"ministry", "health-network", "krishnachura-hospital", "cirt", "hijal-bank", "cyber-police"}
)


def bangla_number(number: int) -> str:
    """`number` in Bangla digits."""
    return str(number).translate(_DIGITS)


def add_report(
    scene: Scene, desk: Desk, story: Story, subjects: Sequence[str], *, level: str | None = None
) -> Stix:
    """A report about `story` that lists `subjects`, in Bangla or English, often in both."""
    slots = {
        "name": story.name,
        "name_bn": story.name_bn,
        "target": story.target,
        "target_bn": story.target_bn,
        "number": str(scene.number(story.name)),
    }
    slots["number_bn"] = slots["number"].translate(_DIGITS)
    leads = (*_LEADS, _LEAD_OF[story.method])
    chosen = [desk.rng.choice(group) for group in (_TITLES, leads, _CLOSINGS)]
    english = [pair[0].format(**slots) for pair in chosen]
    bangla = [nfc(pair[1].format(**slots)) for pair in chosen]
    bangla_first = desk.organisation.slug in _BANGLA_FIRST and desk.rng.random() < 0.5
    title, *text = bangla if bangla_first else english
    report = desk.write(
        "report",
        level=level,
        name=title,
        description=" ".join(text),
        lang="bn" if bangla_first else "en",
        report_types=[desk.rng.choice(("campaign", "threat-report", "indicator"))],
        published=timestamp(desk.at),
        object_refs=list(dict.fromkeys(subjects)),
    )
    if not bangla_first and desk.rng.random() < 0.7:
        desk.translate(report, name=bangla[0], description=" ".join(bangla[1:]))
    return report


def opening_report(scene: Scene, desk: Desk, story: Story, subjects: Sequence[Stix]) -> Stix:
    """The report that opens a case and lists everything in its bundle that stands for itself."""
    report = desk.write(
        "report",
        name=f"{story.name}: a campaign against {story.target}",
        description=story.description,
        lang="en",
        report_types=["campaign", "threat-report"],
        published=timestamp(desk.at),
        object_refs=[value["id"] for value in subjects],
        external_references=[
            {
                "source_name": desk.organisation.name,
                "url": f"https://{desk.organisation.domain}/reports/{scene.number('case'):03d}",
            }
        ],
    )
    title = nfc(f"‘{story.name_bn}’ অভিযান: লক্ষ্য {story.target_bn}")
    desk.translate(report, name=title, description=story.description_bn)
    return report


def add_note(desk: Desk, subjects: Sequence[str]) -> Stix:
    """A duty officer's note on what was found."""
    abstract, content = desk.rng.choice(_NOTES)
    return desk.write(
        "note",
        abstract=abstract,
        content=content,
        authors=[f"Duty desk, {desk.organisation.name}"],
        object_refs=list(subjects),
    )


def add_opinion(desk: Desk, subject: str) -> Stix:
    """Agreement or doubt about somebody's finding."""
    opinion, text = desk.rng.choice(_OPINIONS)
    return desk.write(
        "opinion",
        opinion=opinion,
        explanation=text,
        authors=[f"Analysts of {desk.organisation.name}"],
        object_refs=[subject],
    )


def add_grouping(desk: Desk, story: Story, subjects: Sequence[str]) -> Stix:
    """Findings put beside each other before anybody calls them a case."""
    return desk.write(
        "grouping",
        name=f"Possibly {story.name}, to be checked",
        description="Put together because they were seen within one hour on the same network.",
        context="suspicious-activity",
        object_refs=list(subjects),
    )


def add_analysis(scene: Scene, desk: Desk, story: Story) -> Stix:
    """The outcome of a sandbox run of one of the story's programs."""
    malware = desk.rng.choice(scene.cores[story.name].malware)
    end = desk.clock
    start = end - timedelta(minutes=desk.rng.randrange(4, 40))
    analysis = desk.write(
        "malware-analysis",
        product=desk.rng.choice(("kodomtola-sandbox", "bil-scanner")),
        version=f"3.{desk.rng.randrange(9)}",
        analysis_started=timestamp(start),
        analysis_ended=timestamp(end),
        result=desk.rng.choice(("malicious", "malicious", "suspicious", "unknown")),
        result_name=f"{malware['name']}.Gen",
    )
    desk.relate(analysis["id"], "characterizes", malware["id"])
    return analysis
