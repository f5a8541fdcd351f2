# SPDX-License-Identifier: Apache-2.0
"""Settings: what is accepted, and one sentence for what is not."""

import stat
from pathlib import Path

import pytest

from mohona.hub.config import options, secret

WRONG = [
    ("MOHONA_PORT", "http"),
    ("MOHONA_PORT", "0"),
    ("MOHONA_PORT", "65536"),
    ("MOHONA_PORT", "-1"),
    ("MOHONA_PORT", "８０００"),
    ("MOHONA_WORKERS", "0"),
    ("MOHONA_WORKERS", "2.5"),
    ("MOHONA_DATA", "relative/folder"),
    ("MOHONA_DATA", "/etc/passwd"),
    ("MOHONA_HOST", "two words"),
    ("MOHONA_URL", "hub.example"),
    ("MOHONA_URL", "https://hub.example/path"),
    ("MOHONA_URL", "ftp://hub.example"),
    ("MOHONA_SECRET_KEY", "short"),
    ("MOHONA_MAX_CONTENT", "plenty"),
    ("MOHONA_MAX_CONTENT", "12 parsecs"),
    ("MOHONA_MAX_CONTENT", "1 B"),
    ("MOHONA_LANGUAGE", "xx"),
    ("MOHONA_TIME_ZONE", "Mars/Olympus"),
    ("MOHONA_TIME_ZONE", "../../etc/passwd"),
    ("MOHONA_MAIL_URL", "mail.example"),
    ("MOHONA_MAIL_FROM", "nobody"),
    ("DATABASE_URL", "mysql://localhost/hub"),
    ("DATABASE_URL", "postgresql://localhost"),
    ("DATABASE_URL", "postgresql://localhost:port/hub"),
]


@pytest.mark.parametrize(("variable", "value"), WRONG)
def test_what_makes_no_sense_is_refused_in_one_sentence(variable: str, value: str) -> None:
    with pytest.raises(options.OptionError) as caught:
        options.read({variable: value})
    text = str(caught.value)
    assert text.startswith(f"{variable} makes no sense: ")
    assert "\n" not in text
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DATABASE_URL", "mysql://hub:hunter2@localhost/hub"),
        ("MOHONA_SECRET_KEY", "hunter2"),
        ("MOHONA_MAIL_URL", "http://hub:hunter2@mail"),
    ],
)
def test_a_refusal_never_shows_a_secret(variable: str, value: str) -> None:
    with pytest.raises(options.OptionError) as caught:
        options.read({variable: value})
    assert "hunter2" not in str(caught.value)


def test_an_empty_variable_counts_as_unset() -> None:
    assert options.read(dict.fromkeys(["MOHONA_PORT", "DATABASE_URL"], "")) == options.read({})


@pytest.mark.parametrize(
    ("text", "size"),
    [("2048", 2048), ("100 MiB", 100 * 2**20), ("1GiB", 2**30), ("64 kib", 65536)],
)
def test_sizes(text: str, size: int) -> None:
    assert options.read({"MOHONA_MAX_CONTENT": text}).max_content == size


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"MOHONA_PORT": "81"}, "http://127.0.0.1:81"),
        ({"MOHONA_HOST": "0.0.0.0"}, "http://127.0.0.1:8000"),
        ({"MOHONA_HOST": "::1"}, "http://[::1]:8000"),
        ({"MOHONA_URL": "https://hub.example/"}, "https://hub.example"),
    ],
)
def test_the_public_address(environ: dict[str, str], url: str) -> None:
    assert options.read(environ).public_url == url


def test_each_setting_is_described_once() -> None:
    variables = [one.metadata["variable"] for one in options.described()]
    assert len(set(variables)) == len(variables)
    for one in options.described():
        assert one.metadata["meaning"].endswith(".")
        assert options.default_shown(one), f"{one.name} shows no default"


@pytest.mark.parametrize(("workers", "threads"), [(1, 1), (2, 4), (8, 8), (64, 64)])
def test_the_embedded_database_has_room_for_all_pools(workers: int, threads: int) -> None:
    chosen = options.read({"MOHONA_WORKERS": str(workers), "MOHONA_THREADS": str(threads)})
    assert chosen.connections >= workers * chosen.pool_size + 10
    assert chosen.pool_size > threads


def test_a_slip_of_the_pen_is_noticed() -> None:
    environ = {"MOHONA_PROT": "80", "MOHONA_PORT": "80", "MOHONA_CORPORA": "/c", "HOME": "/"}
    assert options.unknown(environ) == ["MOHONA_PROT"]


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    chosen = options.Options(data=tmp_path / "new")
    secret.make(chosen)
    first = secret.key(chosen)
    secret.make(chosen)
    assert secret.key(chosen) == first
    assert len(first) >= 64
    kept = chosen.data / secret.FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in chosen.data.iterdir()] == [secret.FILE]


def test_there_is_no_default_key(tmp_path: Path) -> None:
    chosen = options.Options(data=tmp_path)
    assert secret.key(chosen) != secret.key(chosen)


def test_a_given_key_is_used_and_not_written(tmp_path: Path) -> None:
    chosen = options.Options(data=tmp_path, secret_key="k" * 40)
    secret.make(chosen)
    assert secret.key(chosen) == "k" * 40
    assert list(tmp_path.iterdir()) == []
