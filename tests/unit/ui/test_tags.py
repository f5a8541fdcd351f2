# SPDX-License-Identifier: Apache-2.0
"""The template tags: hostile text stays text, every state has its words."""

from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from mohona.hub.ui.parts import Event, Policy, Step, Tab, Why
from mohona.hub.ui.pictures.streams import Stream

HOSTILE = '"><script>alert(1)</script>'


def render(source: str, path: str = "/", **values: Any) -> str:
    """The template with our tags loaded, for a GET of this path."""
    request: HttpRequest = RequestFactory().get(path)
    context = Context({"request": request, **values})
    return Template("{% load ui pictures %}" + source).render(context)


class Filters(forms.Form):
    """A filter bar with each kind of field."""

    q = forms.CharField(required=False)
    type = forms.ChoiceField(required=False, choices=[("", "All"), ("malware", "Malware")])
    tlp = forms.MultipleChoiceField(
        required=False, choices=[("red", "TLP:RED"), ("green", "TLP:GREEN")]
    )
    mine = forms.BooleanField(required=False)


@pytest.mark.parametrize(
    "source",
    [
        "{% tlp x %}",
        "{{ x|number }}{{ x|digits }}{{ x|moment }}{{ x|ago }}{{ x|day }}",
        "{% stat x x x %}",
        "{% progress 1 2 x %}",
        "{% button x kind=x url=x %}{% button x name=x %}",
        "{% notice 'bad' title=x %}{{ x }}{% endnotice %}",
        "{% nothing x x action=x url=x %}",
        "{% trail x x x %}",
        "{% tabs tabs label=x %}",
        "{% table x %}<tr><td>{{ x }}</td></tr>{% endtable %}",
        "{% facts pairs %}",
        "{% timeline events %}",
        "{% why why %}",
        "{% copy x %}",
        "{% json x label=x %}",
        "{% json pairs %}",
        "{% diff x pairs %}",
        "{% pager newer=x older=x %}",
        "{% sort x 'title' %}",
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    x = HOSTILE
    shown = render(
        source,
        x=x,
        tabs=[Tab(x, x)],
        pairs=[(x, x)],
        events=[Event(x, x, x, x, x, x)],
        why=Why(x, x, [x, Step(x, x)], [Policy(x, x)]),
    )
    assert shown.strip()
    assert "<script" not in shown


@pytest.mark.parametrize("given", ["amber+strict", "AMBER+STRICT", "TLP:AMBER+STRICT"])
def test_a_badge_is_the_latin_word_in_both_languages(given: str) -> None:
    with translation.override("bn"):
        shown = render("{% tlp level %}", level=given)
    assert shown == (
        '<span class="tlp tlp-amber-strict" lang="en" translate="no">TLP:AMBER+STRICT</span>'
    )


def test_a_level_that_is_none_is_not_shown_as_one() -> None:
    assert "TLP:?" in render("{% tlp 'white noise' %}")


def test_filters_follow_the_language() -> None:
    source = "{{ n|number }} {{ at|moment }} {{ size|bytes }}"
    values = {"n": 1234567, "at": "2026-11-23T08:07:00Z", "size": 2500}
    with translation.override("bn"):
        shown = render(source, **values)
    assert "১২,৩৪,৫৬৭" in shown
    assert "নভেম্বর ২০২৬" in shown
    assert "২.৫ কিলোবাইট" in shown
    assert 'datetime="2026-11-23T' in shown  # for machines it stays Latin


def test_no_moment_is_a_dash() -> None:
    assert render("{{ at|moment }}{{ at|ago }}", at=None) == "––"


def test_chips_name_the_active_filters_and_each_link_removes_one() -> None:
    path = "/?q=evil&type=malware&tlp=red&tlp=green&mine=on&sort=-title&before=99"
    form = Filters(RequestFactory().get(path).GET)
    shown = render("{% filters form %}", path, form=form)
    assert shown.count('class="chip"') == 5
    assert "Type: Malware" in shown
    assert 'href="?q=evil&amp;type=malware&amp;tlp=green&amp;mine=on&amp;sort=-title"' in shown
    assert '<input type="hidden" name="sort" value="-title">' in shown
    assert "before" not in shown


def test_no_filter_no_chip() -> None:
    form = Filters(RequestFactory().get("/?q=").GET)
    assert "chip" not in render("{% filters form %}", "/?q=", form=form)


def test_pager_keeps_filters_and_goes_by_position() -> None:
    shown = render("{% pager newer=12 older=7 %}", "/?type=malware&before=9")
    assert 'href="?type=malware&amp;after=12"' in shown
    assert 'href="?type=malware&amp;before=7"' in shown
    assert render("{% pager %}").strip() == ""


def test_sorting_turns_round_and_starts_at_the_newest() -> None:
    assert 'href="?sort=title"' in render("{% sort 'Title' 'title' %}", "/?before=9")
    assert 'href="?sort=-title"' in render("{% sort 'Title' 'title' %}", "/?sort=title")
    assert 'aria-current="true"' in render("{% sort 'Title' 'title' %}", "/?sort=-title")


class Sample(forms.Form):
    """A form with one field that is wrong."""

    name = forms.CharField(label="Name", help_text="As in the letterhead.")
    level = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    file = forms.FileField(required=False)
    sure = forms.BooleanField(label="Sure", required=False)


def test_a_field_ties_label_hint_and_error_together() -> None:
    shown = render("{% field form.name %}", form=Sample({}))
    assert '<label for="id_name">Name</label>' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown


def test_the_summary_takes_the_focus_and_leads_to_the_field() -> None:
    shown = render("{% errors form %}", form=Sample({}))
    assert "autofocus" in shown
    assert '<a href="#id_name">Name</a>' in shown
    assert render("{% errors form %}", form=Sample()).strip() == ""


def test_optional_fields_say_so_and_groups_are_groups() -> None:
    shown = render(
        "{% field form.level %}{% field form.file %}{% field form.sure %}", form=Sample()
    )
    assert "<fieldset" in shown
    assert "<legend>" in shown
    assert shown.count("(optional)") == 2  # a box to tick needs no such word
    assert "data-drop" in shown


def test_json_is_readable_and_cut_when_it_is_huge() -> None:
    assert "&quot;name&quot;: &quot;ক&quot;" in render("{% json v %}", v={"name": "ক"})
    assert "not json" in render("{% json v %}", v=b"not json \xff")
    huge = render("{% json v download='/raw' %}", v=["x" * 50_000] * 4)
    assert "Only the beginning" in huge
    assert len(huge) < 100_000


def test_why_without_cedar_has_no_empty_fold() -> None:
    assert "<details" not in render("{% why w %}", w=Why("Why?", "No.", policies=[Policy("P")]))
    assert "<details" in render("{% why w %}", w=Why("Why?", "No.", policies=[Policy("P", "x;")]))


def test_rivers_come_with_their_table_of_all_streams() -> None:
    streams = [Stream(f"Source {at}", "/x", {"red": 1000 + at}) for at in range(12)]
    shown = render("{% rivers s s 'Title' %}", s=streams)
    assert shown.count("<table") == 2
    for stream in streams:  # the picture collects the smallest, the table does not
        assert shown.count(f'<a href="/x">{stream.label}</a>') == 2
    assert "<svg" not in render("{% rivers s s %}", s=[])
