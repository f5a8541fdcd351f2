# SPDX-License-Identifier: Apache-2.0
"""The key that signs sessions: given, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

from mohona.hub.config.options import Options

FILE = "secret-key"


def make(options: Options) -> None:
    """Makes the key in the data folder (mode 0600) unless one is given or there already.

    Two processes that start together end up with the same key: the file appears whole.
    """
    path = options.data / FILE
    if options.secret_key or path.exists():
        return
    options.data.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
    new = path.with_name(f"{FILE}.{os.getpid()}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def key(options: Options) -> str:
    """The key: given, kept, or (where nothing was started yet) one for this process only."""
    if options.secret_key:
        return options.secret_key
    path: Path = options.data / FILE
    try:
        return path.read_text().strip()
    except OSError:
        return secrets.token_urlsafe(64)
