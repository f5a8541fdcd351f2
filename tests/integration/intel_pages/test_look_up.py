# SPDX-License-Identifier: Apache-2.0
"""Look-up of many values."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tests.factories import parties, stix
from tests.integration.intel_pages.conftest import SignIn, Town

URL = "/intelligence/look-up/"


def asked(client: Client, *lines: str, **more: str) -> Any:
    return client.post(URL, {"values": "\r\n".join(lines), **more})


def test_known_unknown_and_not_understood_are_told_apart(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, stix.indicator("evil.example", name="Kite", level="amber"))
    lines = ("EVIL[.]example", "", "  good.example ", "no value at all", "good.example")
    context = asked(sign_in(town.other), *lines).context
    counts = [context[name] for name in ("asked", "known", "unknown", "unclear")]
    assert counts == [3, 1, 1, 1]
    stranger = asked(sign_in(town.stranger), *lines)
    assert stranger.context["known"] == 0
    assert "Kite" not in stranger.content.decode()


def test_the_csv_has_a_line_for_each_value_and_no_formula(town: Town, sign_in: SignIn) -> None:
    parties.give(town.bank, stix.indicator("evil.example"))
    response = asked(sign_in(town.bank), "evil.example", "=cmd|x", "1.2.3.4", **{"as": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["state"] for row in rows] == ["known", "not-understood", "unknown"]
    assert rows[1]["asked"] == "'=cmd|x"
    assert rows[0]["records"] == "1"


def test_ten_thousand_values_are_taken_and_one_more_is_refused(
    town: Town, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(town.bank)
    lines = [f"host{n}.example" for n in range(10_001)]
    with django_assert_max_num_queries(12):
        response = asked(client, *lines[:-1])
    assert response.context["unknown"] == 10_000
    refused = asked(client, *lines).content.decode()
    assert "10,000" in refused or "10000" in refused
    assert "host0.example" in refused


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin1"),
        "x" * 10_000,
        "<script>alert(1)</script>",
        "%s%d",
    ],
)
def test_odd_lines_are_not_understood(town: Town, sign_in: SignIn, text: str) -> None:
    response = asked(sign_in(town.bank), text, "fine.example")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_record_named_by_a_value_is_linked(town: Town, sign_in: SignIn) -> None:
    record = stix.indicator("evil.example", name="Kite & <Heron>")
    parties.give(town.bank, record)
    page = asked(sign_in(town.bank), "evil.example").content.decode()
    assert f"/intelligence/{record['id']}/" in page
    assert "Kite &amp; &lt;Heron&gt;" in page
