# SPDX-License-Identifier: Apache-2.0
"""The normal form of each type of value.

Domains: lower case, ASCII labels (IDNA with the mapping of UTS 46), no trailing dot. IPv6: RFC
5952; an IPv4-mapped address is the IPv4 address. Hashes: lower case. URLs: scheme and host in
lower case, no default port, the rest as it came. Each function answers None for a text that is
not of its type.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import idna

from mohona.cti.values.refanging import refang

LONGEST = 4096  # characters of a value; longer texts are content, not something to look up

_HASH_LENGTHS = {
    "md5": 32,
    "sha1": 40,
    "sha224": 56,
    "sha256": 64,
    "sha384": 96,
    "sha512": 128,
    "sha3-256": 64,
    "sha3-512": 128,
}
TYPES = (
    "ipv4",
    "ipv6",
    "network",
    "domain",
    "url",
    "email",
    *_HASH_LENGTHS,
    "ssdeep",
    "tlsh",
    "imphash",
    "file-name",
    "path",
    "cve",
    "asn",
    "mac",
    "mutex",
    "registry-key",
    "user-agent",
    "email-subject",
    "message-id",
    "command-line",
    "account",
    "cpe",
    "certificate-serial",
    "app",
)


class Value(NamedTuple):
    """One value: `type` is a member of TYPES, `value` the normal form."""

    type: str
    value: str


_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_DOMAIN = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*"
    r"(?!_)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
)
_NUMBERS = re.compile(r"[0-9.]+")
_URL = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,30})://([^/?#\\\s]*)([^\s\x00-\x1f]*)", re.DOTALL)
_AUTHORITY = re.compile(r"(?:(.*)@)?(\[[^\]]*\]|[^:@]*)(?::([0-9]*))?")
_EMAIL = re.compile(r"([^@\s<>()\[\],;:\"]{1,64})@([^@\s]+)")
_HEX = re.compile(r"[0-9a-f]+")
_SSDEEP = re.compile(r"[0-9]{1,10}:[A-Za-z0-9/+]{0,200}:[A-Za-z0-9/+]{0,200}")
_TLSH = re.compile(r"(?:T1)?[0-9A-F]{70}")
_CVE = re.compile(r"CVE-([0-9]{4})-([0-9]{4,12})")
_ASN = re.compile(r"(?:ASN?)?\s*([0-9]{1,10})", re.IGNORECASE)
_MAC = re.compile(
    r"[0-9a-f]{2}([:-]?)(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}"
)
_ROOTS = {
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKCU": "HKEY_CURRENT_USER",
    "HKCR": "HKEY_CLASSES_ROOT",
    "HKU": "HKEY_USERS",
    "HKCC": "HKEY_CURRENT_CONFIG",
}
_PORTS = {"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443"}


def ipv4(text: str) -> Value | None:
    """An IPv4 address as it is written everywhere; nothing is undone or taken off."""
    return Value("ipv4", text) if _IPV4.fullmatch(text) is not None else None


def ip(text: str) -> Value | None:
    """An IPv4 or IPv6 address, or a network in CIDR form; leading zeros are refused."""
    text = refang(text.strip())
    if _IPV4.fullmatch(text) is not None:
        return Value("ipv4", text)
    # Without either it is no other address, and most texts that come here are names.
    return _other_address(text) if len(text) <= 64 and (":" in text or "/" in text) else None


@lru_cache(maxsize=4096)
def _other_address(text: str) -> Value | None:
    if "%" in text:
        return None
    try:
        if "/" in text:
            network = ipaddress.ip_network(text, strict=False)
            if network.num_addresses == 1:
                return ip(str(network.network_address))
            return Value("network", str(network))
        address = ipaddress.IPv6Address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
    mapped = address.ipv4_mapped
    return Value("ipv6", str(address)) if mapped is None else Value("ipv4", str(mapped))


def domain(text: str) -> Value | None:
    """A domain name; one label is enough here, an address in digits is none."""
    name = _host_name(refang(text.strip()))
    return None if name is None else Value("domain", name)


def _host_name(text: str) -> str | None:
    name = text.lower()
    if not name.isascii():
        encoded = _ascii_name(text) if len(text) <= 512 else None
        if encoded is None:
            return None
        name = encoded
    if name.endswith("."):
        name = name[:-1]
    if _DOMAIN.fullmatch(name) is None or _NUMBERS.fullmatch(name) is not None:
        return None
    return name


@lru_cache(maxsize=4096)
def _ascii_name(text: str) -> str | None:
    try:
        return idna.encode(text, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        pass
    # Names that IDNA 2008 bars but registries sold (emoji): the older mapping, label by label.
    labels = re.split("[.\u3002\uff0e\uff61]", unicodedata.normalize("NFKC", text).lower())
    try:
        return ".".join(
            label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
            for label in labels
        )
    except UnicodeError:
        return None


def url(text: str) -> Value | None:
    """A URL with a scheme and a host."""
    match = _URL.fullmatch(refang(text.strip()))
    if match is None:
        return None
    scheme = match[1].lower()
    authority = _AUTHORITY.fullmatch(match[2])
    if authority is None:
        return None
    user, host, port = authority.groups()
    name = _url_host(host)
    if name is None:
        return None
    user = f"{user}@" if user else ""
    port = f":{int(port)}" if port and port.lstrip("0") != _PORTS.get(scheme) else ""
    return Value("url", f"{scheme}://{user}{name}{port}{match[3]}")


def _url_host(host: str) -> str | None:
    if host.startswith("["):
        address = ip(host)
        if address is None or address.type == "network":
            return None
        return f"[{address.value}]" if address.type == "ipv6" else address.value
    if _IPV4.fullmatch(host) is not None:
        return host
    return _host_name(host)


def email(text: str) -> Value | None:
    """A mail address, in lower case (RFC 5321 lets the local part differ; nobody does)."""
    match = _EMAIL.fullmatch(refang(text.strip()))
    name = _host_name(match[2]) if match is not None else None
    if match is None or name is None:
        return None
    return Value("email", f"{unicodedata.normalize('NFC', match[1]).lower()}@{name}")


def address(text: str) -> Value | None:
    """Whatever a reference of network traffic can mean: an address, a name, a MAC."""
    return ip(text) or mac(text) or domain(text)


def mac(text: str) -> Value | None:
    text = text.strip().lower()
    if _MAC.fullmatch(text) is None:
        return None
    digits = re.sub(r"[:.-]", "", text)
    return Value("mac", ":".join(digits[place : place + 2] for place in range(0, 12, 2)))


def file_hash(algorithm: str, text: str) -> Value | None:
    """A hash by the name of its algorithm, in any usual spelling (SHA-256, sha256, SHA_256)."""
    name = _ALGORITHMS.get(algorithm)
    if name is None:
        name = algorithm.lower().replace("_", "-")
        name = name.replace("sha-", "sha") if not name.startswith("sha3") else name
    text = text.strip()
    length = _HASH_LENGTHS.get(name)
    if length is not None:
        text = text.lower()
        return Value(name, text) if len(text) == length and _HEX.fullmatch(text) else None
    if name == "ssdeep":
        return Value(name, text) if _SSDEEP.fullmatch(text) else None
    if name == "tlsh" and _TLSH.fullmatch(text.upper()):
        return Value(name, "T1" + text.upper().removeprefix("T1"))
    if name == "imphash":
        text = text.lower()
        return Value(name, text) if len(text) == 32 and _HEX.fullmatch(text) else None
    return None


_ALGORITHMS = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-224": "sha224",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
    "SHA3-256": "sha3-256",
    "SHA3-512": "sha3-512",
    "SSDEEP": "ssdeep",
    "ssdeep": "ssdeep",
    "TLSH": "tlsh",
}


def cve(text: str) -> Value | None:
    match = _CVE.fullmatch(text.strip().upper())
    return None if match is None else Value("cve", match[0])


def asn(text: str) -> Value | None:
    match = _ASN.fullmatch(text.strip())
    if match is None or int(match[1]) > 4_294_967_295:
        return None
    return Value("asn", f"AS{int(match[1])}")


def registry_key(text: str) -> Value | None:
    """A registry key: full root, lower case, because Windows does not tell cases apart."""
    root, cut, rest = text.strip().strip("\\").partition("\\")
    root = _ROOTS.get(root.upper(), root.upper())
    return Value("registry-key", f"{root}{cut}{rest}".lower()) if root else None


def cpe(text: str) -> Value | None:
    text = text.strip().lower()
    return Value("cpe", text) if text.startswith("cpe:") else None


def certificate_serial(text: str) -> Value | None:
    text = text.strip().lower().replace(":", "").replace(" ", "")
    return Value("certificate-serial", text) if text else None


def _plain(kind: str) -> Callable[[str], Value | None]:
    def as_it_is(text: str) -> Value | None:
        text = unicodedata.normalize("NFC", text.replace("\0", "")).strip()
        return Value(kind, text) if text else None

    return as_it_is


file_name = _plain("file-name")
_FORMS: dict[str, Callable[[str], Value | None]] = {
    "ipv4": ip,
    "ipv6": ip,
    "network": ip,
    "domain": domain,
    "url": url,
    "email": email,
    "mac": mac,
    "cve": cve,
    "asn": asn,
    "registry-key": registry_key,
    "cpe": cpe,
    "certificate-serial": certificate_serial,
    "address": address,
    **{
        kind: _plain(kind)
        for kind in (
            "file-name",
            "path",
            "mutex",
            "user-agent",
            "email-subject",
            "message-id",
            "command-line",
            "account",
            "app",
        )
    },
}


def normal(kind: str, text: str) -> Value | None:
    """The normal form of a text of a known type, None where it is not of that type or too long.

    `kind` is a member of TYPES, or "address" for anything that a network end can be.
    """
    if len(text) > LONGEST:
        return None
    form = _FORMS.get(kind)
    return file_hash(kind, text) if form is None else form(text)
