"""How soon a page is seen and answers, side by side with an ordinary Dash application of the same page.

Run it: ``python -m tests.bench.first_screen [--rows 1000000] [--runs 7] [--keep FOLDER]``. Both are served at the same
time over the same observations and visited by the same headless Chromium, in turn, so that whatever else the machine
does falls on both. A first visit is a reader with empty caches, to a locality that our server was not asked for before;
a later visit the same reader in another tab. What counts as seen, answering and changed: :mod:`tests.bench.rig.visits`.
Figures are medians of the runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.rig.promises import Promise, print_promises
from tests.bench.rig.servers import Server, ordinary, ours, served
from tests.bench.rig.snapshot import localities, measured
from tests.bench.rig.visits import Look, Use, chromium, look, reader, use

KILOBYTE = 1000


@dataclass(frozen=True, slots=True)
class Run:
    """One reader who looks and one who uses, each on a first visit and on a later one."""

    looked: Look
    looked_later: Look
    used: Use
    used_later: Use


def run(browser: Browser, server: Server, *, looked: str, used: str) -> Run:
    """Two readers who have never been here, each to a locality of its own."""
    path = server.application.of
    with reader(browser) as one:
        seen = look(one, server, path(looked)), look(one, server, path(looked))
    with reader(browser) as two:
        return Run(*seen, use(two, server, path(used)), use(two, server, path(used)))


def promises(own: Sequence[Run], other: Sequence[Run]) -> list[Promise]:
    """The browser's part of section 3."""

    def compared(what: str, limit: float | None, of: Callable[[Run], float]) -> Promise:
        ours, theirs = median(map(of, own)), median(map(of, other))
        return Promise(what, "ms", ours, theirs, ours / theirs, limit)

    script, theirs = (max(each.looked.script for each in runs) / KILOBYTE for runs in (own, other))
    moved, moved_there = (median(each.looked.moved for each in runs) for runs in (own, other))
    return [
        compared("first visit until charts are visible", 0.15, lambda each: each.looked.shown),
        compared("first visit until it answers clicks", 0.5, lambda each: each.used.answered),
        compared("… until a click is only taken up", None, lambda each: each.used.taken),
        compared("later visit until charts are visible", 0.15, lambda each: each.looked_later.shown),
        compared("later visit until it answers clicks", 0.4, lambda each: each.used_later.answered),
        compared("… until a click is only taken up", None, lambda each: each.used_later.taken),
        compared(
            "filter change until charts have changed",
            0.25,
            lambda each: median(each.used.changed + each.used_later.changed),
        ),
        Promise("script of the first screen, compressed", "KB", script, theirs, script, 900, "KB"),
        Promise("layout shift of the first screen", "ratio", moved, moved_there, moved, 0.01),
    ]


def main() -> list[Promise]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="folder in which the generated data are found again today")
    given = parser.parse_args()
    waiting = iter(localities()[1:])
    own: list[Run] = []
    other: list[Run] = []
    with (
        measured(given.rows, keep=given.keep) as data,
        served(ours(data)) as first,
        served(ordinary(data)) as second,
        chromium() as browser,
    ):
        for _ in range(given.runs):
            looked, used = next(waiting), next(waiting)
            own.append(run(browser, first, looked=looked, used=used))
            other.append(run(browser, second, looked=looked, used=used))
    lines = promises(own, other)
    print_promises(lines, title=f"The first screen, {given.rows:,} observations, medians of {given.runs} runs")
    return lines


if __name__ == "__main__":
    main()
