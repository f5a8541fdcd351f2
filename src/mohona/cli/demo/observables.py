# SPDX-License-Identifier: Apache-2.0
"""Cyber-observable objects of every kind of STIX 2.1 (section 6), in believable groups.

An observable has one identifier wherever it comes from (section 2.9), so what is already on
stage is referred to and not described again with other markings.
"""

import base64
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mohona.cli.demo.stix import Desk, timestamp
from mohona.cli.demo.values import Pool

_SOFTWARE = ("Padma Mail", "Batighor Gateway", "DealerDesk", "Nothi Webmail", "Hishab Accounting")


@dataclass(slots=True)
class Tray:
    """Collects the observables of one group; `known` are identifiers already on stage."""

    desk: Desk
    pool: Pool
    known: set[str]

    @property
    def rng(self) -> random.Random:
        return self.desk.rng

    def add(self, kind: str, **values: Any) -> str:
        """The identifier of the observable, which is written unless it is on stage."""
        value = self.desk.observe(kind, **values)
        if value["id"] in self.known:
            self.desk.objects.pop()
        self.known.add(value["id"])
        return str(value["id"])

    def plain(self, kind: str, draw: str) -> str:
        """An observable that is nothing but its value."""
        return self.add(kind, value=self.pool.draw(draw))


def _name_and_address(tray: Tray) -> list[str]:
    address = tray.plain("ipv4-addr", "ipv4")
    name = tray.add("domain-name", value=tray.pool.draw("domain"), resolves_to_refs=[address])
    return [name, address]


def _page(tray: Tray) -> list[str]:
    return [tray.plain("url", "url"), tray.plain("domain-name", "domain")]


def _file(tray: Tray) -> list[str]:
    folder = tray.add("directory", path="C:\\Users\\Public\\Downloads")
    hashes = {"SHA-256": tray.pool.draw("sha256")}
    value = tray.add(
        "file",
        hashes=hashes,
        name=tray.pool.draw("file"),
        size=tray.rng.randrange(9_000, 3_000_000),
        parent_directory_ref=folder,
    )
    return [value, folder]


def _mail(tray: Tray) -> list[str]:
    sender = tray.plain("email-addr", "mail")
    box = tray.add("email-addr", value=f"staff@{tray.desk.organisation.domain}")
    message = tray.add(
        "email-message",
        is_multipart=False,
        date=timestamp(tray.desk.moment()),
        from_ref=sender,
        to_refs=[box],
        subject=tray.pool.draw("subject"),
        body=f"Please sign in before noon. Reference {tray.pool.hex(6)}.",
    )
    return [message, sender, box]


def _traffic(tray: Tray) -> list[str]:
    inside = tray.plain("ipv4-addr", "ipv4")
    six = tray.rng.random() < 0.3
    outside = tray.plain("ipv6-addr", "ipv6") if six else tray.plain("ipv4-addr", "ipv4")
    start = tray.desk.moment()
    flow = tray.add(
        "network-traffic",
        start=timestamp(start),
        end=timestamp(start + timedelta(seconds=tray.rng.randrange(900))),
        src_ref=inside,
        dst_ref=outside,
        src_port=tray.rng.randrange(49152, 65535),
        dst_port=tray.rng.choice((443, 8443, 53, 4444)),
        is_active=False,
        protocols=["tcp", "tls"],
        src_byte_count=tray.rng.randrange(90_000),
        dst_byte_count=tray.rng.randrange(9_000_000),
    )
    return [flow, inside, outside]


def _six(tray: Tray) -> list[str]:
    return [tray.plain("ipv6-addr", "ipv6")]


def _registry(tray: Tray) -> list[str]:
    name = tray.pool.draw("runkey")
    key = tray.add(
        "windows-registry-key",
        key="HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
        values=[{"name": name, "data": f"C:\\ProgramData\\{name}.exe", "data_type": "REG_SZ"}],
    )
    return [key, tray.add("mutex", name=tray.pool.draw("mutex"))]


def _process(tray: Tray) -> list[str]:
    image = _file(tray)[0]
    process = tray.add(
        "process",
        pid=tray.rng.randrange(600, 32_000),
        command_line=f"rundll32 {tray.pool.draw('file')},Start",
        created_time=timestamp(tray.desk.moment()),
        image_ref=image,
    )
    return [process, image]


def _certificate(tray: Tray) -> list[str]:
    start = tray.desk.at - timedelta(days=9)
    value = tray.add(
        "x509-certificate",
        serial_number=tray.pool.draw("serial"),
        is_self_signed=True,
        issuer=f"CN={tray.pool.draw('domain')}",
        validity_not_before=timestamp(start),
        validity_not_after=timestamp(start + timedelta(days=90)),
    )
    return [value, tray.plain("domain-name", "domain")]


def _account(tray: Tray) -> list[str]:
    login = tray.pool.draw("login")
    return [
        tray.add(
            "user-account",
            account_login=login,
            account_type="windows-domain",
            display_name="Service account",
        )
    ]


def _network(tray: Tray) -> list[str]:
    number = int(tray.pool.draw("asn"))
    system = tray.add("autonomous-system", number=number, name=f"Documentation network {number}")
    device = tray.plain("mac-addr", "mac")
    return [system, device]


def _artifact(tray: Tray) -> list[str]:
    payload = base64.b64encode(f"harmless demo text {tray.pool.hex(8)}\n".encode()).decode()
    program = tray.add(
        "software",
        name=tray.rng.choice(_SOFTWARE),
        vendor="Fictional",
        version=f"4.{tray.rng.randrange(9)}",
    )
    artifact = tray.add("artifact", mime_type="text/plain", payload_bin=payload)
    return [artifact, program]


_GROUPS: tuple[tuple[int, Callable[[Tray], list[str]]], ...] = (
    (22, _name_and_address),
    (14, _page),
    (12, _file),
    (9, _mail),
    (12, _traffic),
    (6, _six),
    (5, _registry),
    (5, _process),
    (4, _certificate),
    (4, _account),
    (4, _network),
    (4, _artifact),
)


def observe(desk: Desk, pool: Pool, known: set[str]) -> list[str]:
    """The identifiers of one group of observables seen together, without repeats."""
    tray = Tray(desk, pool, known)
    weights = [weight for weight, _ in _GROUPS]
    make = desk.rng.choices([group for _, group in _GROUPS], weights)[0]
    return list(dict.fromkeys(make(tray)))
