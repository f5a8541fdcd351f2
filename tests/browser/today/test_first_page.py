# SPDX-License-Identifier: Apache-2.0
"""The first page in a browser: both languages, little room, no script."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import chromium, parties, stix

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BANGLA = re.compile("[\u0980-\u09ff]")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launched() as found:
        yield found


@pytest.fixture(params=["en", "bn"])
def page(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Page]:
    """A steward at a hub where two banks shared something, without script."""
    operator = parties.organisation(name="Operator", is_operator=True)
    first, second = parties.organisation(name="Hill Bank"), parties.organisation(name="River Bank")
    parties.community(first, second, operator, ceiling="green")
    parties.give(first, stix.malware(level="green"), stix.malware(level="clear"))
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    context.add_cookies([{"name": "language", "value": request.param, "url": live_server.url}])
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    chromium.sign_in(opened, live_server.url, parties.person(operator, "steward"))
    yield opened
    context.close()


def test_rivers_lead_to_the_list_behind_them(page: Page) -> None:
    page.locator("svg.wide a, figure a").filter(has_text="Hill Bank").first.click()
    assert "/intelligence/?source=" in page.url
    assert page.url.endswith("days=7")
    expect(page.locator("main table tbody tr")).to_have_count(2)


def test_the_picture_has_a_table_beside_it(page: Page) -> None:
    page.locator("figure + details summary").click()
    rows = page.locator("figure + details tbody th")
    assert {"Hill Bank", "River Bank", "Operator"} <= set(rows.all_inner_texts())


def test_the_headline_is_in_the_language_and_nothing_overflows(page: Page) -> None:
    language = page.locator("html").get_attribute("lang")
    heading = page.locator("h1").inner_text()
    assert bool(BANGLA.search(heading)) == (language == "bn")
    for width in (320, 360, 768, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(chromium.OVERFLOWING) <= 0, width


def test_seeing_as_another_puts_a_frame_around_every_page(page: Page) -> None:
    page.goto("/see-as/")
    page.get_by_role("combobox").select_option(label="River Bank")
    page.locator("main form button.primary").click()
    expect(page.locator(".seeing")).to_contain_text("River Bank")
    page.goto("/partners/")
    expect(page.locator(".seeing")).to_be_visible()
    page.locator(".seeing button").click()
    expect(page.locator(".seeing")).to_have_count(0)
