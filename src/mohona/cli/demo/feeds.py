# SPDX-License-Identifier: Apache-2.0
"""Open feeds: indicators only, many, short, half of them without any marking."""

from datetime import datetime, timedelta

from mohona.cli.demo import patterns, phrases
from mohona.cli.demo.model import Bundle
from mohona.cli.demo.scene import Find, Scene
from mohona.cli.demo.stix import timestamp
from mohona.cli.demo.values import Pool, Words

POOL = "open feeds"
WORDS = Words(
    "",
    (
        "parcel",
        "cloudshare",
        "winner",
        "invoice",
        "fastpay",
        "update",
        "mailbox",
        "stream",
        "crypto-gift",
        "tracking",
        "docusend",
        "antivirus",
    ),
    ("Parcel waiting", "You have won", "Unpaid invoice", "Storage nearly full"),
)
_LISTS = ("Phishing list", "Malware download list", "Scanner list", "Spam trap list")
_FROM_CAMPAIGN = 0.12


def _pool(scene: Scene) -> tuple[Pool, str]:
    """Mostly the feeds' own values; now and then those of a campaign that others know as well."""
    if scene.cores and scene.rng.random() < _FROM_CAMPAIGN:
        name = scene.rng.choice(list(scene.cores))
        return scene.pools[name], name
    return scene.pools[POOL], ""


def hand_in(scene: Scene, at: datetime) -> Bundle:
    """One delivery of the feeds at `at`."""
    marked = scene.rng.random() < 0.55
    desk = scene.desk("open-feeds", at, "clear" if marked else "")
    name = scene.rng.choice(_LISTS)
    for _ in range(scene.rng.randrange(14, 30)):
        pool, story = _pool(scene)
        found = patterns.find(pool, rare=0.02)
        value = desk.write(
            "indicator",
            name=found.title,
            description=phrases.describe_feed(scene.rng),
            indicator_types=["malicious-activity"],
            pattern=found.pattern,
            pattern_type=found.language,
            pattern_version="2.1" if found.language == "stix" else None,
            valid_from=timestamp(at),
            valid_until=timestamp(at + timedelta(days=30)),
            confidence=scene.rng.choice((15, 30, 50)),
            labels=[name.lower().replace(" ", "-")],
        )
        scene.finds.append(Find(value, story, "open-feeds", "clear", at))
    return Bundle("open-feeds", at, f"{name}, delivery {scene.number(name)}", tuple(desk.objects))
