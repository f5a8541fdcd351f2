# SPDX-License-Identifier: Apache-2.0
"""What a record says in words: its prose, its rows, its values, its references to elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from mohona.hub.intel import defanging, properties, shown, words

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_SAFE_URL = re.compile(r"https?://[^\s\x00-\x1f\"'<>]+", re.IGNORECASE)
REFERENCES_SHOWN = 100
VALUES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Prose:
    """A long text under a heading; translated: it came from a translation of the record."""

    label: str
    html: SafeString
    translated: bool = False
    # The first text of a record needs no heading that one sees.
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """An external reference: what it is called, where it is (only http), what it says."""

    name: str
    external_id: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A record in words. language: of its own texts."""

    language: str
    prose: list[Prose] = field(default_factory=list)
    rows: list[tuple[str, SafeString]] = field(default_factory=list)
    others: list[tuple[str, SafeString]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def language_of(record: Mapping[str, Any]) -> str:
    """The language of a record's texts: English unless it says otherwise (STIX 2.1, 3.2)."""
    given = record.get("lang")
    return given if isinstance(given, str) and _LANGUAGE.fullmatch(given) else "en"


def read(
    record: Mapping[str, Any],
    titles: Mapping[str, str],
    translated: Mapping[str, str],
    language: str,
) -> Words:
    """Everything a person reads of a record. translated: texts in `language`, by property."""
    own = language_of(record)
    found = Words(own, sources=_sources(record))
    for name, label in properties.PROSE.items():
        text = record.get(name)
        if not isinstance(text, str) or not text.strip():
            continue
        if name in translated:
            html = shown.prose(translated[name], language)
        else:
            html = shown.prose(text, own)
        found.prose.append(
            Prose(str(label), html, translated=name in translated, plain=not found.prose)
        )
    for name, one in properties.PROPERTIES.items():
        if name in record and name not in properties.HIDDEN:
            html = shown.value(one.kind, record[name], titles, own)
            found.rows.append((str(one.label), html))
    for name, raw in record.items():
        if not (
            name in properties.HIDDEN or name in properties.PROSE or name in properties.PROPERTIES
        ):
            kind = "text" if isinstance(raw, str) else "json"
            found.others.append((name, shown.value(kind, raw, titles, own)))
    return found


def _sources(record: Mapping[str, Any]) -> list[Source]:
    given = record.get("external_references")
    if not isinstance(given, list):
        return []
    return [
        Source(
            name=str(one.get("source_name", "")),
            external_id=str(one.get("external_id", "")),
            url=safe_url(one.get("url")),
            text=str(one.get("description", "")),
        )
        for one in given[:REFERENCES_SHOWN]
        if isinstance(one, dict)
    ]


def safe_url(text: object) -> str:
    """The text if it is an address that a browser may be sent to, else ""."""
    return text if isinstance(text, str) and _SAFE_URL.fullmatch(text) else ""


def values(given: list[tuple[str, str]]) -> SafeString:
    """The record's values, each with its type and a button that copies the real one."""
    rows = [
        format_html(
            '<div class="value">{} <span class="quiet small">{}</span></div>',
            shown.copyable(defanging.defang(kind, text), text),
            words.value_type(kind),
        )
        for kind, text in given[:VALUES_SHOWN]
    ]
    return SafeString("".join(rows))
