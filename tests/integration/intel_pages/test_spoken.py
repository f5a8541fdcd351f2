# SPDX-License-Identifier: Apache-2.0
"""Titles that the store made of codes, said in words."""

import pytest
from django.utils.translation import override

from mohona.hub.intel import headlines


@pytest.mark.parametrize(
    ("kind", "stored", "said"),
    [
        ("relationship", "indicator → indicates → malware", "Indicator → indicates → Malware"),
        ("relationship", "x-mine → x-likes → tool", "x-mine → x-likes → Tool"),
        ("relationship", "? → ? → ?", "? → ? → ?"),
        ("relationship", "indicator → malware", "indicator → malware"),
        ("sighting", "sighting → indicator", "Sighting → Indicator"),
        ("language-content", "report → bn", "Report → bn"),
        # Somebody's own words that look like codes.
        ("report", "indicator → indicates → malware", "indicator → indicates → malware"),
        ("sighting", "tool", "tool"),
    ],
)
def test_codes_become_words_where_the_store_made_the_title(
    kind: str, stored: str, said: str
) -> None:
    with override("en"):
        assert headlines.spoken({f"{kind}--1": stored}) == {f"{kind}--1": said}
