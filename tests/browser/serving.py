"""``outcomes serve`` in a process of its own, for as long as somebody looks at it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from dashboard.settings import ROOT

PATIENCE = 180.0
"""Seconds for the server to answer: it reads the catalogue and the plans first, on whatever machine this is."""


@contextmanager
def serving(warehouse: Path, *, log: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a server over a warehouse, on a free port of this machine; what it prints goes into ``log``.

    It has this process's environment unless one is given, which is then all that it has. Raises ``RuntimeError`` with
    what it printed where it does not answer.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.cli", "--warehouse", str(warehouse), "serve", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, env=environment)
        try:
            if not _answers(f"{address}/healthz", server):
                raise RuntimeError(f"no server answered at {address}:\n{log.read_text(encoding='utf-8')[-4000:]}")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=10)


def _answers(url: str, server: subprocess.Popen[bytes]) -> bool:
    """Whether the server answers before it ends, and before patience does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=1) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return True
        except (URLError, OSError):
            time.sleep(0.1)
    return False
