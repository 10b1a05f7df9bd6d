"""What the server can take beside an ordinary Dash application's, at 1, 10 and more million observations.

Run it: ``python -m tests.bench.server_load [--rows 1000000 10000000 50000000] [--keep FOLDER]``. Both applications are
served by gunicorn with the same workers and threads, over the same observations, and asked in turn, a few seconds each,
so that whatever else the machine does falls on both. A page load is every request that a returning reader's browser
sends for the page (:mod:`tests.bench.rig.page_loads`). **Cold** are the pages of localities that no worker was asked
for before, one client; the workers themselves have answered another page. **Warm** are the same pages again. Processor
time is that of all worker processes together, and the steadiest figure on a busy machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser

from tests.bench.rig.page_loads import Load, loads, recorded, together
from tests.bench.rig.promises import Form, Promise, print_promises
from tests.bench.rig.servers import Application, Server, ordinary, ours, served
from tests.bench.rig.snapshot import localities, measured
from tests.bench.rig.visits import chromium

CLIENTS = 8
ROUNDS = 12
TURNS = 3
SECONDS = 6.0
"""How long the warm load is to last, about."""


@dataclass(frozen=True, slots=True)
class Served:
    """``start`` in seconds, ``memory`` in megabytes a worker after everything."""

    start: float
    cold: Load
    warm_alone: Load
    warm: Load
    memory: float


def measure(applications: Sequence[Application], browser: Browser) -> list[Served]:
    """Start the applications, ask them in turn, stop them."""
    others = localities()[1:]
    with ExitStack() as running:
        servers = [running.enter_context(served(each)) for each in applications]
        pages = [[page.of(place) for place in others] for page in (recorded(browser, each) for each in servers)]
        asked = list(zip(servers, pages, strict=True))
        cold = [[loads(server, own[turn::TURNS], clients=1) for server, own in asked] for turn in range(TURNS)]
        for server, own in asked:
            _warmed(server, own)
        alone = [[loads(server, own, clients=1) for server, own in asked] for _ in range(TURNS)]
        numbers = [max(2 * CLIENTS, int(each.a_second * SECONDS / TURNS)) for each in alone[-1]]
        warm = [
            [
                loads(server, [own[each % len(own)] for each in range(number)], clients=CLIENTS)
                for (server, own), number in zip(asked, numbers, strict=True)
            ]
            for _ in range(TURNS)
        ]
        return [
            Served(
                server.start,
                *(together([turn[which] for turn in each]) for each in (cold, alone, warm)),
                server.memory(),
            )
            for which, server in enumerate(servers)
        ]


def _warmed(server: Server, pages: list[list[bytes]]) -> None:
    """Ask for all pages until every worker has them: until another round takes about as much processor time.

    Clients stay with the worker that took their connection, so each round gives them other pages.
    """
    before = float("inf")
    for number in range(ROUNDS):
        used = loads(server, [*pages[number:], *pages[:number]], clients=CLIENTS).processor
        if used > 0.8 * before:
            return
        before = used


def promises(found: dict[int, tuple[Served, Served]], span: tuple[Served, Served] | None) -> list[Promise]:
    """The server's part of section 3, from (ours, the ordinary one) by number of observations, and from ours with the
    fewest and the most of them asked in turn."""
    least, most = min(found), max(found)
    lines: list[Promise] = []
    for rows, (own, other) in found.items():
        at = f"{rows / 1e6:g} M"
        ratio = own.warm.a_second / other.warm.a_second
        lines.append(
            Promise(
                f"{at}: page loads a second, {CLIENTS} clients, warm", "a second", own.warm.a_second,
                other.warm.a_second, ratio, 20 if rows == least else None, at_least=True,
            )
        )  # fmt: skip
        if rows == least:
            lines.append(_own("the same, by itself", "a second", own.warm.a_second, 100, at_least=True))
        lines += [
            _own(f"{at}: p95 of one client, cold", "ms", _p95(own.cold), 100, _p95(other.cold)),
            _own(f"{at}: p95 of one client, warm", "ms", _p95(own.warm_alone), None, _p95(other.warm_alone)),
            _own(f"{at}: processor time a page, cold", "ms", own.cold.processor, 25, other.cold.processor),
            _own(f"{at}: processor time a page, warm", "ms", own.warm.processor, 8, other.warm.processor),
        ]
    if span is not None:
        sizes = f"{least / 1e6:g} to {most / 1e6:g} M"
        (small, large), (other_small, other_large) = span, (found[least][1], found[most][1])
        lines += [
            Promise(
                f"{sizes}: median page, one client, cold", "ratio", _times(large.cold, small.cold),
                _times(other_large.cold, other_small.cold), _times(large.cold, small.cold), 1.3,
            ),
            Promise(
                f"{sizes}: page loads a second, warm", "ratio", small.warm.a_second / large.warm.a_second,
                other_small.warm.a_second / other_large.warm.a_second, small.warm.a_second / large.warm.a_second, 1.3,
            ),
        ]  # fmt: skip
    own, other = found[least]
    return [
        *lines,
        _own("start of the server to first byte", "s", own.start, 3, other.start),
        *(
            _own(f"{rows / 1e6:g} M: memory a worker", "MB", own.memory, 350, other.memory)
            for rows, (own, other) in found.items()
        ),
    ]


def main() -> list[Promise]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--keep", type=Path, help="folder in which the generated data are found again today")
    given = parser.parse_args()
    found: dict[int, tuple[Served, Served]] = {}
    for rows in given.rows:
        with measured(rows, keep=given.keep) as data, chromium() as browser:
            own, other = measure([ours(data), ordinary(data)], browser)
            found[rows] = own, other
    lines = promises(found, _span(min(found), max(found), given.keep))
    print_promises(lines, title="The server")
    return lines


def _span(least: int, most: int, keep: Path | None) -> tuple[Served, Served] | None:
    """Ours over the fewest and over the most observations, side by side: minutes lie between the runs of each size, in
    which a shared machine may become half as fast."""
    if least == most:
        return None
    with measured(least, keep=keep) as small, measured(most, keep=keep) as large, chromium() as browser:
        first, second = measure([ours(small), ours(large)], browser)
        return first, second


def _own(
    what: str, form: Form, ours: float, limit: float | None, other: float | None = None, *, at_least: bool = False
) -> Promise:
    """A promise about ours alone, with the ordinary application's beside it."""
    return Promise(what, form, ours, other, ours, limit, form, at_least)


def _p95(load: Load) -> float:
    return quantiles(load.times, n=20)[-1]


def _times(one: Load, other: Load) -> float:
    return median(one.times) / median(other.times)


if __name__ == "__main__":
    main()
