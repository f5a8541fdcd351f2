# SPDX-License-Identifier: Apache-2.0
"""Whole documents: every form is read, every bad input is refused with its reason."""

import io
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mohona.cti.formats.stix21 import Item, Limits, Outline, read, scan, scanner
from mohona.cti.formats.stix21 import splitter as splitting
from mohona.cti.problems import TEXTS, DocumentError

UUID = "3c10e93f-798e-4a26-a0c1-08156efab7f5"
GOOD = (
    f'{{"type":"domain-name","spec_version":"2.1","id":"domain-name--{UUID}","value":"a.example"}}'
)
RELATIONSHIP = {
    "type": "relationship",
    "spec_version": "2.1",
    "id": f"relationship--{UUID}",
    "created": "2026-01-01T00:00:00Z",
    "modified": "2026-01-01T00:00:00Z",
    "relationship_type": "uses",
    "source_ref": f"tool--{UUID}",
    "target_ref": f"tool--{UUID}",
}
INDICATOR = {
    "type": "indicator",
    "spec_version": "2.1",
    "id": f"indicator--{UUID}",
    "created": "2026-01-01T00:00:00Z",
    "modified": "2026-01-01T00:00:00Z",
    "valid_from": "2026-01-01T00:00:00Z",
    "pattern_type": "stix",
    "pattern": "[domain-name:value = 'a.example'",
}


def document(data: bytes, limits: Limits | None = None) -> tuple[Outline, list[Item]]:
    source = io.BytesIO(data)
    outline = scan(source)
    batches = read(source, outline, limits=limits or Limits())
    return outline, [item for batch in batches for item in batch]


def bundle(*objects: str) -> bytes:
    return f'{{"type":"bundle","id":"bundle--{UUID}","objects":[{",".join(objects)}]}}'.encode()


def with_property(text: str) -> str:
    return GOOD[:-1] + "," + text + "}"


def codes(items: list[Item]) -> list[str]:
    return ["" if item.problem is None else item.problem.code for item in items]


@pytest.mark.parametrize(
    ("data", "form", "count"),
    [
        (bundle(GOOD, GOOD), "bundle", 2),
        (bundle(), "bundle", 0),
        (b'{"type":"bundle","id":"bundle--%s"}' % UUID.encode(), "bundle", 0),
        (b'{"more":false,"objects":[%s]}' % GOOD.encode(), "envelope", 1),
        (b'{"objects" : [ %s ] , "more" : true, "next":"5"}' % GOOD.encode(), "envelope", 1),
        (b'{"x":{"objects":[1]},"objects":[%s],"y":[]}' % GOOD.encode(), "envelope", 1),
        (b"{}", "envelope", 0),
        (b'{"more":false}', "envelope", 0),
        (f"[{GOOD},\n{GOOD}]".encode(), "list", 2),
        (b" [ ] ", "list", 0),
        (GOOD.encode(), "object", 1),
        (json.dumps(json.loads(GOOD), indent=2).encode(), "object", 1),
        (b"\xef\xbb\xbf" + GOOD.encode(), "object", 1),
        (f"{GOOD}\n{GOOD}".encode(), "lines", 2),
        (f"{GOOD}\r\n\r\n{GOOD}\n\n".encode(), "lines", 2),
    ],
)
def test_every_form_is_read(data: bytes, form: str, count: int) -> None:
    outline, items = document(data)
    assert (outline.form, outline.objects, codes(items)) == (form, count, [""] * count)
    assert [item.index for item in items] == list(range(count))
    assert all(item.raw == GOOD.encode() or form == "object" for item in items)
    assert outline.bytes == len(data)


WHOLE_DOCUMENT = [
    (b"", "empty-document"),
    (b" \n\t", "empty-document"),
    (b"<!doctype html><html></html>", "not-json"),
    (b"error: not found", "not-json"),
    (b"5", "not-json"),
    (b'"text"', "not-json"),
    (bundle(GOOD)[:-3], "truncated"),
    (bundle(GOOD)[:-40], "truncated"),
    (b'{"objects"', "truncated"),
    (b'{"objects":[{"a":"x\\', "truncated"),
    (b'{"objects":[{"a":"x', "truncated"),
    (b"[", "truncated"),
    (bundle(with_property('"a":"X"')).replace(b"X", b"\xff"), "invalid-utf8"),
    (bundle(GOOD) + b"\xff", "invalid-utf8"),
    (bundle(GOOD)[:-1] + b',"a":"\xe0\xa6"}', "invalid-utf8"),
    (GOOD.encode("utf-16"), "invalid-utf8"),
    (bundle(GOOD) + b" x", "trailing-rubbish"),
    (bundle(GOOD) + b"{}", "trailing-rubbish"),
    (bundle(GOOD) + b"\0", "trailing-rubbish"),
    (f"[{GOOD}]]".encode(), "trailing-rubbish"),
    (f"{GOOD} {GOOD}".encode(), "trailing-rubbish"),
    (f"{GOOD}\nrubbish".encode(), "malformed-json"),
    (b'{"type":"bundle","objects":{}}', "objects-not-a-list"),
    (b'{"objects":null}', "objects-not-a-list"),
    (b'{"objects":"x"}', "objects-not-a-list"),
    (b'{"objects":[],"objects":[]}', "envelope-duplicate-key"),
    (b'{"type":"bundle","type":"bundle","objects":[]}', "envelope-duplicate-key"),
    (b'{"x":' + b"[" * 10_000 + b"]" * 10_000 + b',"objects":[]}', "envelope-too-deep"),
    (b"[" * 1_100_000, "envelope-too-deep"),
    (f"[{GOOD},]".encode(), "malformed-json"),
    (f"[,{GOOD}]".encode(), "malformed-json"),
    (f"[{GOOD} {GOOD}]".encode(), "malformed-json"),
    (f"[{GOOD},nul]".encode(), "malformed-json"),
    (b'{"objects":[],}', "malformed-json"),
    (b'{"objects":[{"a":[}]}', "malformed-json"),
    (b'{"objects":tru}', "malformed-json"),
    (b"{objects:[]}", "malformed-json"),
]


@pytest.mark.parametrize(("data", "code"), WHOLE_DOCUMENT)
def test_a_bad_document_is_refused_as_a_whole(data: bytes, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        document(data)
    assert caught.value.problem.code == code
    assert str(caught.value) == caught.value.problem.text


ONE_OBJECT = [
    ("5", "not-an-object"),
    ("null", "not-an-object"),
    ('"text"', "not-an-object"),
    ("[]", "not-an-object"),
    ("[" * 10_000 + "]" * 10_000, "object-too-deep"),
    (with_property('"a":' + "[" * 10_000 + "]" * 10_000), "object-too-deep"),
    (with_property('"a":' + '{"a":' * 200 + "1" + "}" * 200), "object-too-deep"),
    (with_property('"a":' + "[" * 64 + "]" * 64), "object-too-deep"),
    (with_property('"value":"b.example"'), "duplicate-key"),
    (with_property('"val\\u0075e":"b.example"'), "duplicate-key"),
    (with_property('"a":{"b":1,"b":1}'), "duplicate-key"),
    (with_property('"name":"a\\ud800b"'), "lone-surrogate"),
    (with_property('"na\\udc00me":"b"'), "lone-surrogate"),
    (with_property('"name":"a\\u0000b"'), "nul-character"),
    (with_property('"a\\u0000b":1'), "nul-character"),
    (with_property('"name":"a\0b"'), "object-malformed"),
    (with_property('"name":"\\q"'), "object-malformed"),
    (with_property('"name":tru'), "object-malformed"),
    (with_property('"name" 1'), "object-malformed"),
    (with_property('"name":01'), "object-malformed"),
    (with_property('"name":1e999'), "number-too-large"),
    (with_property('"list":[' + "1," * 1_000_000 + "1]"), "list-too-long"),
    (with_property('"text":"' + "x" * 5_000_000 + '"'), "text-too-long"),
    (with_property('"text":"' + "x" * 9_000_000 + '"'), "object-too-large"),
    (with_property('"labels":"text"'), "bad-texts"),
    (with_property('"revoked":"true"'), "bad-boolean"),
    (with_property('"confidence":101'), "bad-integer"),
    (with_property('"created":"10000-01-01T00:00:00Z"'), "bad-time"),
    (with_property('"created":"2026-02-30T00:00:00Z"'), "bad-time"),
    (with_property('"created":5'), "bad-time"),
    (with_property('"spec_version":[]').replace('"spec_version":"2.1",', ""), "bad-spec-version"),
    (GOOD.replace("domain-name--", "url--"), "bad-id"),
    (GOOD.replace(UUID, "1"), "bad-id"),
    (GOOD.replace('"domain-name"', "5"), "bad-type"),
    (GOOD.replace('"type":"domain-name",', ""), "missing-property"),
    (GOOD.replace('"value"', '"valu"'), "missing-property"),
    ('{"type":"bundle","id":"bundle--' + UUID + '"}', "bundle-inside"),
    (json.dumps(RELATIONSHIP), "ends-equal"),
    (json.dumps(INDICATOR), "bad-pattern"),
]


@pytest.mark.parametrize(("text", "code"), ONE_OBJECT)
def test_a_bad_object_is_isolated_and_its_neighbours_survive(text: str, code: str) -> None:
    for build in (bundle, _lines):
        outline, items = document(build(GOOD, text, GOOD))
        assert codes(items) == ["", code, ""]
        assert outline.objects == 3
        assert items[1].problem is not None
        assert "%(" not in items[1].problem.text
        assert items[0].raw == items[2].raw == GOOD.encode()
        if code != "object-too-large":
            assert items[1].raw == text.encode()


def _lines(*objects: str) -> bytes:
    return "\n".join(objects).encode()


@pytest.mark.parametrize(
    "text",
    [
        with_property('"created":"2083-01-01T00:00:00Z"'),
        with_property('"name":"a\\\\u0000"'),
        with_property('"name":"\\\\","more":"\\u005c"'),
        with_property('"name":"\\ud83d\\ude00"'),
        with_property('"number":123456789012345678901234567890'),
        with_property('"a":' + "[" * 63 + "]" * 63),
        with_property('"x_custom":{"deep":[1,2.50,{"a":null}]}'),
        with_property('"list":[' + "1," * 99_999 + "1]"),
        f'{{"type":"x-made-up","id":"x-made-up--{UUID}","anything":1}}',
    ],
)
def test_unusual_but_good_objects_come_in(text: str) -> None:
    _, items = document(bundle(GOOD, text))
    assert codes(items) == ["", ""]
    assert items[1].raw == text.encode()


def test_an_object_larger_than_the_limit_keeps_only_its_first_bytes() -> None:
    text = with_property('"text":"' + "x" * 5000 + '"')
    _, items = document(bundle(GOOD, text, GOOD), Limits(max_object_bytes=1000))
    assert codes(items) == ["", "object-too-large", ""]
    assert items[1].raw == text.encode()[:1000]
    assert items[1].problem is not None
    assert items[1].problem.params == {"limit": 1000, "found": len(text)}


def test_markings_are_known_before_the_objects_that_refer_to_them() -> None:
    marking = {
        "type": "marking-definition",
        "id": f"marking-definition--{UUID}",
        "definition_type": "statement",
        "definition": {"statement": "Copyright"},
        "created": "2026-01-01T00:00:00Z",
        "spec_version": "2.1",
    }
    outline, items = document(bundle(GOOD, json.dumps(marking), '{"a":"marking-definition"}'))
    assert outline.markings == {marking["id"]: marking}
    assert outline.bundle_id == f"bundle--{UUID}"
    assert codes(items)[:2] == ["", ""]


def test_batches_are_bounded_by_number_and_by_bytes() -> None:
    source = io.BytesIO(bundle(*[GOOD] * 25))
    assert [len(batch) for batch in read(source, scan(source), batch=10)] == [10, 10, 5]
    large = with_property('"text":"' + "x" * 3_000_000 + '"')
    source = io.BytesIO(bundle(*[large] * 9))
    assert max(len(batch) for batch in read(source, scan(source))) == 3


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
spaces = st.text(alphabet=" \t\r\n", max_size=4)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    objects=st.lists(st.dictionaries(st.text(), json_values, max_size=4), max_size=12),
    before=spaces,
    after=spaces,
    indent=st.sampled_from([None, 1]),
    window=st.sampled_from([16, 64, 4 * 1024 * 1024]),
    lines=st.booleans(),
)
def test_splitting_gives_the_objects_that_were_joined(
    monkeypatch: pytest.MonkeyPatch,
    objects: list[dict[str, object]],
    before: str,
    after: str,
    indent: int | None,
    window: int,
    lines: bool,
) -> None:
    _small_windows(monkeypatch, window)
    texts = [json.dumps(obj, ensure_ascii=False, indent=indent) for obj in objects]
    texts = [text for text in texts if "\\ud" not in text]
    data = _joined(texts, before, after, lines)
    splitter = splitting.Splitter(io.BytesIO(data), 0 if lines else 1, lines=lines, kept=10**9)
    found = [piece for block in splitter.blocks() for piece in block]
    raws = [bytes(piece) if not isinstance(piece, tuple) else piece.raw for piece in found]
    assert raws == [text.encode("utf-8", "surrogatepass") for text in texts]


def _joined(texts: list[str], before: str, after: str, lines: bool) -> bytes:
    if lines:
        joined = (before + "\n" + after).join(texts)
    else:
        joined = "[" + before + (before + "," + after).join(texts) + after + "]"
    return joined.encode("utf-8", "surrogatepass")


def _small_windows(monkeypatch: pytest.MonkeyPatch, window: int) -> None:
    """Windows of a few bytes, so that every boundary falls everywhere."""
    monkeypatch.setattr(splitting, "WINDOW", window)
    monkeypatch.setattr(scanner, "WINDOW", window)
    monkeypatch.setattr(splitting, "_SMALLEST", max(window // 8, 1))
    fill = splitting.Scanner.fill.__defaults__
    assert fill is not None
    monkeypatch.setattr(splitting.Scanner.fill, "__defaults__", (window,))


WHOLE = bundle(
    GOOD, with_property('"a":[{"b":"}, {"},{"b":"\\""}]'), json.dumps(RELATIONSHIP), GOOD
)
OPEN = b'[{"a":1},\n {"a":2},\n {"a":[{"b":"\xe0\xa6\xac"}]}]'


@settings(deadline=None, max_examples=300)
@given(
    start=st.sampled_from([WHOLE, OPEN, _lines(GOOD, GOOD, GOOD)]),
    changes=st.lists(
        st.tuples(st.integers(0, 800), st.integers(0, 3), st.binary(min_size=1, max_size=3)),
        max_size=4,
    ),
)
@example(start=b"[[[[[", changes=[])
def test_no_rubbish_raises_anything_but_a_document_error(
    start: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    data = start
    for place, removed, added in changes:
        place %= len(data) + 1
        data = data[:place] + added + data[place + removed :]
    try:
        outline, items = document(data)
    except DocumentError as error:
        assert error.problem.code in TEXTS  # noqa: PT017 (any other error fails the test)
        return
    assert len(items) == outline.objects
    for item in items:
        assert item.problem is None or "%(" not in item.problem.text


@pytest.mark.parametrize("separator", [",", ", ", ",\n        "])
def test_a_bad_object_among_many_costs_only_itself(separator: str) -> None:
    good = json.dumps({**json.loads(GOOD), "external_references": [{"a": 1}, {"a": 2}]})
    texts = [good] * 20_000
    texts[7777] = with_property('"a":"\\q"')
    outline, items = document(b"[" + separator.join(texts).encode() + b"]")
    assert outline.objects == len(items) == 20_000
    assert [item.index for item in items if item.obj is None] == [7777]


def test_reading_stays_flat_in_memory() -> None:
    class Endless(io.RawIOBase):
        """A bundle of 200 MB that is made while it is read; remembers the largest read."""

        largest = 0

        def __init__(self, head: bytes, body: bytes, times: int, tail: bytes) -> None:
            self._parts: Callable[[int], bytes] = lambda place: (
                head if place == 0 else body if place <= times else tail
            )
            self._last, self._place, self._rest = times + 1, 0, b""

        def seek(self, offset: int, whence: int = 0) -> int:
            self._place, self._rest = 0, b""
            while offset > len(self._rest):
                self._rest += self._parts(self._place)
                self._place += 1
            self._rest = self._rest[offset:]
            return offset

        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            self.largest = max(self.largest, size)
            parts, have = [self._rest], len(self._rest)
            while have < size and self._place <= self._last:
                part = self._parts(self._place)
                parts.append(part)
                have += len(part)
                self._place += 1
            data = b"".join(parts)
            self._rest = data[size:]
            return data[:size]

    body = (GOOD + ",").encode() * 5000
    source = Endless(b'{"objects":[', body, 40, GOOD.encode() + b"]}")
    outline = scan(source)  # type: ignore[arg-type]
    assert outline.objects == 200_001
    assert source.largest <= splitting.WINDOW
    assert sum(len(batch) for batch in read(source, outline)) == 200_001  # type: ignore[arg-type]
    assert source.largest <= splitting.WINDOW
