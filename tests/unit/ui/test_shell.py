# SPDX-License-Identifier: Apache-2.0
"""The shell: places a person may use, the theme that is remembered, pages that are whole."""

from collections.abc import Iterator
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import include, path

from mohona.hub.ui import context, places
from mohona.hub.ui.places import Place

urlpatterns = [
    path("ui/", include("mohona.hub.ui.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "circle", "path"}


class Tags(HTMLParser):
    """Whether every element is closed where it should be, and no id stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [str(value) for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(autouse=True)
def _no_rooms(settings: Any) -> None:
    """The shell stands without any room."""
    settings.ROOT_URLCONF = __name__


class Somebody(SimpleNamespace):
    """A person whose words for themselves are their title."""

    def __str__(self) -> str:
        return str(self.title)


def request_of(address: str = "/", may: tuple[str, ...] = (), **cookies: str) -> HttpRequest:
    """A request of somebody with these permissions."""
    request = RequestFactory().get(address)
    request.COOKIES.update(cookies)
    person: Any = Somebody(
        is_authenticated=True, title="Analyst", organisation="Bank", may=lambda what: what in may
    )
    request.user = person
    request.session = {}  # type: ignore[assignment]
    return request


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A navigation without the rooms' places."""
    monkeypatch.setattr(places, "_registered", {})
    return


@pytest.mark.usefixtures("empty")
def test_only_places_that_exist_and_that_one_may_use_in_order() -> None:
    places.register(Place("b", "B", "ui:gallery", 2, "b:see", lambda request: 7))
    places.register(Place("a", "A", "ui:theme", 1))
    places.register(Place("c", "C", "nowhere", 0))
    assert [p.key for p in places.shown_to(request_of())] == ["a"]
    shown = places.shown_to(request_of("/ui/x", may=("b:see",)))
    assert [(p.key, p.count, p.current) for p in shown] == [("a", 0, False), ("b", 7, True)]


@pytest.mark.usefixtures("empty")
def test_the_longest_address_is_the_current_place() -> None:
    places.register(Place("a", "A", "ui:gallery"))
    places.register(Place("b", "B", "ui:theme"))
    current = [p.key for p in places.shown_to(request_of("/ui/theme/x")) if p.current]
    assert current == ["b"]


@pytest.mark.usefixtures("empty")
def test_nobody_sees_no_place() -> None:
    places.register(Place("a", "A", "ui:gallery"))
    request = RequestFactory().get("/")
    assert places.shown_to(request) == []


def test_a_cookie_that_is_no_theme_is_ignored() -> None:
    assert context.theme_of(request_of(mohona_theme='"><script>')) == "auto"
    assert context.theme_of(request_of(mohona_theme="dark")) == "dark"


def test_the_theme_is_remembered_and_leads_back_only_to_this_site() -> None:
    client = Client()
    answer = client.post("/ui/theme/", {"theme": "dark", "next": "/ui/?x=1"})
    assert answer.headers["Location"] == "/ui/?x=1"
    assert answer.cookies[context.THEME_COOKIE].value == "dark"
    away = client.post("/ui/theme/", {"theme": "pink", "next": "https://evil.example/"})
    assert away.headers["Location"] == "/"
    assert context.THEME_COOKIE not in away.cookies
    assert client.get("/ui/theme/").status_code == 405


@pytest.mark.parametrize("language", ["en", "bn"])
def test_the_gallery_is_whole(language: str) -> None:
    answer = Client(headers={"Accept-Language": language}).get("/ui/?type=malware")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert sorted(set(tags.ids)) == sorted(tags.ids)
    assert " style=" not in page
    assert "onclick" not in page


def test_the_shell_names_the_person_and_escapes_it() -> None:
    request = request_of()
    request.user.title = "<b>Chief</b>"  # type: ignore[union-attr]
    page = render_to_string("ui/page.html", {}, request)
    assert "&lt;b&gt;Chief&lt;/b&gt; · Bank" in page
    assert 'name="q"' in page


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_pages_of_errors_say_what_to_do_even_without_a_request(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert 'class="lead"' in page
    assert "button primary" in page
