# SPDX-License-Identifier: Apache-2.0
"""Problems: every code has a sentence, every sentence a code that is used."""

import re
from pathlib import Path

import pytest

import mohona.cti
from mohona.cti.problems import TEXTS, DocumentError, Problem, document_error

SOURCE = "".join(
    path.read_text(encoding="utf-8")
    for path in Path(mohona.cti.__file__).parent.rglob("*.py")
    if path.name != "problems.py"
)


@pytest.mark.parametrize("code", TEXTS)
def test_every_sentence_can_be_filled_in_and_is_used(code: str) -> None:
    names = re.findall(r"%\((\w+)\)s", TEXTS[code])
    text = Problem(code, dict.fromkeys(names, "x")).text
    assert "%" not in text
    assert text.startswith("Expected ")
    assert text.endswith(".")
    assert f'"{code}"' in SOURCE


def test_a_document_error_carries_its_problem() -> None:
    error = document_error("truncated", offset=5)
    assert isinstance(error, DocumentError)
    assert error.problem == Problem("truncated", {"offset": 5})
    assert "byte 5" in str(error)
