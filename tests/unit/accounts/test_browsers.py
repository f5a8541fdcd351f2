# SPDX-License-Identifier: Apache-2.0
"""Browsers as people call them."""

import pytest

from mohona.hub.accounts import rules

CHROME = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537"
)


@pytest.mark.parametrize(
    ("said", "called"),
    [
        (CHROME, "Chrome, Linux"),
        (CHROME.replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64"), "Chrome, Windows"),
        (CHROME + " Edg/140", "Edge, Linux"),
        (
            "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
            "Firefox, Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18 Safari/605", "Safari, macOS"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
        ("x" * 500, "x" * 60),
    ],
)
def test_browser(said: str, called: str) -> None:
    assert rules.browser(said) == called
