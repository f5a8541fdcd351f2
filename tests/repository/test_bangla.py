# SPDX-License-Identifier: Apache-2.0
"""How the Bangla catalogue is written: one form of each letter, sentence ends, digits."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from mohona.release import explain

PATH = Path(__file__).resolve().parents[2] / "locale" / "bn" / "LC_MESSAGES" / "django.po"
# Digits that stay Latin: in values, times, addresses, names of standards and versions.
TECHNICAL = re.compile(
    r"%\(\w+\)[a-z]|<[^>]+>|[A-Za-z][\w:/.+=;-]*( \d\.\d)?|\d{4}-\d\d-\S+|2\.[01]"
)


def pairs() -> Iterator[tuple[str, str]]:
    """Each English text with its Bangla one, plural forms one by one."""
    with PATH.open("rb") as file:
        catalog = read_po(file, locale="bn")
    for message in catalog:
        # What is missing is `tools/messages.py check`'s to tell.
        for one, other in zip(texts(message.id), texts(message.string), strict=True):
            if one and other:
                yield one, other


def texts(either: object) -> list[str]:
    """One text, or those of the plural forms."""
    return [str(one) for one in either] if isinstance(either, tuple | list) else [str(either or "")]


def wrong(english: str, bangla: str) -> str:
    """What is wrong with a translation; "" when nothing is."""
    if bangla != unicodedata.normalize("NFC", bangla):
        return "not in NFC"
    if re.search(r"[\u0980-\u09fe]\.(\s|$)", bangla):
        return "a full stop after Bangla"
    if english.endswith(".") and not bangla.endswith(("।", ".")):
        return "no end of the sentence"
    if re.search(r"[0-9]", TECHNICAL.sub("", bangla)):
        return "Latin digits"
    if re.search("(?<![\u0980-\u09ff])র\u09cd\u09afা", bangla):
        return "a reph instead of র‍্যা: the joiner is missing"
    return ""


def test_every_translation_is_written_as_agreed() -> None:
    found = [(bangla, fault) for english, bangla in pairs() if (fault := wrong(english, bangla))]
    assert found == []


@pytest.mark.parametrize(
    ("english", "bangla", "fault"),
    [
        ("Yes.", "হ\u09cdয\u09bcা\u0981।", ""),
        ("Day", "সম\u09df", "not in NFC"),
        ("It is there.", "এটি আছে.", "a full stop after Bangla"),
        ("It is there.", "এটি আছে", "no end of the sentence"),
        ("12 characters", "12টি অক্ষর", "Latin digits"),
        ("over TAXII 2.1", "TAXII 2.1 দিয়ে", ""),
        ("ransomware", "র\u09cd\u09afানসমওয়্যার", "a reph instead of র‍্যা: the joiner is missing"),
        ("ransomware", "র\u200d\u09cd\u09afানসমওয়্যার", ""),
    ],
)
def test_the_check_itself(english: str, bangla: str, fault: str) -> None:
    assert wrong(english, unicodedata.normalize("NFC", bangla) if not fault else bangla) == fault


def test_the_sentences_of_explanations_are_in_the_catalogue() -> None:
    known = {english for english, _ in pairs()}
    assert set(explain.TEXTS.values()) <= known
