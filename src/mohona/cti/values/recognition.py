# SPDX-License-Identifier: Apache-2.0
"""What a person pastes, recognised: the type is guessed from the form alone."""

import re

from mohona.cti.values import forms
from mohona.cti.values.forms import LONGEST, Value
from mohona.cti.values.refanging import refang

_WRAPPING = "\"'`“”‘’«»<> \t\r\n,;"
_HASHES = {32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
_HEX = re.compile(r"[0-9a-fA-F]+")
_ASN = re.compile(r"ASN?\s?[0-9]{1,10}", re.IGNORECASE)
_REGISTRY = re.compile(r"(?:HK(?:LM|CU|CR|U|CC)|HKEY_[A-Z_]+)\\.+", re.IGNORECASE | re.DOTALL)
_PATH = re.compile(r"(?:[A-Za-z]:\\|\\\\|/|%[A-Za-z]+%\\|~/)[^\x00-\x1f]+")
_AGENT = re.compile(r"(?:Mozilla|Opera|curl|Wget|python-requests)/[0-9][^\x00-\x1f]*")
# Endings of file names that are no top-level domain, so that the name is not taken for a host.
_ENDINGS = frozenset(
    [
        "7z",
        "apk",
        "bat",
        "bin",
        "bmp",
        "bz2",
        "chm",
        "class",
        "conf",
        "cpl",
        "dat",
        "dex",
        "dll",
        "dmg",
        "doc",
        "docm",
        "docx",
        "elf",
        "eml",
        "exe",
        "gif",
        "gz",
        "hta",
        "html",
        "htm",
        "ini",
        "iso",
        "jar",
        "jpeg",
        "jpg",
        "js",
        "jse",
        "json",
        "lnk",
        "log",
        "msi",
        "msix",
        "ocx",
        "ps1",
        "pdf",
        "plist",
        "png",
        "ppt",
        "pptm",
        "pptx",
        "ps1",
        "pyc",
        "rar",
        "rtf",
        "scr",
        "sys",
        "tar",
        "tgz",
        "tmp",
        "txt",
        "vbe",
        "vbs",
        "vhd",
        "wsf",
        "xls",
        "xlsb",
        "xlsm",
        "xlsx",
        "xml",
        "yara",
        "yml",
    ]
)


def normalise(text: str) -> Value | None:
    """The value that a pasted text stands for, or None where none is recognised.

    Quotation marks, brackets and punctuation around it are taken off, defanging is undone. What
    could be a file or a domain is a file only when its ending is no top-level domain.
    """
    if len(text) > LONGEST:
        return None
    plain = refang(text.strip(_WRAPPING)).strip(_WRAPPING)
    if not plain or "\0" in plain:
        return None
    return (
        forms.ipv4(plain)  # the commonest first; nothing else can look like it
        or _numbered(plain)
        or _located(plain)
        or forms.ip(plain)
        or forms.mac(plain)
        or (forms.email(plain) if "@" in plain else None)
        or _named(plain)
    )


def _numbered(text: str) -> Value | None:
    """Hashes, CVE numbers, AS numbers: forms that nothing else has."""
    kind = _HASHES.get(len(text))
    if kind is not None and _HEX.fullmatch(text) is not None:
        return forms.file_hash(kind, text)
    if _ASN.fullmatch(text) is not None:
        return forms.asn(text)
    if text[:3] in ("T1A", "t1a") or len(text) == 72:
        found = forms.file_hash("tlsh", text) if text[:2] in ("T1", "t1") else None
        if found is not None:
            return found
    found = forms.cve(text)
    if found is None and text.count(":") == 2 and text[0].isdigit() and len(text) > 20:
        found = forms.file_hash("ssdeep", text) if not forms.ip(text) else None
    return found


def _located(text: str) -> Value | None:
    """URLs, registry keys, CPE names, user agents and paths: forms with a telling beginning."""
    if "://" in text:
        return forms.url(text)
    if _REGISTRY.fullmatch(text) is not None:
        return forms.registry_key(text)
    if text[:4].lower() == "cpe:":
        return forms.cpe(text)
    if _AGENT.fullmatch(text) is not None:
        return forms.normal("user-agent", text)
    if _PATH.fullmatch(text) is not None:
        return forms.normal("path", text)
    return None


def _named(text: str) -> Value | None:
    """Domains and file names, and a host with a path, which is taken for http."""
    ending = text.rpartition(".")[2].lower()
    if ending in _ENDINGS and "/" not in text:
        return forms.file_name(text)
    host, slash, _ = text.partition("/")
    if slash and "." in host and "@" not in host:
        return forms.url(f"http://{text}")
    found = forms.domain(text)
    return found if found is not None and "." in found.value else None
