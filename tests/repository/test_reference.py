# SPDX-License-Identifier: Apache-2.0
"""The generated reference pages are as new as the code."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_reference_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/reference.py", "check"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_environment_is_read_in_one_place() -> None:
    """What can be set from outside is an option, so that it is described and checked."""
    reads = re.compile(r"environ\.get\(|environ\[[^\]]*\](?! =)|getenv\(")
    elsewhere = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if path.name != "options.py" and reads.search(path.read_text())
    ]
    # MOHONA_TRACEBACK is read there: it must work where the options cannot be read.
    assert elsewhere == ["src/mohona/cli/main.py"]
