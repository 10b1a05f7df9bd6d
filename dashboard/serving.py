"""Starting the web server: gunicorn with threads, waitress where gunicorn does not run."""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from dashboard.settings import Settings

GARBAGE = 50_000
"""Objects made and not yet let go, after which Python looks for those that nothing leads to."""
WORKERS, THREADS = 2, 4
"""Measured best on a two-core machine; DuckDB answers a page in milliseconds, so more workers only cost memory."""


class PortTakenError(OSError):
    """Another program listens there; the message says how to choose another port."""


def check_port(host: str, port: int) -> None:
    """Raise :class:`PortTakenError` when the address cannot be had, before any worker is started."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(
                f"cannot listen on {host}:{port} ({error.strerror or error}); choose another with --port"
            ) from error


def serve(settings: Settings, *, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve the application until interrupted; ``ready`` is called once the port is open.

    Each worker makes its own application: a DuckDB instance does not survive a fork.
    """
    check_port(host, port)
    if sys.platform == "win32":
        _waitress(settings, host=host, port=port, ready=ready)
    else:
        _gunicorn(settings, host=host, port=port, ready=ready)


def _gunicorn(settings: Settings, *, host: str, port: int, ready: Callable[[], None]) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not on Windows

    import app  # noqa: F401, PLC0415 - read once before the fork, for all workers; made in each of them

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": WORKERS,
                "threads": THREADS,
                "worker_class": "gthread",
                "timeout": 120,
                "graceful_timeout": 5,
                "loglevel": "warning",
                "when_ready": lambda _: ready(),
                "post_worker_init": _settle,
                "worker_exit": _leave,
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from app import create_app  # noqa: PLC0415 - after the fork

            # Two workers are two cores' work: a second thread in a screen's small selects only costs.
            return create_app(settings.model_copy(update={"threads": 1})).server

    Server().run()


def _settle(_: Any) -> None:
    """What was made to start with stays for good: the garbage collector need not look at it again, nor look as often
    as for a program of a few objects. A screen is some twenty thousand, and next to none of them lead to each other in
    a ring."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)


def _leave(_: Any, worker: Any) -> None:
    """A worker that leaves in the ordinary way takes down C++ threads that the fork did not bring along, and crashes
    over it; it holds nothing that would need closing. One that never began to serve says so by its own exit code, and
    gunicorn then gives up instead of starting it again and again."""
    if worker.booted:
        os._exit(0)


def _waitress(settings: Settings, *, host: str, port: int, ready: Callable[[], None]) -> None:
    from waitress import serve as wait  # noqa: PLC0415 - on Windows only

    from app import create_app  # noqa: PLC0415 - as above, made where it serves

    server = create_app(settings).server
    ready()
    wait(server, host=host, port=port, threads=THREADS * WORKERS)
