# SPDX-License-Identifier: Apache-2.0
"""The search at the top: what it makes of what is pasted into it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import parties, stix
from tests.integration.intel_pages.conftest import SignIn, Town


@pytest.mark.parametrize("text", ["evil.example", "hxxp://evil[.]example", "EVIL[.]EXAMPLE"])
def test_a_value_is_looked_up_at_once(town: Town, sign_in: SignIn, text: str) -> None:
    pattern = "[domain-name:value = 'evil.example' OR url:value = 'http://evil.example']"
    parties.give(town.bank, stix.indicator("x", name="Heron", pattern=pattern))
    page = sign_in(town.other).get("/search/", {"q": text}).content.decode()
    assert "Heron" in page
    assert "evil[.]example" in page


def test_a_value_that_is_not_released_is_not_known(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, stix.indicator("evil.example", name="Heron", level="amber"))
    page = sign_in(town.stranger).get("/search/", {"q": "evil.example"}).content.decode()
    unknown = sign_in(town.stranger).get("/search/", {"q": "evil-2.example"}).content.decode()
    assert "Heron" not in page
    assert "Nothing known" in page
    assert "Nothing known" in unknown


def test_an_identifier_leads_to_its_page(town: Town, sign_in: SignIn) -> None:
    record = stix.malware()
    response = sign_in(town.bank).get("/search/", {"q": f" {record['id']} "})
    assert response["Location"] == f"/intelligence/{record['id']}/"


@pytest.mark.parametrize("between", ["\n", "\r\n", " ", ", ", ";"])
def test_several_values_go_to_the_look_up(town: Town, sign_in: SignIn, between: str) -> None:
    response = sign_in(town.bank).get("/search/", {"q": between.join(["1.2.3.4", "evil.example"])})
    url = urlsplit(response["Location"])
    assert url.path == "/intelligence/look-up/"
    assert parse_qs(url.query)["values"] == ["1.2.3.4\nevil.example"]


@pytest.mark.parametrize("text", ["phishing", "T1566.002", "two words", "evil.example is bad", "%"])
def test_anything_else_is_searched_as_words(town: Town, sign_in: SignIn, text: str) -> None:
    url = urlsplit(sign_in(town.bank).get("/search/", {"q": text})["Location"])
    assert (url.path, parse_qs(url.query)["q"]) == ("/intelligence/", [text])


def test_nothing_leads_to_the_list(town: Town, sign_in: SignIn) -> None:
    assert sign_in(town.bank).get("/search/?q=%00 ")["Location"] == "/intelligence/"
