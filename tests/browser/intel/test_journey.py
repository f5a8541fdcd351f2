# SPDX-License-Identifier: Apache-2.0
"""One person's way through the pages, in English and in Bangla: sign in, upload, search, read
the record, see why. Locators are roles, addresses and data attributes, never words."""

import json
import re
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from mohona.hub.accounts import actions as accounts
from mohona.hub.intel import actions as intel
from tests.factories import chromium, parties, stix

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAIL = "soc@bank.example"
BANGLA = re.compile("[\u0980-\u09ff]")
WIDTHS = (320, 360, 768, 1024)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for this file."""
    with chromium.launched() as running:
        yield running


@pytest.fixture(params=["en", "bn"])
def page(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Page]:
    """Somebody of a bank, not signed in yet, whose language is the parameter."""
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(CSRF_TRUSTED_ORIGINS=[live_server.url], PASSWORD_HASHERS=[hasher]):
        bank = parties.organisation(name="River Bank", name_bn="নদী ব্যাংক", default_tlp="green")
        accounts.add_person(
            email=MAIL,
            organisation=bank,
            role="analyst",
            password=chromium.PASSWORD,
            language=request.param,
            by=None,
        )
        context = browser.new_context(
            base_url=live_server.url, locale=request.param, viewport={"width": 1280, "height": 900}
        )
        context.add_cookies([{"name": "language", "value": request.param, "url": live_server.url}])
        opened = context.new_page()
        opened.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
        yield opened
        context.close()


def sign_in(page: Page) -> None:
    page.goto("/intelligence/")
    expect(page).to_have_url(re.compile("/account/login/"))
    page.locator("input[name=login]").fill(MAIL)
    page.locator("input[name=password]").fill(chromium.PASSWORD)
    page.locator("main form").first.locator("button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/intelligence/$"))


def upload(page: Page, *records: stix.Record) -> None:
    page.locator(".tabs a[href='/intelligence/upload/']").click()
    page.locator("input[type=file]").set_input_files(
        [{"name": "bundle.json", "mimeType": "application/json", "buffer": stix.bundle(*records)}]
    )
    page.locator("form[data-upload] button.primary").click()
    expect(page).to_have_url(re.compile(r"/intelligence/submissions/[0-9a-f-]{36}/$"))


def is_in(language: str, text: str) -> bool:
    """Whether a sentence of the page is in the language (names of organisations are in both)."""
    return bool(BANGLA.search(text)) == (language == "bn")


def language_of(page: Page) -> str:
    return str(page.locator("html").get_attribute("lang"))


def test_from_sign_in_to_why(page: Page) -> None:
    family = stix.malware(name="Kite", description="A family of tests.")
    found = stix.indicator("evil.example", name="Heron", level="amber")
    tie = stix.relationship(found["id"], family["id"], relationship_type="indicates")
    broken = stix.indicator("x.example") | {"pattern": "[broken"}

    sign_in(page)
    language = language_of(page)

    upload(page, family, found, tie, broken)
    assert is_in(language, page.get_by_role("heading", level=1).inner_text())
    expect(page.locator("main tbody tr")).to_have_count(4)
    intel.index_words()

    search = page.locator("input[data-search]")
    search.fill("hxxp://evil[.]example")
    search.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("hxxp://evil[.]example")
    search.fill("evil[.]example")
    search.press("Enter")
    page.get_by_role("link", name="Heron").click()

    expect(page).to_have_url(re.compile(f"/intelligence/{found['id']}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Heron")
    expect(page.locator("main .tlp").first).to_have_text("TLP:AMBER")
    expect(page.locator("[data-copy-text='evil.example']").first).to_be_attached()
    assert is_in(language, page.locator(".lead").inner_text().replace("River Bank", ""))

    page.locator(".lead a[href='#why']").click()
    why = page.locator("section#why")
    expect(why).to_be_visible()
    expect(why.locator("ol.steps > li")).not_to_have_count(0)
    assert is_in(language, why.get_by_role("heading").inner_text())
    why.locator("summary").click()
    expect(why.locator("pre").first).to_contain_text("permit")

    page.locator("figure.picture svg:visible a[href^='/intelligence/malware--']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kite")
    assert page.evaluate(chromium.OVERFLOWING) <= 0


def test_the_list_follows_its_filters_and_the_keys(page: Page) -> None:
    sign_in(page)
    upload(page, *(stix.malware(name=f"Family {n}") for n in range(3)), stix.indicator("x.example"))
    page.locator(".tabs a[href='/intelligence/']").click()
    expect(page.locator("#list tbody tr")).to_have_count(4)
    page.locator("select[name=type]").select_option("malware")
    expect(page.locator("#list tbody tr")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"/intelligence/\?type=malware$"))
    page.locator("#active-filters a.chip").click()
    expect(page.locator("#list tbody tr")).to_have_count(4)
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Family 2")


def test_what_was_refused_is_mended(page: Page) -> None:
    sign_in(page)
    broken = stix.indicator("evil.example", name="Heron") | {"pattern": "[broken"}
    upload(page, broken)
    page.locator("main tbody a[href^='/intelligence/quarantine/']").click()
    expect(page.locator("mark")).to_have_text(re.compile("broken"))
    mended = broken | {"pattern": "[domain-name:value = 'evil.example']"}
    page.locator("textarea").fill(json.dumps(mended))
    page.locator("main form button.primary").click()
    expect(page).to_have_url(re.compile(r"/intelligence/submissions/[0-9a-f-]{36}/$"))
    page.get_by_role("link", name="Heron").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heron")


def test_many_values_are_looked_up_without_leaving_the_page(page: Page) -> None:
    sign_in(page)
    upload(page, stix.indicator("evil.example", name="Heron"))
    page.locator(".tabs a[href='/intelligence/look-up/']").click()
    lines = ["evil[.]example", *(f"host{n}.example" for n in range(999)), "no value"]
    page.locator("textarea").fill("\n".join(lines))
    page.locator("main form button.primary").click()
    expect(page.locator("#result tbody tr")).to_have_count(1)
    expect(page.locator("#result").get_by_role("link", name="Heron")).to_be_visible()
    with page.expect_download() as download:
        page.locator("button[value=csv]").click()
    text = download.value.path().read_text("utf-8-sig")
    assert len(text.splitlines()) == 1002


def test_long_words_do_not_widen_a_narrow_page(page: Page) -> None:
    sign_in(page)
    long = "x" * 180
    one = stix.malware(name=long, aliases=[long], description=long, labels=[long])
    upload(page, one, stix.report([one["id"]], name=long))
    for address in (page.url, "/intelligence/", f"/intelligence/{one['id']}/"):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(chromium.OVERFLOWING) <= 0, f"{address} at {width}"


def test_everything_works_without_script(
    browser: Browser, page: Page, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies(live_server.url))
    plain = context.new_page()
    sign_in(plain)
    upload(plain, stix.indicator("evil.example", name="Heron"), stix.malware(name="Kite"))
    plain.locator(".tabs a[href='/intelligence/']").click()
    plain.locator("select[name=type]").select_option("indicator")
    plain.locator("form.filters button").click()
    expect(plain.locator("#list tbody tr")).to_have_count(1)
    plain.locator(".tabs a[href='/intelligence/look-up/']").click()
    plain.locator("textarea").fill("evil.example")
    plain.locator("main form button.primary").click()
    expect(plain.locator("#result tbody tr")).to_have_count(1)
    context.close()
