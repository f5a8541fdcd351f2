# SPDX-License-Identifier: Apache-2.0
"""Techniques of attackers: ATT&CK identifiers and names (facts), described in our own words.

Each row: identifier, name, kill-chain phase of ATT&CK, Bangla name, description.
"""

from typing import NamedTuple


class Technique(NamedTuple):
    """One way of attacking and what to know of it."""

    id: str
    name: str
    phase: str
    name_bn: str
    description: str


TECHNIQUES: dict[str, Technique] = {
    row[0]: Technique(*row)
    for row in (
        (
            "T1566.001",
            "Spearphishing Attachment",
            "initial-access",
            "সংযুক্তিসহ স্পিয়ারফিশিং",
            "A document or archive is mailed to a chosen person. Opening it starts the attack.",
        ),
        (
            "T1566.002",
            "Spearphishing Link",
            "initial-access",
            "স্পিয়ারফিশিং লিংক",
            "A message leads to a page that asks for a password or offers a download. The mail "
            "itself carries nothing that a mail filter could detonate.",
        ),
        (
            "T1190",
            "Exploit Public-Facing Application",
            "initial-access",
            "উন্মুক্ত অ্যাপ্লিকেশনের দুর্বলতা ব্যবহার",
            "A weakness in a service that faces the internet gives the first foothold, often "
            "within days of the fix being published.",
        ),
        (
            "T1195.002",
            "Compromise Software Supply Chain",
            "initial-access",
            "সফটওয়্যার সরবরাহ-শৃঙ্খলে আঘাত",
            "Trusted software is changed before it reaches those who install it. The update "
            "channel itself becomes the way in.",
        ),
        (
            "T1078",
            "Valid Accounts",
            "persistence",
            "বৈধ অ্যাকাউন্টের অপব্যবহার",
            "Real accounts with stolen passwords are used, so that each sign-in looks normal.",
        ),
        (
            "T1059.001",
            "PowerShell",
            "execution",
            "পাওয়ারশেল",
            "Commands run in PowerShell, usually encoded and started by an Office document or a "
            "scheduled task.",
        ),
        (
            "T1204.002",
            "Malicious File",
            "execution",
            "ক্ষতিকর ফাইল খোলানো",
            "The victim is talked into opening a file. Names and icons imitate invoices, circulars "
            "or delivery notes.",
        ),
        (
            "T1053.005",
            "Scheduled Task",
            "persistence",
            "নির্ধারিত কাজ",
            "A scheduled task starts the malware again after each restart.",
        ),
        (
            "T1547.001",
            "Registry Run Keys / Startup Folder",
            "persistence",
            "রেজিস্ট্রির রান কী",
            "An entry in a Run key of the registry starts the malware whenever somebody signs in.",
        ),
        (
            "T1027",
            "Obfuscated Files or Information",
            "defense-evasion",
            "তথ্য আড়াল করা",
            "Strings and payloads are encoded or packed so that scanners and readers miss them.",
        ),
        (
            "T1070.004",
            "File Deletion",
            "defense-evasion",
            "ফাইল মুছে ফেলা",
            "Tools are deleted after use, which leaves little for those who investigate later.",
        ),
        (
            "T1003.001",
            "LSASS Memory",
            "credential-access",
            "এলস্যাস মেমরি থেকে পাসওয়ার্ড",
            "Passwords and tickets are read from the memory of the Windows sign-in process.",
        ),
        (
            "T1110.003",
            "Password Spraying",
            "credential-access",
            "পাসওয়ার্ড স্প্রে",
            "A few common passwords are tried against very many accounts, slowly enough to stay "
            "below the lock-out limit.",
        ),
        (
            "T1111",
            "Multi-Factor Authentication Interception",
            "credential-access",
            "দ্বিতীয় ধাপের কোড আটকানো",
            "One-time codes are caught on the way, for example by a page in the middle or by "
            "taking over a telephone number.",
        ),
        (
            "T1056.001",
            "Keylogging",
            "collection",
            "কী-লগিং",
            "Every key pressed is recorded and sent out together with the window title.",
        ),
        (
            "T1018",
            "Remote System Discovery",
            "discovery",
            "দূরবর্তী যন্ত্র খোঁজা",
            "The intruder lists machines in the same network to choose where to go next.",
        ),
        (
            "T1021.001",
            "Remote Desktop Protocol",
            "lateral-movement",
            "রিমোট ডেস্কটপ",
            "Stolen accounts are used over remote desktop to move from machine to machine.",
        ),
        (
            "T1071.001",
            "Web Protocols",
            "command-and-control",
            "ওয়েব প্রোটোকলে নিয়ন্ত্রণ",
            "Orders and answers travel as ordinary web requests and drown in normal traffic.",
        ),
        (
            "T1071.004",
            "DNS",
            "command-and-control",
            "ডিএনএসে নিয়ন্ত্রণ",
            "Orders hide in name look-ups, which nearly every network lets out.",
        ),
        (
            "T1090.002",
            "External Proxy",
            "command-and-control",
            "বাইরের প্রক্সি",
            "Rented machines and home routers stand between the operator and the victims.",
        ),
        (
            "T1105",
            "Ingress Tool Transfer",
            "command-and-control",
            "হাতিয়ার আনা",
            "Further tools are fetched from outside once the first stage runs.",
        ),
        (
            "T1567.002",
            "Exfiltration to Cloud Storage",
            "exfiltration",
            "ক্লাউডে তথ্য পাচার",
            "Data leaves to a storage service that the organisation itself may be using.",
        ),
        (
            "T1486",
            "Data Encrypted for Impact",
            "impact",
            "তথ্য এনক্রিপ্ট করে জিম্মি",
            "Files are encrypted and money is demanded for the key; backups are deleted first.",
        ),
        (
            "T1498",
            "Network Denial of Service",
            "impact",
            "নেটওয়ার্ক অচল করা",
            "A flood of traffic fills the line so that nobody else gets through.",
        ),
        (
            "T1583.001",
            "Domains",
            "resource-development",
            "ডোমেইন নিবন্ধন",
            "Names that look like those of known institutions are registered ahead of the attack.",
        ),
        (
            "T1584.008",
            "Network Devices",
            "resource-development",
            "নেটওয়ার্ক যন্ত্র দখল",
            "Routers and cameras of third parties are taken over and used as a platform.",
        ),
        (
            "T1598.003",
            "Spearphishing Link",
            "reconnaissance",
            "তথ্য সংগ্রহে ফিশিং লিংক",
            "A link leads to a form that only collects information for a later attack.",
        ),
        (
            "T1657",
            "Financial Theft",
            "impact",
            "অর্থ চুরি",
            "The aim is money: changed account numbers, false payment orders, emptied wallets.",
        ),
    )
}
