# SPDX-License-Identifier: Apache-2.0
"""The commands on a database: what they print for people and for machines."""

import importlib
import io
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from mohona.cli import main
from mohona.hub.accounts import queries
from mohona.hub.accounts.models import Person
from mohona.hub.common.errors import SentenceError
from mohona.hub.partners.models import Membership

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    """One command line on the test's own database, without starting another."""
    command = main.COMMANDS[words[0]]
    module = importlib.import_module(command.module)
    arguments = main.own_parser(words[0], command, module).parse_args(words[1:])
    return int(module.run(arguments))


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """The JSON that a command prints, which must be all that it prints."""
    capsys.readouterr()
    assert run(*words, "--json") == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.count("\n") == 1
    return json.loads(printed.out)


@pytest.fixture
def bank(capsys: pytest.CaptureFixture[str]) -> str:
    return str(answer(capsys, "organisation", "add", "River Bank", "--tlp", "green")["id"])


def indicator(number: int, pattern: str = "[domain-name:value = 'a.example']") -> dict[str, Any]:
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{UUID(int=number, version=4)}",
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "pattern": pattern,
        "pattern_type": "stix",
        "valid_from": "2026-01-01T00:00:00Z",
    }


def written(path: Path, *objects: Any) -> str:
    bundle = {"type": "bundle", "id": f"bundle--{UUID(int=1, version=4)}", "objects": objects}
    path.write_text(json.dumps(bundle))
    return str(path)


def test_an_organisation_for_machines(capsys: pytest.CaptureFixture[str], bank: str) -> None:
    found = queries.organisation_named("river bank")
    assert found is not None
    assert str(found.id) == bank
    listed = answer(capsys, "organisation", "list")
    assert [one["name"] for one in listed] == ["River Bank"]


def test_the_contract_of_organisation_add(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(answer(capsys, "organisation", "add", "Delta Water")) == {"id", "name"}


def test_a_name_is_taken_once(bank: str) -> None:
    with pytest.raises(SentenceError, match="already"):
        run("organisation", "add", "RIVER BANK")


def test_a_key_signs_in_until_it_is_revoked(capsys: pytest.CaptureFixture[str], bank: str) -> None:
    made = answer(capsys, "key", "add", "--organisation", "River Bank")
    assert set(made) == {"id", "organisation", "secret"}
    assert made["organisation"] == "River Bank"
    assert queries.key_of(made["secret"]) is not None
    [listed] = answer(capsys, "key", "list", "--organisation", "river bank")
    assert made["secret"] not in json.dumps(listed)
    answer(capsys, "key", "revoke", made["id"])
    assert queries.key_of(made["secret"]) is None


@pytest.mark.parametrize("name", ["nothing", str(UUID(int=7))])
def test_a_key_that_is_not_there(name: str) -> None:
    with pytest.raises(SentenceError, match="There is no key"):
        run("key", "revoke", name)


def test_an_organisation_that_is_not_there() -> None:
    with pytest.raises(SentenceError, match="There is no organisation named “Nowhere”"):
        run("key", "add", "--organisation", "Nowhere")


def test_a_person_signs_in_with_the_password_from_the_pipe(
    capsys: pytest.CaptureFixture[str], bank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse battery\n"))
    answer(capsys, "person", "add", "soc@bank.example", "--organisation", "River Bank")
    assert Person.objects.get(email="soc@bank.example").check_password("correct horse battery")


def test_joining_and_leaving_a_community(capsys: pytest.CaptureFixture[str], bank: str) -> None:
    answer(capsys, "community", "add", "Bank ISAC", "--ceiling", "amber")
    for word, state in (("join", "active"), ("leave", "left")):
        told = answer(capsys, "community", word, "bank isac", "River Bank")
        assert told["state"] == state
        assert Membership.objects.get(organisation_id=bank).state == state
    with pytest.raises(SentenceError, match="There is no community"):
        run("community", "join", "Nowhere", "River Bank")


def test_import_counts_and_a_second_time_changes_nothing(
    capsys: pytest.CaptureFixture[str], bank: str, tmp_path: Path
) -> None:
    file = written(tmp_path / "b.json", indicator(1), indicator(2), {"type": "indicator"})
    first = answer(capsys, "import", file, "--source", "River Bank")
    assert set(first) == {
        "received",
        "stored",
        "unchanged",
        "conflicts",
        "quarantined",
        "seconds",
    }
    assert (first["received"], first["stored"], first["quarantined"]) == (3, 2, 1)
    second = answer(capsys, "import", file, "--source", "River Bank")
    assert (second["stored"], second["unchanged"]) == (0, 2)


def test_import_tells_a_person_what_was_quarantined_and_why(
    capsys: pytest.CaptureFixture[str], bank: str, tmp_path: Path
) -> None:
    assert run("import", written(tmp_path / "b.json", {"type": "indicator"}), "--source", bank) == 0
    told = capsys.readouterr().err
    assert "1 in quarantine" in told
    assert "1 × Expected" in told


def test_import_of_what_cannot_be_read_fails(
    capsys: pytest.CaptureFixture[str], bank: str, tmp_path: Path
) -> None:
    (tmp_path / "b.json").write_text('{"type": "bundle", "objects": [')
    assert run("import", str(tmp_path / "b.json"), "--source", "River Bank") == 1
    assert "b.json: Expected" in capsys.readouterr().err


def test_import_of_a_file_that_is_not_there(bank: str, tmp_path: Path) -> None:
    with pytest.raises(SentenceError, match="There is no file"):
        run("import", str(tmp_path / "none.json"), "--source", "River Bank")


def test_import_of_a_file_that_is_too_large(
    bank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOHONA_MAX_IMPORT", "1 KiB")
    (tmp_path / "b.json").write_text(" " * 1025)
    with pytest.raises(SentenceError, match="1025 bytes and 1024 are allowed"):
        run("import", str(tmp_path / "b.json"), "--source", "River Bank")


def test_export_gives_what_was_imported(
    capsys: pytest.CaptureFixture[str], bank: str, tmp_path: Path
) -> None:
    sent = [indicator(number) for number in range(1, 5)]
    answer(capsys, "import", written(tmp_path / "b.json", *sent), "--source", "River Bank")
    target = tmp_path / "out.json"
    told = answer(capsys, "export", "--organisation", "River Bank", "--output", str(target))
    assert told == {"organisation": "River Bank", "objects": 4}
    assert json.loads(target.read_text())["objects"] == sent
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_export_of_nothing_is_an_empty_bundle(
    capsys: pytest.CaptureFixture[str], bank: str, tmp_path: Path
) -> None:
    answer(capsys, "export", "--organisation", "River Bank", "--output", str(tmp_path / "o.json"))
    assert json.loads((tmp_path / "o.json").read_text())["objects"] == []


def test_explain_says_yes_to_the_giver_and_no_to_a_stranger(
    capsys: pytest.CaptureFixture[str], bank: str, tmp_path: Path
) -> None:
    answer(capsys, "organisation", "add", "Stranger")
    answer(capsys, "import", written(tmp_path / "b.json", indicator(1)), "--source", "River Bank")
    record = indicator(1)["id"]
    own = answer(capsys, "explain", record, "--organisation", "River Bank")
    other = answer(capsys, "explain", record, "--organisation", "Stranger")
    assert own["permit"] is True
    assert other["permit"] is False
    assert own["steps"]
    with pytest.raises(SentenceError, match="There is no record"):
        run("explain", "indicator--none", "--organisation", "Stranger")
