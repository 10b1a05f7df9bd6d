"""The two applications as they are served: started, watched for processor time and memory, and stopped."""

from __future__ import annotations

import compileall
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.serving import THREADS, WORKERS
from dashboard.settings import ROOT
from tests.bench.rig.snapshot import Measured, localities

PATIENCE = 300.0
"""Seconds for a server to answer: 50 million rows take their time into a data frame."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Application:
    """What a measurement has to know of an application.

    ``command`` serves it at the port that is put for ``{port}``; ``page`` is the address of a locality's page, where
    the application has one; ``chart`` selects its charts and ``line`` a chart's lines; ``group`` is the control that
    chooses a group of pupils, and ``options`` what then appears in the page to be clicked (nothing for a native
    ``<select>``, whose list is the browser's).
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    page: str
    chart: str
    line: str
    group: str
    options: str | None

    def of(self, locality: str) -> str:
        """The address of the page of a locality."""
        return self.page.format(locality=locality)


def ours(data: Measured) -> Application:
    """``outcomes serve`` over the snapshot, and the page that a cluster's one-page briefing is made from."""
    return Application(
        name="Outcomes Board",
        command=(sys.executable, "-m", "dashboard.start", "serve", "--port", "{port}"),
        environment={"OUTCOMES_WAREHOUSE": str(data.warehouse), "OUTCOMES_DATA": str(data.data)},
        page="/place/{locality}/briefing",
        chart="main .chart svg.lc",
        line="path",
        group="main select[name=group]",
        options=None,
    )


def ordinary(data: Measured) -> Application:
    """The ordinary application with as many workers and threads as ours; they share the frame of their parent."""
    serving = ("--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread", "--preload")
    quiet = ("--no-control-socket", "--log-level", "warning", "--bind", "127.0.0.1:{port}")
    return Application(
        name="ordinary Dash",
        command=(sys.executable, "-m", "gunicorn", *serving, *quiet, "tests.bench.ordinary.app:server"),
        environment={"OUTCOMES_BENCH_FRAME": str(data.frame), "OUTCOMES_BENCH_SCHOOLS": str(data.schools)},
        page="/",
        chart=".js-plotly-plot",
        line=".scatterlayer path.js-line",
        group="#group",
        options=".dash-dropdown-option",
    )


class Server:
    """A running application; ``start`` is the seconds from the command to the first byte of the page."""

    def __init__(self, application: Application, process: subprocess.Popen[bytes], port: int, start: float) -> None:
        self.application, self.port, self.start = application, port, start
        self._process = process

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The processes that answer: the children of the one that was started."""
        tasks = Path(f"/proc/{self._process.pid}/task")
        return [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]

    def processor_time(self) -> float:
        """Milliseconds that all workers have used so far, in the kernel's clock ticks (10 ms)."""
        return sum(_ticks(pid) for pid in self.workers()) * 1000 / TICKS

    def memory(self) -> float:
        """Megabytes a worker: the largest of their proportional set sizes, in which shared pages are divided up."""
        return max(_proportional(pid) for pid in self.workers())


@contextmanager
def served(application: Application) -> Iterator[Server]:
    """Start an application on a free port, wait for its page, let every worker answer once; stop it at the end."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OUTCOMES_", "PYTHON"))}
    for package in ("dashboard", "etl", "tests/bench/ordinary"):
        compileall.compile_dir(ROOT / package, quiet=1)  # as pip leaves it: no start pays for translating source
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in application.command],
            stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, env={**kept, **application.environment},
        )  # fmt: skip
        try:
            if not _first_byte(process, port, application.of(localities()[0]), started + PATIENCE):
                log.seek(0)
                said = log.read()[-4000:].decode(errors="replace")
                raise SystemExit(f"{application.name} did not answer at {application.page}:\n{said}")
            server = Server(application, process, port, time.perf_counter() - started)
            _wake(port, application.of(localities()[0]))
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def _first_byte(process: subprocess.Popen[bytes], port: int, path: str, end: float) -> bool:
    """Ask again every hundredth of a second until somebody listens, then wait for the answer."""
    while time.perf_counter() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
                return connection.recv(12) == b"HTTP/1.1 200"
        except ConnectionError:
            time.sleep(0.01)
    return False


def _wake(port: int, path: str) -> None:
    """Let every worker answer once, so that no measurement falls on what a process does but once."""
    connection = ("127.0.0.1", port)
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()

    def ask(_: int) -> None:
        with socket.create_connection(connection, timeout=PATIENCE) as opened:
            opened.sendall(asked)
            while opened.recv(1 << 18):
                pass

    with ThreadPoolExecutor(WORKERS * THREADS) as askers:
        list(askers.map(ask, range(2 * WORKERS * THREADS)))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ticks(pid: int) -> int:
    # The name stands in brackets and may hold spaces; utime and stime are the 14th and 15th fields of the line.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _proportional(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"the kernel gives no proportional set size of process {pid}")
