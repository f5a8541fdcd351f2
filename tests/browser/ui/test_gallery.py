# SPDX-License-Identifier: Apache-2.0
"""The design system in a browser: widths, keys, and what works with script off."""

import os
import shutil
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import Browser, Page, sync_playwright

urlpatterns = [
    path("ui/", include("mohona.hub.ui.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (320, 360, 768, 1024, 1280)
OVERFLOWING = (
    """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""
)
SHOWN = """() => [...document.querySelectorAll('figure.picture')].map(
    figure => [...figure.querySelectorAll(':scope > svg')].filter(s => s.clientWidth > 0).length)"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, .button, summary, .tabs a, .places a, .chip, .pager a, input, select')]
    .filter(e => e.clientWidth > 1 && !e.closest('.hush') && !e.closest('label'))
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([, box]) => box.width > 2 && (box.height < 24 || box.width < 24))
    .filter(([html]) => !/type="(radio|checkbox)"/.test(html))
    .map(([html]) => html)"""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name above it
        """Says nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The gallery on a free port; it needs no database."""
    server = make_server(
        "127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), _Server, _Quiet
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with override_settings(ROOT_URLCONF=__name__):  # it stands without any room
        yield f"http://127.0.0.1:{server.server_port}/ui/"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for this file."""
    if CHROMIUM is None:
        message = "Chromium is missing; install it or name it in CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any script error."""
    context = browser.new_context(permissions=["clipboard-write", "clipboard-read"], locale="en")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "bn"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overflows_and_one_drawing_is_shown(
    browser: Browser, address: str, width: int, language: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
    page = context.new_page()
    page.goto(f"{address}?type=malware")
    assert page.evaluate(OVERFLOWING) <= 0
    assert set(page.evaluate(SHOWN)) == {1}
    assert page.evaluate(SMALL_TARGETS) == []
    context.close()


def test_keys_walk_the_list_search_and_help(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("tr.at").count() == 1
    assert page.evaluate("document.activeElement.textContent") == "Have members seen 14 addresses?"
    page.keyboard.press("k")
    assert "Review" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("?")
    assert page.locator("#keys-help").evaluate("dialog => dialog.open")
    page.keyboard.press("Escape")
    assert not page.locator("#keys-help").evaluate("dialog => dialog.open")


def test_keys_are_left_alone_while_one_types(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#id_plain-name", "")
    page.type("#id_plain-name", "jk?/x")
    assert page.input_value("#id_plain-name") == "jk?/x"
    assert page.locator("tr.at").count() == 0


def test_a_long_form_keeps_what_was_typed_until_it_is_sent(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#id_plain-values", "203.0.113.7")
    page.check("#id_plain-active")
    page.reload()
    assert page.input_value("#id_plain-values") == "203.0.113.7"
    assert page.is_checked("#id_plain-active")


def test_copying_says_that_it_is_done(page: Page, address: str) -> None:
    page.goto(address)
    button = page.locator("[data-copy-text]").first
    button.click()
    page.wait_for_function("document.querySelector('[data-copy-text]').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == "login-secure.example"


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_theme_and_language_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 800}, locale="en"
    )
    page = context.new_page()
    page.goto(f"{address}?type=malware")
    page.click(".menu > summary")
    page.click('.menu button[value="dark"]')
    assert page.get_attribute("html", "data-theme") == "dark"
    page.click('.languages button[value="bn"]')
    assert page.get_attribute("html", "lang") == "bn"
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.url.endswith("?type=malware")
    assert page.locator("[data-copy]:visible").count() == 0
    context.close()
