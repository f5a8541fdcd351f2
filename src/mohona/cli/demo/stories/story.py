# SPDX-License-Identifier: Apache-2.0
"""What one invented campaign needs to be told by many sources."""

from dataclasses import dataclass
from typing import Literal

Method = Literal["phishing", "malware", "intrusion", "flood"]


@dataclass(frozen=True, slots=True)
class Malware:
    """A malicious program of a campaign; `kinds` from the STIX malware-type vocabulary."""

    name: str
    name_bn: str
    kinds: tuple[str, ...]
    description: str
    description_bn: str


@dataclass(frozen=True, slots=True)
class Story:
    """A campaign, who is behind it, whom it hits and who reports it.

    `lead` opens the case `day` days after the demo's first day, with marking `tlp`; `others` add
    to it. `method` decides which sentences fit; `lures` are words of its domains, `baits` the
    names of its attachments and subjects.
    """

    name: str
    method: Method
    name_bn: str
    description: str
    description_bn: str
    actor: str
    actor_bn: str
    actor_description: str
    motivation: str
    malware: tuple[Malware, ...]
    tools: tuple[str, ...]
    techniques: tuple[str, ...]
    sectors: tuple[str, ...]
    target: str
    target_bn: str
    lead: str
    tlp: str
    day: float
    others: tuple[str, ...]
    lures: tuple[str, ...]
    baits: tuple[str, ...]
    product: str
