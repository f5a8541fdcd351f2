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


def test_every_setting_that_the_code_reads_is_described() -> None:
    described = (ROOT / "docs/reference/settings.md").read_text()
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text()
        if path.name != "options.py" and re.search(r"os\.environ|getenv", text):
            assert path.relative_to(ROOT).as_posix() in {
                # MOHONA_TRACEBACK is for engineers, and the hub's own set-up chooses its settings.
                "src/mohona/cli/main.py",
                "src/mohona/cli/hub.py",
                "src/mohona/hub/config/wsgi.py",
            }, f"{path} reads the environment; settings belong into options.py"
    assert "`DATABASE_URL`" in described
