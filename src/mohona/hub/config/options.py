# SPDX-License-Identifier: Apache-2.0
"""Everything that can be set from outside, read once from the environment.

Each field of `Options` names its environment variable, its default and its meaning;
`docs/reference/settings.md` is generated from here. Reading changes nothing on disk.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mohona.hub.common.errors import SentenceError

MIB = 1024 * 1024
LANGUAGES = ("en", "bn")
_SIZE = re.compile(r"(\d+)\s*(B|KiB|MiB|GiB)?", re.IGNORECASE)
_UNITS = {"b": 1, "kib": 1024, "mib": MIB, "gib": 1024 * MIB}


class OptionError(SentenceError):
    """A setting whose value makes no sense; the text is one sentence for the operator."""

    misuse = True


def _text(value: str) -> str:
    return value


def _database(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ValueError("expected postgresql://user:password@host:port/name")
    _ = parts.port  # raises ValueError when it is not a number
    return value


def _folder(value: str) -> Path:
    folder = Path(value).expanduser()
    if not folder.is_absolute():
        raise ValueError("expected an absolute folder, such as /var/lib/mohona")
    if folder.exists() and not folder.is_dir():
        raise ValueError("expected a folder, but this is a file")
    return folder


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            raise ValueError(f"expected a whole number from {low} to {high}")
        return int(value)

    return parse


def _size(value: str) -> int:
    match = _SIZE.fullmatch(value.strip())
    number = int(match[1]) * _UNITS[(match[2] or "B").lower()] if match else 0
    if number < 1024:
        raise ValueError("expected a size of at least 1 KiB, such as 100 MiB or 104857600")
    return number


def _secret(value: str) -> str:
    if len(value) < 32:
        raise ValueError("expected at least 32 characters; leave it unset to have one made")
    return value


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("expected an address without a path, such as https://hub.example")
    return f"{parts.scheme}://{parts.netloc}"


def _host(value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z_.:%-]+", value):
        raise ValueError("expected an address to listen on, such as 127.0.0.1 or ::")
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError("expected en or bn")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("expected a time zone such as Asia/Dhaka or UTC") from None
    return value


def _mail(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("expected smtp://user:password@host:587 or smtps://host:465")
    _ = parts.port
    return value


def _address(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise ValueError("expected a mail address, such as hub@cirt.example")
    return value


def default_data() -> Path:
    """The data folder when none is named: the system's for root, otherwise the user's own."""
    if os.geteuid() == 0:
        return Path("/var/lib/mohona")
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "mohona"


def _option(
    variable: str,
    parse: Callable[[str], Any],
    default: Any,
    meaning: str,
    *,
    shown: str | None = None,
) -> Any:
    described = {"variable": variable, "parse": parse, "meaning": meaning, "shown": shown}
    if callable(default):
        return field(default_factory=default, metadata=described)
    return field(default=default, metadata=described)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The hub's settings. Sizes are bytes."""

    data: Path = _option(
        "MOHONA_DATA",
        _folder,
        default_data,
        "Folder for the embedded database, the secret key and what is made from the program.",
        shown="`/var/lib/mohona` for root, otherwise `~/.local/share/mohona`",
    )
    database_url: str | None = _option(
        "DATABASE_URL",
        _database,
        None,
        "PostgreSQL server (15 or newer) to use. Unset: the embedded PostgreSQL.",
        shown="unset",
    )
    host: str = _option(
        "MOHONA_HOST", _host, "127.0.0.1", "Address that the web server listens on."
    )
    port: int = _option(
        "MOHONA_PORT", _whole(1, 65535), 8000, "Port that the web server listens on."
    )
    url: str | None = _option(
        "MOHONA_URL",
        _url,
        None,
        "Address by which people and programs reach the hub. With https, cookies are sent "
        "over https only.",
        shown="`http://` with the host and port above",
    )
    secret_key: str | None = _option(
        "MOHONA_SECRET_KEY",
        _secret,
        None,
        "Key that signs sessions. Unset: made at the first start and kept in the data folder.",
        shown="made",
    )
    workers: int = _option(
        "MOHONA_WORKERS", _whole(1, 64), 2, "Web processes; one per processor is a good number."
    )
    threads: int = _option(
        "MOHONA_THREADS", _whole(1, 64), 4, "Requests that one web process answers at a time."
    )
    max_content: int = _option(
        "MOHONA_MAX_CONTENT",
        _size,
        100 * MIB,
        "Largest body of one TAXII request (`max_content_length`); more is answered with 413.",
        shown="100 MiB",
    )
    max_import: int = _option(
        "MOHONA_MAX_IMPORT",
        _size,
        1024 * MIB,
        "Largest file that `mohona import` and the upload page take in.",
        shown="1 GiB",
    )
    language: str = _option(
        "MOHONA_LANGUAGE",
        _language,
        "en",
        "Language for visitors whose browser asks for neither: `en` or `bn`.",
    )
    time_zone: str = _option(
        "MOHONA_TIME_ZONE", _time_zone, "Asia/Dhaka", "Time zone in which pages show times."
    )
    mail_url: str | None = _option(
        "MOHONA_MAIL_URL",
        _mail,
        None,
        "Mail server. Unset: mail is written to the log instead of being sent.",
        shown="unset",
    )
    mail_from: str = _option(
        "MOHONA_MAIL_FROM", _address, "hub@localhost", "Sender of the hub's mail."
    )

    @property
    def public_url(self) -> str:
        """The address that people use, without a final slash."""
        if self.url:
            return self.url
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def pool_size(self) -> int:
        """Connections of one web process: a request that takes in intelligence may use two."""
        return 2 * self.threads + 2

    @property
    def connections(self) -> int:
        """Connections that the embedded database allows; jobs and commands need some as well."""
        return max(40, self.workers * self.pool_size + 16)

    @property
    def postgres_folder(self) -> Path:
        """Where the embedded PostgreSQL keeps its files."""
        return self.data / "postgres"


def described() -> tuple[Field[Any], ...]:
    """The fields of `Options`; `metadata` has variable, meaning and the default as shown."""
    return fields(Options)


def read(environ: Mapping[str, str] | None = None) -> Options:
    """Reads all options from `environ` (the process's environment when left out).

    An empty variable counts as unset. Raises `OptionError` with one sentence that names the
    variable, what was expected and what came.
    """
    environ = os.environ if environ is None else environ
    found: dict[str, Any] = {}
    for one in described():
        variable, value = one.metadata["variable"], environ.get(one.metadata["variable"], "")
        if not value:
            continue
        try:
            found[one.name] = one.metadata["parse"](value)
        except ValueError as error:
            shown = "(not shown)" if one.name in _PRIVATE else repr(value)
            raise OptionError(f"{variable} makes no sense: {error}, got {shown}.") from None
    return Options(**found)


def unknown(environ: Mapping[str, str] | None = None) -> list[str]:
    """Variables that look like settings and are none, so that a slip of the pen is noticed."""
    environ = os.environ if environ is None else environ
    known = {one.metadata["variable"] for one in described()} | _FOR_ENGINEERS
    return sorted(name for name in environ if name.startswith("MOHONA_") and name not in known)


_FOR_ENGINEERS = {"MOHONA_TRACEBACK", "MOHONA_CORPORA", "MOHONA_WORLDS"}
_PRIVATE = frozenset({"secret_key", "database_url", "mail_url"})


def default_shown(one: Field[Any]) -> str:
    """The default of a field as the reference page shows it."""
    if one.metadata["shown"]:
        return str(one.metadata["shown"])
    return "" if one.default is MISSING else str(one.default)
