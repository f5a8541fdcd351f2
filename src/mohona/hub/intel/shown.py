# SPDX-License-Identifier: Apache-2.0
"""A property's value as HTML, one function per kind of `properties`.

Values come from hostile feeds: everything passes through `format_html`, and a value of
another JSON type than expected is shown as JSON instead of failing.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mohona.hub.intel import vocabulary, words
from mohona.hub.ui.templatetags import ui

# Of a list so many members are shown; all are in the raw JSON.
MOST = 100
Titles = Mapping[str, str]


def value(kind: str, raw: Any, titles: Titles, language: str) -> SafeString:
    """The value as HTML. titles: of the referenced objects that the reader may see."""
    show = KINDS.get(kind, _json)
    try:
        return show(raw, titles, language)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return _json(raw, titles, language)


def link(stix_id: str, titles: Titles) -> SafeString:
    """The title of a referenced object as a link; its identifier where it is not to be seen."""
    kind = words.type_of(stix_id.partition("--")[0])
    if stix_id not in titles:
        return format_html(
            '<span class="break"><span class="quiet">{}</span> <code>{}</code></span>',
            _("%(type)s, unknown or not released to you:") % {"type": kind},
            stix_id,
        )
    try:
        url = reverse("intel:object", args=[stix_id])
    except NoReverseMatch:
        return format_html("{}", titles[stix_id])
    return format_html(
        '<a class="break" href="{}">{}</a> <span class="quiet small">{}</span>',
        url,
        titles[stix_id],
        kind,
    )


def copyable(shown: str, real: str) -> SafeString:
    """A value as it may be shown, with a button that copies the real one."""
    return format_html('<code class="break">{}</code> {}', shown, ui.copy(real))


def prose(text: str, language: str) -> SafeString:
    """Paragraphs out of a text with empty lines between them."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return format_html(
        '<div class="stack break" lang="{}">{}</div>',
        language,
        format_html_join("", "<p>{}</p>", ((part,) for part in parts if part)),
    )


def _list(items: Iterable[Any], shown: Callable[[Any], Any], joint: str = ", ") -> SafeString:
    given = list(items)
    parts = format_html_join(joint, "{}", ((shown(item),) for item in given[:MOST]))
    if len(given) <= MOST:
        return parts
    more = _("and %(count)s more in the raw JSON") % {"count": ui.number(len(given) - MOST)}
    return format_html('{} <span class="quiet">{}</span>', parts, more)


def _text(raw: Any, titles: Titles, language: str) -> SafeString:
    if not isinstance(raw, str | int | float):
        return _json(raw, titles, language)
    return format_html('<span lang="{}">{}</span>', language, raw)


def _texts(raw: Any, titles: Titles, language: str) -> SafeString:
    return format_html('<span lang="{}">{}</span>', language, _list(_checked(raw), str))


def _checked(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise TypeError("a list was expected")
    return raw


def _prose(raw: Any, titles: Titles, language: str) -> SafeString:
    return prose(raw, language)


def _code(raw: Any, titles: Titles, language: str) -> SafeString:
    if not isinstance(raw, str | int | float):
        return _json(raw, titles, language)
    return format_html('<code class="break">{}</code>', raw)


def _block(raw: Any, titles: Titles, language: str) -> SafeString:
    text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
    return format_html(
        '<pre class="block" lang="en" translate="no" tabindex="0">{}</pre>', text[:20_000]
    )


def _term(raw: Any, titles: Titles, language: str) -> SafeString:
    if not isinstance(raw, str):
        return _json(raw, titles, language)
    return _tag(raw)


def _tag(code: str) -> SafeString:
    """A term in words with its code as a hint; a term of somebody's own as it is."""
    if known := vocabulary.word(code):
        return format_html('<span class="tag break" title="{}">{}</span>', code, known)
    return format_html('<span class="tag break" lang="en">{}</span>', code)


def _terms(raw: Any, titles: Titles, language: str) -> SafeString:
    return _list(_checked(raw), lambda one: _term(one, titles, language), " ")


def _sectors(raw: Any, titles: Titles, language: str) -> SafeString:
    return _list(_checked(raw), lambda one: words.sector(str(one)))


def _time(raw: Any, titles: Titles, language: str) -> SafeString:
    if not isinstance(raw, str):
        return _json(raw, titles, language)
    return format_html("{}", ui.moment(raw))


def _number(raw: Any, titles: Titles, language: str) -> SafeString:
    return format_html("{}", ui.number(raw))


def _bytes(raw: Any, titles: Titles, language: str) -> SafeString:
    return format_html("{}", ui.in_bytes(raw))


def _confidence(raw: Any, titles: Titles, language: str) -> SafeString:
    return format_html("{}", _("%(value)s of 100") % {"value": ui.number(raw)})


def _boolean(raw: Any, titles: Titles, language: str) -> SafeString:
    return format_html("{}", _("yes") if raw else _("no"))


def _phases(raw: Any, titles: Titles, language: str) -> SafeString:
    return _list(
        _checked(raw),
        lambda one: format_html(
            '{} <span class="quiet small" lang="en">{}</span>',
            _tag(str(one.get("phase_name", ""))),
            one.get("kill_chain_name", ""),
        ),
        " ",
    )


def _reference(raw: Any, titles: Titles, language: str) -> SafeString:
    if not isinstance(raw, str):
        return _json(raw, titles, language)
    return link(raw, titles)


def _references(raw: Any, titles: Titles, language: str) -> SafeString:
    links = (format_html("<div>{}</div>", link(str(one), titles)) for one in _checked(raw))
    return _list(links, lambda one: one, "")


def _hashes(raw: Any, titles: Titles, language: str) -> SafeString:
    return format_html_join(
        "",
        '<div><span class="quiet small" lang="en">{}</span> {}</div>',
        ((name, copyable(str(text), str(text))) for name, text in raw.items()),
    )


def _json(raw: Any, titles: Titles, language: str) -> SafeString:
    text = json.dumps(raw, ensure_ascii=False)
    cut = text if len(text) <= 2_000 else text[:2_000] + " …"
    return format_html('<code class="break">{}</code>', cut)


KINDS: dict[str, Callable[[Any, Titles, str], SafeString]] = {
    "text": _text,
    "texts": _texts,
    "prose": _prose,
    "code": _code,
    "block": _block,
    "term": _term,
    "terms": _terms,
    "sectors": _sectors,
    "time": _time,
    "number": _number,
    "bytes": _bytes,
    "confidence": _confidence,
    "boolean": _boolean,
    "phases": _phases,
    "reference": _reference,
    "references": _references,
    "hashes": _hashes,
    "json": _json,
}
