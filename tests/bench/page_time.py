"""Server time of the place page and of a plan's answer, at 1 and 10 million observations.

Run it: ``python -m tests.bench.page_time [--rows 1000000 10000000]``. The snapshot is the one of
:mod:`tests.bench.rig.snapshot`. Times are wall clock and, steadier on a busy machine, processor time.
The page is asked for as the browser asks, and comes as the bytes of its markup. "First" is a snapshot that
nothing has been read from; "again" is the median with the answers cached; "other" the median over places not yet asked.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from rich.console import Console
from rich.table import Table

from app import create_app
from dashboard.answers.verdicts import verdicts
from dashboard.board import open_board
from dashboard.settings import Settings
from tests.bench.rig.snapshot import measured

ASKED = ("E06000034", "E08000035", "E10000003", "E09000001", "E06000056", "E06000031")


Times = tuple[float, float]
"""Wall clock and processor time, in milliseconds."""


def measure(warehouse: Path) -> dict[str, Times]:
    """The times of each question."""
    settings = Settings(warehouse=warehouse)
    times: dict[str, Times] = {}
    board = open_board(settings)
    times["verdicts, first"] = _timed(lambda: verdicts(board, "thurrock"))
    times["verdicts, again"] = _median(_timed(lambda: verdicts(board, "thurrock")) for _ in range(20))
    page = _Page(settings)
    times["place page, first"] = _timed(lambda: page.ask(f"/place/{ASKED[0]}"))
    times["place page, again"] = _median(_timed(lambda: page.ask(f"/place/{ASKED[0]}")) for _ in range(10))
    times["place page, other"] = _median(_timed(lambda place=place: page.ask(f"/place/{place}")) for place in ASKED[1:])
    times["plan page, first"] = _timed(lambda: page.ask("/plan/thurrock"))
    times["plan page, again"] = _median(_timed(lambda: page.ask("/plan/thurrock")) for _ in range(10))
    return times


class _Page:
    """The application, asked as a browser asks it."""

    def __init__(self, settings: Settings) -> None:
        self._client = create_app(settings).server.test_client()

    def ask(self, path: str) -> bytes:
        answer = self._client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer.data


def _timed(question: Callable[[], object]) -> Times:
    wall, processor = perf_counter(), process_time()
    question()
    return 1000 * (perf_counter() - wall), 1000 * (process_time() - processor)


def _median(times: Iterable[Times]) -> Times:
    walls, processors = zip(*times, strict=True)
    return median(walls), median(processors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--keep", type=Path, help="folder in which the generated data are found again today")
    given = parser.parse_args()
    found: dict[int, dict[str, Times]] = {}
    for rows in given.rows:
        with measured(rows, keep=given.keep) as data:
            print(f"{rows:,} observations: {data.snapshot.stat().st_size / 1e6:.0f} MB", flush=True)
            found[rows] = measure(data.warehouse)
    table = Table(title="Server time in milliseconds (processor time)", title_justify="left")
    table.add_column("Question")
    for rows in given.rows:
        table.add_column(f"{rows:,}", justify="right")
    for question in found[given.rows[0]]:
        table.add_row(question, *("{:.0f} ({:.0f})".format(*found[rows][question]) for rows in given.rows))
    Console().print(table)


if __name__ == "__main__":
    main()
