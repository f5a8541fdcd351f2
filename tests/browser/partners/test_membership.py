# SPDX-License-Identifier: Apache-2.0
"""A steward adds a member without script: chooses, reads the numbers, confirms who is acting."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import chromium, parties, stix

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launched() as found:
        yield found


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    operator = parties.organisation(name="Operator", is_operator=True)
    chromium.sign_in(opened, live_server.url, parties.person(operator, "steward"))
    yield opened
    context.close()


def test_adding_a_member(page: Page) -> None:
    giver, guest = parties.organisation(name="Hill Bank"), parties.organisation(name="River Bank")
    community = parties.community(giver, ceiling="green")
    parties.give(giver, stix.malware(level="green"), stix.malware(level="green"))
    page.goto(f"/partners/communities/{community.id}/")
    page.locator("main a.primary").click()
    page.get_by_role("combobox").select_option(label="River Bank")
    page.locator("main form button.primary").click()
    expect(page.locator("h1")).to_have_text("2 records will be released to River Bank.")
    assert parties.seen(guest) == set()
    page.locator("main form button.primary").click()
    page.fill("[name=password]", chromium.PASSWORD)
    page.locator("main form button.primary").click()
    expect(page.locator("main table")).to_contain_text("River Bank")
    assert len(parties.seen(guest)) == 2


def test_a_key_is_shown_once_with_a_line_to_paste(page: Page) -> None:
    page.goto("/keys/add/")
    page.fill("[name=name]", "SIEM")
    page.locator("main form button.primary").click()
    secret = page.locator("#secret").inner_text().strip()
    assert secret.startswith("mohona_")
    expect(page.locator("#try-taxii")).to_contain_text(secret)
    page.locator("main a.primary").click()
    expect(page.locator("main")).to_contain_text("SIEM")
    expect(page.locator("main")).not_to_contain_text(secret)
