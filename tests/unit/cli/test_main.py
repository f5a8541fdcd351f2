# SPDX-License-Identifier: Apache-2.0
"""The frame of the `mohona` command: exit codes, one sentence for errors, help with examples."""

import argparse
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from mohona.cli import main
from mohona.hub.common.errors import SentenceError


def subcommands(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [each for one in action.choices.values() for each in subcommands(one)]
    return found


@pytest.mark.parametrize("name", main.COMMANDS)
def test_each_help_shows_an_example_that_parses(name: str) -> None:
    command = main.COMMANDS[name]
    parser = main.own_parser(name, command, importlib.import_module(command.module))
    for one in subcommands(parser):
        text = one.format_help()
        assert "example:\n  " in text, one.prog
        assert f"mohona {name}" in text.partition("example:")[2]


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([]) == 2
    assert "commands:" in capsys.readouterr().err


def test_an_unknown_command_is_a_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main.main(["fly"])
    assert caught.value.code == 2
    assert "fly" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (SentenceError("It\nis so."), 1, "mohona: It is so.\n"),
        (KeyError("x"), 1, "mohona: Something unexpected went wrong (KeyError: 'x'); "),
    ],
)
def test_an_error_is_one_sentence(
    error: Exception, code: int, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.report(error) == code
    shown = capsys.readouterr().err
    assert shown.startswith(text)
    assert shown.count("\n") == 1


def test_a_setting_that_makes_no_sense_stops_with_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mohona.cli.main", "organisation", "list"],
        env={"MOHONA_PORT": "http", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("mohona: MOHONA_PORT makes no sense")
    assert done.stderr.count("\n") == 1


def test_a_server_that_does_not_answer_is_told_in_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mohona.cli.main", "organisation", "list"],
        env={
            "DATABASE_URL": "postgresql://hub:hunter2@127.0.0.1:1/hub",
            "MOHONA_DATA": str(tmp_path),
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("mohona: The server of DATABASE_URL does not answer: ")
    assert "hunter2" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_help_needs_no_hub_and_no_django() -> None:
    """The frame runs where Django is not installed, for commands that do without."""
    code = (
        "import sys\n"
        "sys.modules['django'] = None\n"
        "from mohona.cli import main\n"
        "main.main(['--version'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("mohona ")
