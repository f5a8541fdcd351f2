# SPDX-License-Identifier: Apache-2.0
"""Findings: one thing to look for, as a STIX pattern (or Sigma, YARA, Suricata), and its title."""

from mohona.cli.demo.makers import Finding, Maker, simple
from mohona.cli.demo.rarities import RARE
from mohona.cli.demo.values import Pool

_DOMAIN = {
    "phishing": (
        ("Phishing domain {value}", "{value}: look-alike domain", "Sign-in copy on {value}"),
        "ফিশিং ডোমেইন {value}",
    ),
    "flood": (
        ("Control domain {value}", "{value}: hands out targets to bots"),
        "বট নিয়ন্ত্রণের ডোমেইন {value}",
    ),
    "": (
        ("Malicious domain {value}", "Control domain {value}", "{value}: called by the sample"),
        "ক্ষতিকর ডোমেইন {value}",
    ),
}
_URL = {
    "phishing": (
        ("Phishing page on {value}", "Sign-in copy at {value}"),
        "ফিশিং পাতা {value}",
    ),
    "flood": (("Bot download at {value}", "Target list at {value}"), "বটের ডাউনলোড লিংক {value}"),
    "": (("Download link on {value}", "Second stage at {value}"), "ক্ষতিকর ডাউনলোড লিংক {value}"),
}
_IPV4 = {
    "flood": (
        ("Taken-over device {value}", "{value}: takes part in floods"),
        "দখল হওয়া যন্ত্র {value}",
    ),
    "intrusion": (
        ("Scanner at {value}", "Remote sign-ins from {value}", "Command server {value}"),
        "অনুপ্রবেশের উৎস {value}",
    ),
    "": (
        ("Command server {value}", "{value}: answers like a control server"),
        "নিয়ন্ত্রণ সার্ভার {value}",
    ),
}
_SHA256 = {
    "": (
        ("Malicious file {value}", "Dropper with SHA-256 {value}", "Sample {value}"),
        "ক্ষতিকর ফাইল {value}",
    )
}

# Weight and maker. The plain comparisons are nearly all of the world, as in real feeds.
COMMON: tuple[tuple[int, Maker], ...] = (
    (26, simple("domain", "domain-name:value", _DOMAIN)),
    (20, simple("url", "url:value", _URL)),
    (11, simple("ipv4", "ipv4-addr:value", _IPV4)),
    (
        6,
        simple(
            "ipv6",
            "ipv6-addr:value",
            {"": (("Command server {value}", "Proxy exit {value}"), "আইপিভি৬ প্রক্সি {value}")},
        ),
    ),
    (17, simple("sha256", "file:hashes.'SHA-256'", _SHA256)),
    (
        4,
        simple(
            "md5",
            "file:hashes.MD5",
            {"": (("Attachment with MD5 {value}",), "ক্ষতিকর সংযুক্তি {value}")},
        ),
    ),
    (
        3,
        simple(
            "sha1",
            "file:hashes.'SHA-1'",
            {"": (("Installer with SHA-1 {value}",), "ক্ষতিকর ইনস্টলার {value}")},
        ),
    ),
    (
        5,
        simple(
            "mail",
            "email-addr:value",
            {"": (("Sender {value}", "False sender {value}"), "ভুয়া প্রেরক {value}")},
        ),
    ),
    (
        2,
        simple(
            "mutex",
            "mutex:name",
            {"": (("Mutex of a running sample {value}",), "চলমান নমুনার মিউটেক্স {value}")},
        ),
    ),
)


def find(pool: Pool, rare: float = 0.16) -> Finding:
    """A finding with values of `pool`; `rare` is the share of the less common patterns."""
    rows = RARE if pool.rng.random() < rare else COMMON
    weights = [weight for weight, _ in rows]
    maker = pool.rng.choices([maker for _, maker in rows], weights)[0]
    return maker(pool)
