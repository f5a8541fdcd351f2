# SPDX-License-Identifier: Apache-2.0
"""The web server and the job worker as one service.

Everything is imported once, in this process, before the web processes and the job worker are
forked from it: they share that memory. None of them outlives this process.
"""

import contextlib
import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from mohona.hub.common.errors import SentenceError
from mohona.hub.config import jobs
from mohona.hub.config.options import Options

log = logging.getLogger(__name__)
RESTART_SECONDS = 5.0
IDLE_SECONDS = 10.0
STOP_SECONDS = 25
_PR_SET_PDEATHSIG = 1

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Any]


def check_port(options: Options) -> None:
    """Refuses to start where something listens already; raises `SentenceError`."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with contextlib.closing(socket.socket(family, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((options.host, options.port))
        except OSError as error:
            raise SentenceError(
                f"Cannot listen on {options.host} port {options.port} ({error.strerror}); stop "
                "what listens there or choose another with MOHONA_PORT."
            ) from None


def serve(options: Options, *, started: Callable[[], None]) -> None:
    """Serves until SIGINT or SIGTERM and returns when every process has stopped.

    `started` is called in a thread of its own once the hub answers.
    """
    application, parent = _load(), os.getpid()
    worker = _JobWorker()
    server = _Server(
        "mohona.hub.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        blocking_threads_idle_timeout=30,
        runtime_blocking_threads=1,
        backlog=1024,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        websockets=False,
    )
    server.after_start = lambda: _in_thread(started)
    worker.start()
    try:
        server.serve(
            target_loader=lambda: _in_worker(application, parent, options.pool_size),
            wrap_loader=False,
        )
    finally:
        worker.stop()


class _Server(MPServer):
    """Granian's server, telling when its processes are there."""

    after_start: Callable[[], None]

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        self.after_start()


class _JobWorker:
    """Keeps one job worker alive until told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: ForkProcess | None = None
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        self._process = self._fork()
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
        self._thread.join(STOP_SECONDS)
        if self._process is not None and self._process.is_alive():
            self._process.kill()

    def _watch(self) -> None:
        while self._process is not None:
            self._process.join()
            if self._stopping.is_set():
                return
            log.error("The job worker ended unexpectedly; it is started again.")
            if self._stopping.wait(RESTART_SECONDS):
                return
            self._process = self._fork()

    def _fork(self) -> ForkProcess:
        process = multiprocessing.get_context("fork").Process(
            target=_work, args=[os.getpid()], name="mohona-jobs"
        )
        process.start()
        return process


def _work(parent: int) -> None:
    _end_with(parent)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(KeyboardInterrupt):
        jobs.work()


def _load() -> Wsgi:
    """Imports all that a request needs, and keeps the collector from touching it after forks."""
    application: Wsgi = get_wsgi_application()
    _visit(get_resolver().url_patterns)
    _load_templates()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Today")
    connections.close_all()
    gc.collect()
    gc.freeze()
    return application


def _load_templates() -> None:
    for room in apps.get_app_configs():
        folder = Path(room.path, "templates")
        if room.name.startswith("mohona."):
            for path in folder.rglob("*.html"):
                get_template(str(path.relative_to(folder)))


def _visit(patterns: list[Any]) -> None:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            _visit(pattern.url_patterns)


def _in_worker(application: Wsgi, parent: int, size: int) -> Wsgi:
    """Runs in each web process before it serves.

    A pool instead of one connection for each thread: an idle hub gives connections back, and with
    them the memory that they hold in the database.
    """
    _end_with(parent)
    database = connections.databases["default"]
    database["CONN_MAX_AGE"] = 0
    database["OPTIONS"] = {
        **database.get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": size, "max_idle": IDLE_SECONDS},
    }
    return application


def _end_with(parent: int) -> None:
    """Leaves stopping to the process that started this one, and does not outlive it.

    A group of its own keeps the terminal's Ctrl-C away: the parent tells its children to stop.
    Should it be killed, the kernel tells them (Linux).
    """
    os.setpgrp()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)


def _in_thread(call: Callable[[], None]) -> None:
    threading.Thread(target=call, daemon=True).start()


def wait_until_ready(options: Options, seconds: float = 60.0) -> bool:
    """Waits until something listens on the hub's port."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(options.host, options.host)  # noqa: S104
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection((host, options.port), timeout=1).close()
            return True
        time.sleep(0.05)
    return False
