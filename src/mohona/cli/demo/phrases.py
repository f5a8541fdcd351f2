# SPDX-License-Identifier: Apache-2.0
"""Sentences for descriptions, English and Bangla, put together from whole sentences only.

Slots hold names and values; a Bangla name stands before a word that carries the case ending
("নামের", "থেকে"), so that no ending has to be bent to fit the name.
"""

import random

from mohona.cli.demo.makers import Finding, short
from mohona.cli.demo.stix import nfc
from mohona.cli.demo.stories import Story

# What was seen, by kind of value and method of the campaign; "" where the method does not matter.
_SEEN: dict[tuple[str, str], tuple[str, ...]] = {
    ("domain", "phishing"): (
        "{value} was registered this week and shows a copy of a known sign-in page.",
        "Messages to {target} linked to {value} from two different senders.",
    ),
    ("domain", "flood"): (
        "Bots ask {value} once an hour whom to flood.",
        "The name {value} changes its address every few minutes.",
    ),
    ("domain", ""): (
        "The name {value} appeared in proxy logs shortly before the first alarm.",
        "The sample looks up {value} as soon as it runs.",
    ),
    ("url", "phishing"): (
        "The page at {value} asks for a password and then for the one-time code.",
        "A short link in the message ended at {value}.",
    ),
    ("url", "flood"): ("Devices fetch the bot from {value} after the password was guessed.",),
    ("url", ""): (
        "Behind {value} lies an archive with a script in it.",
        "The first stage fetches the second one from {value}.",
    ),
    ("ipv4", "flood"): (
        "{value} belongs to a device that was taken over; its owner does not know.",
        "{value} sent a large part of the last flood.",
    ),
    ("ipv4", "intrusion"): (
        "{value} tried common passwords against the remote access of {target}.",
        "From {value} somebody signed in with a stolen account.",
    ),
    ("ipv4", ""): (
        "{value} answers on port 443 with a certificate it made itself.",
        "Machines of {target} called {value} every ten minutes.",
    ),
    ("ipv6", ""): (
        "{value} took over when the older address was blocked.",
        "Samples reach {value} only where IPv6 is available.",
    ),
    ("sha256", ""): (
        "The file with the hash {value} arrived as an attachment.",
        "A sample with the hash {value} was found in a user's download folder.",
        "The sandbox saw {value} start a second process and then delete itself.",
    ),
    ("mail", ""): (
        "{value} wrote to {target} with a forged display name.",
        "The sender {value} answered inside an existing thread.",
    ),
    ("rule", ""): (
        "The rule was run over three months of logs without a false alarm.",
        "The rule finds all samples known so far and two that were not.",
    ),
    ("", ""): (
        "The trace was found on more than one machine.",
        "Two organisations reported the same trace independently.",
        "The trace comes from a memory image and was confirmed on disk.",
    ),
}
_CONTEXT = (
    "It belongs to the campaign {campaign}.",
    "Timing and tools match the campaign {campaign}.",
    "The same set-up was used before in {campaign}.",
    "{malware} was present on the machines concerned.",
    "The link to {campaign} is likely but not certain.",
)
_ADVICE = (
    "Block it and look back thirty days.",
    "Search the logs before blocking, so that infected machines show themselves.",
    "Tell the duty officer when you see it; do not answer the sender.",
    "A single hit is worth a call.",
    "Expect it to be replaced within days.",
    "Please report sightings, also negative ones.",
)
_SEEN_BN: dict[tuple[str, str], tuple[str, ...]] = {
    ("domain", "phishing"): (
        "এই ডোমেইনটি এ সপ্তাহে নিবন্ধিত হয়েছে এবং পরিচিত একটি লগইন পাতার নকল দেখায়।",
        "এই অভিযানের লক্ষ্য {target}; পাঠানো বার্তায় এই ডোমেইনের লিংক ছিল।",
    ),
    ("domain", "flood"): ("বটগুলো ঘণ্টায় একবার এই ডোমেইন থেকে লক্ষ্যের তালিকা নেয়।",),
    ("domain", ""): ("প্রথম সতর্কবার্তার একটু আগে প্রক্সির লগে এই ডোমেইনটি দেখা যায়।",),
    ("url", "phishing"): ("পাতাটি প্রথমে পাসওয়ার্ড, পরে একবার ব্যবহারের কোড চায়।",),
    ("url", "flood"): ("পাসওয়ার্ড অনুমান করার পর যন্ত্রগুলো এই ঠিকানা থেকে বট নামায়।",),
    ("url", ""): ("এই ঠিকানায় গেলে স্ক্রিপ্টসহ একটি আর্কাইভ নেমে আসে।",),
    ("ipv4", "flood"): ("ঠিকানাটি দখল হওয়া একটি যন্ত্রের; মালিক তা জানেন না।",),
    ("ipv4", "intrusion"): ("এই ঠিকানা থেকে বহুল ব্যবহৃত পাসওয়ার্ড দিয়ে ঢোকার চেষ্টা হয়েছে।",),
    ("ipv4", ""): ("আক্রান্ত যন্ত্রগুলো প্রতি দশ মিনিটে এই ঠিকানায় যোগাযোগ করেছে।",),
    ("sha256", ""): (
        "ফাইলটি মেইলের সংযুক্তি হিসেবে এসেছিল।",
        "স্যান্ডবক্সে ফাইলটি দ্বিতীয় একটি প্রসেস চালু করে নিজেকে মুছে ফেলে।",
    ),
    ("", ""): (
        "একাধিক যন্ত্রে একই চিহ্ন পাওয়া গেছে।",
        "দুটি প্রতিষ্ঠান আলাদাভাবে একই চিহ্নের কথা জানিয়েছে।",
    ),
}
_CONTEXT_BN = (
    "এটি ‘{campaign}’ নামের অভিযানের অংশ।",
    "সময় ও হাতিয়ার ‘{campaign}’ নামের অভিযানের সঙ্গে মেলে।",
    "‘{campaign}’ নামের অভিযানে আগেও একই ব্যবস্থা দেখা গেছে।",
)
_ADVICE_BN = (
    "এটি আটকে দিন এবং গত ত্রিশ দিনের লগ খুঁজে দেখুন।",
    "আটকানোর আগে লগ দেখুন, যাতে আক্রান্ত যন্ত্র ধরা পড়ে।",
    "দেখা গেলে কর্তব্যরত কর্মকর্তাকে জানান; প্রেরককে উত্তর দেবেন না।",
    "কয়েক দিনের মধ্যে এটি বদলে যেতে পারে।",
)


def _fitting(
    rows: dict[tuple[str, str], tuple[str, ...]], kind: str, method: str
) -> tuple[str, ...]:
    """The sentences for this kind and method, else for the kind, else for anything."""
    return rows.get((kind, method)) or rows.get((kind, "")) or rows["", ""]


def _sentences(
    rng: random.Random, groups: tuple[tuple[str, ...], ...], slots: dict[str, str]
) -> str:
    return " ".join(rng.choice(group).format(**slots) for group in groups)


def _shown(finding: Finding) -> str:
    """The value in prose: whole, so that it can be searched, except for hashes."""
    return finding.value if "://" in finding.value else short(finding.value)


def describe(rng: random.Random, finding: Finding, story: Story) -> str:
    """Two or three English sentences about `finding` in the course of `story`."""
    seen = _fitting(_SEEN, finding.kind, story.method)
    slots = {
        "value": _shown(finding),
        "target": story.target,
        "campaign": story.name,
        "malware": rng.choice(story.malware).name,
    }
    groups = (seen, _CONTEXT, _ADVICE) if rng.random() < 0.8 else (seen, _CONTEXT)
    return _sentences(rng, groups, slots)


def describe_bn(rng: random.Random, finding: Finding, story: Story) -> str:
    """The same in Bangla, without repeating the value."""
    seen = _fitting(_SEEN_BN, finding.kind, story.method)
    slots = {"target": story.target_bn, "campaign": story.name_bn}
    return nfc(_sentences(rng, (seen, _CONTEXT_BN, _ADVICE_BN), slots))


_FEED = (
    "Listed by a public block list.",
    "Seen in spam traps and listed by a public block list.",
    "Reported by volunteers and checked once.",
    "Found in an open directory on a hosting service.",
    "Collected by a public honeypot network.",
)
_FEED_MORE = (
    "The list keeps entries for thirty days.",
    "No campaign is known.",
    "The entry may be stale.",
    "False alarms are possible where hosts are shared.",
)


def describe_feed(rng: random.Random) -> str:
    """Two short sentences as feeds write them."""
    return f"{rng.choice(_FEED)} {rng.choice(_FEED_MORE)}"
