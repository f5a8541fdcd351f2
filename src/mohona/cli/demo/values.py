# SPDX-License-Identifier: Apache-2.0
"""Addresses, names and hashes that a campaign uses, from documentation ranges only.

RFC 5737 (IPv4), RFC 3849 (IPv6), RFC 2606 and RFC 6761 (domains), RFC 5398 (AS numbers),
RFC 7042 (MAC addresses). Every campaign has a slice of its own of the few IPv4 addresses, so that
an address seen twice means something.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address
from typing import NamedTuple

_NETWORKS = tuple(
    IPv4Network(text) for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
)
_ADDRESSES = tuple(address for network in _NETWORKS for address in network.hosts())
SLICE = 36
_ENDINGS = ("example", "example", "example", "test", "invalid")
_VERBS = ("verify", "update", "secure", "portal", "id", "support", "help", "go", "my", "online")
_PATHS = ("login", "verify/otp", "account/confirm", "update.php", "wp-content/s", "dl", "api/v2/c")
_SUFFIXES = ("docm", "iso", "lnk", "xlsm", "zip", "js", "apk", "exe")
_REUSE = 0.22


class Words(NamedTuple):
    """What the values of a campaign are made from: its method, words of domains, subjects."""

    method: str
    lures: tuple[str, ...]
    baits: tuple[str, ...]


@dataclass(slots=True)
class Pool:
    """The values of one campaign (or of the open feeds). `draw` gives a fresh one, sometimes an
    old one, so that several sources see the same."""

    rng: random.Random
    words: tuple[str, ...]
    addresses: tuple[IPv4Address, ...]
    network: int
    day: str
    method: str
    baits: tuple[str, ...]
    seen: dict[str, list[str]] = field(default_factory=dict)

    def draw(self, kind: str, *, fresh: bool = False) -> str:
        """A value of `kind`, a key of `MAKERS`; never an old one when `fresh`."""
        known = self.seen.setdefault(kind, [])
        if known and not fresh and self.rng.random() < _REUSE:
            return self.rng.choice(known)
        value = MAKERS[kind](self)
        for _ in range(20):
            if value not in known:
                break
            value = MAKERS[kind](self)
        known.append(value)
        return value

    def hex(self, digits: int) -> str:
        """Random hexadecimal digits, lower case."""
        return f"{self.rng.getrandbits(4 * digits):0{digits}x}"


def _domain(pool: Pool) -> str:
    rng = pool.rng
    word, other = rng.sample(pool.words, 2)
    shape = rng.randrange(5)
    if shape == 0:
        return f"{word}-{rng.choice(_VERBS)}.{rng.choice(_ENDINGS)}"
    if shape == 1:
        return f"{rng.choice(_VERBS)}.{word}{rng.randrange(10, 99)}.{rng.choice(_ENDINGS)}"
    if shape == 2:
        return f"{rng.choice(_VERBS)}-{word}-{pool.hex(3)}.{rng.choice(_ENDINGS)}"
    if shape == 3:
        return f"cdn{rng.randrange(1, 40)}.{word}-{other}.{rng.choice(_ENDINGS)}"
    return f"{word}{pool.hex(4)}.{rng.choice(_ENDINGS)}"


def _url(pool: Pool) -> str:
    scheme = pool.rng.choice(("http", "https", "https"))
    return f"{scheme}://{pool.draw('domain')}/{pool.rng.choice(_PATHS)}?k={pool.hex(6)}"


def _ipv6(pool: Pool) -> str:
    prefix = 0x20010DB8 << 96 | pool.network << 80
    return str(IPv6Address(prefix | pool.rng.getrandbits(32)))


def _range(pool: Pool) -> str:
    base = int(pool.rng.choice(pool.addresses)) & ~7
    return f"{IPv4Address(base)}/29"


def _mail(pool: Pool) -> str:
    box = pool.rng.choice(("accounts", "notice", "no-reply", "desk", "invoice", "it-support"))
    return f"{box}@{pool.draw('domain')}"


def _file(pool: Pool) -> str:
    rng = pool.rng
    name = rng.choice(pool.baits).lower().replace(" ", "_").replace("-", "_")
    return f"{name}_{rng.randrange(2, 990)}.{rng.choice(_SUFFIXES)}"


def _mac(pool: Pool) -> str:
    return f"00:00:5e:00:53:{pool.rng.randrange(256):02x}"


MAKERS: dict[str, Callable[[Pool], str]] = {
    "ipv4": lambda pool: str(pool.rng.choice(pool.addresses)),
    "ipv6": _ipv6,
    "range": _range,
    "domain": _domain,
    "url": _url,
    "mail": _mail,
    "file": _file,
    "mac": _mac,
    "md5": lambda pool: pool.hex(32),
    "sha1": lambda pool: pool.hex(40),
    "sha256": lambda pool: pool.hex(64),
    "mutex": lambda pool: f"Global\\{pool.rng.choice(pool.words)}-{pool.hex(8)}",
    "serial": lambda pool: pool.hex(20),
    "agent": lambda pool: (
        f"{pool.rng.choice(pool.words)}/{pool.rng.randrange(1, 9)}.{pool.rng.randrange(40)}"
    ),
    "asn": lambda pool: str(64496 + pool.rng.randrange(16)),
    "login": lambda pool: f"svc_{pool.rng.choice(pool.words).replace('-', '')}{pool.hex(2)}",
    "subject": lambda pool: pool.rng.choice(pool.baits),
    "day": lambda pool: pool.day,
    "runkey": lambda pool: f"{pool.rng.choice(pool.words).title()}{pool.hex(3)}",
}


def pools(rng: random.Random, words: dict[str, Words], day: str) -> dict[str, Pool]:
    """One pool for each name in `words`.

    The last name gets the addresses that are left over. `day` (YYYY-MM-DD) is the date for
    patterns that need one.
    """
    result: dict[str, Pool] = {}
    shuffled = list(_ADDRESSES)
    rng.shuffle(shuffled)
    for number, (name, own) in enumerate(words.items()):
        start = number * SLICE
        end = start + SLICE if number + 1 < len(words) else len(shuffled)
        addresses = tuple(shuffled[start:end])
        result[name] = Pool(rng, own.lures, addresses, number + 1, day, own.method, own.baits)
    return result


def defang(text: str) -> str:
    """`text` as people write it in prose, so that nobody clicks it by mistake."""
    return text.replace("http", "hxxp", 1).replace(".", "[.]") if text else text
