# SPDX-License-Identifier: Apache-2.0
"""A Chromium for browser tests, and somebody signed in to it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from mohona.hub.accounts.models import Person

PROGRAM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OVERFLOWING = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PASSWORD = "correct horse battery"


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium while the block runs; where it is missing, a failure in CI and else a skip."""
    if PROGRAM is None:
        message = "Chromium is missing; install it or name it in CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    # Playwright keeps an event loop in this thread, which Django would take for our own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def sign_in(page: Page, root: str, person: Person) -> None:
    """Sign the person in through the page, as a person does."""
    page.goto(f"{root}/account/login/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.click("form[action='/account/login/'] button.primary")
    page.wait_for_url(f"{root}/")
