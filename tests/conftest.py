# SPDX-License-Identifier: Apache-2.0
"""What every test may use: one embedded PostgreSQL for the whole run.

The server is started by the first test that needs a database and does not wait for the disk
(fsync off). Under pytest-xdist the workers share it, each with a database of its own. With
DATABASE_URL set, that server is used instead.
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.utils import translation

from mohona.hub.common.errors import SentenceError
from mohona.hub.config import postgres

_PREFIX = "mohona-test-"
_PURE = tuple(Path(__file__).parent / "unit" / storey for storey in ("cti", "release"))
_data = contextlib.ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="leave out tests that use no database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --only-database, keeps what differs from one PostgreSQL to another."""
    if config.getoption("--only-database"):
        kept = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    named = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("browser") is None and (
        bool(named) or item.get_closest_marker("django_db") is not None
    )


def pytest_configure(config: pytest.Config) -> None:
    """Chooses a data folder before Django reads its settings; workers inherit it."""
    if not hasattr(config, "workerinput"):
        _remove_left_overs()
        # Not pytest's own folder: when root runs the tests, the database's user must get in.
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        folder.chmod(0o711)
        (folder / "static").mkdir()
        _data.callback(shutil.rmtree, folder, ignore_errors=True)
        os.environ["MOHONA_DATA"] = str(folder)
    if not all(_is_pure(argument) for argument in config.args):
        os.environ["DJANGO_SETTINGS_MODULE"] = "mohona.hub.config.settings"
        django.setup()


def _is_pure(argument: str) -> bool:
    """Whether a path on the command line lies in the storey that knows no Django."""
    path = Path(argument.partition("::")[0]).resolve()
    return any(path.is_relative_to(folder) for folder in _PURE)


def pytest_unconfigure(config: pytest.Config) -> None:
    _data.close()


def _remove_left_overs() -> None:
    """Removes what killed runs left: servers that nobody holds, and their folders."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if folder.stat().st_uid == os.geteuid() and time.time() - folder.stat().st_mtime > 3600:
            with contextlib.suppress(SentenceError):
                if postgres.stop_if_unused(postgres.Cluster(folder / "postgres", throw_away=True)):
                    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Keeps the embedded server running from the first test that needs it to the last."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    cluster = postgres.Cluster(Path(os.environ["MOHONA_DATA"]) / "postgres", throw_away=True)
    with postgres.running(cluster):
        yield


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Each test starts in English, whatever language a page of the test before has set.

    The pure storey is tested without Django.
    """
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        yield
        return
    with translation.override("en"):
        yield
