"""Time of the verdicts of a plan of 40 measures, at 1 and 10 million observations: under a second is asked.

Run it: ``python -m tests.bench.verdict_time [--rows 1000000 10000000]``. The snapshot is that of ``rig.snapshot``, with
a trust of 60 schools added. The plan sets all types of target that figures decide, two indicators a measure. It is
judged for an authority with figures of its own, for a joint area (its two authorities summed) and for the trust, summed
over its schools. "First" is a snapshot that nothing has been read from, with what every reader needs once; "next"
is as of another day of the same snapshot: judged anew, with figures read already; "again" the answer that is kept. Wall
clock, and steadier on a busy machine, processor time.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from dashboard.answers.verdicts import verdicts
from dashboard.board import Board, open_board
from dashboard.settings import Settings
from etl.catalogue import Catalogue
from etl.plans import Measure, Plan, Target
from tests.bench.rig.snapshot import measured

TRUST = "trust/60"
SCHOOLS = 60
MEASURES = 40
PLACES = {"authority": "E06000034", "joint area": "joint/cambridgeshire-peterborough", "trust": TRUST}
TODAY = date(2026, 1, 15)
ALLOWED = 1_000.0
"""Milliseconds."""

TARGETS: tuple[dict[str, Any], ...] = (
    {"type": "at_or_above", "operator": ">=", "comparator": {"area": "national", "group": "same"}},
    {"type": "direction", "direction": "better"},
    {"type": "close_gap", "comparator": {"area": "national", "group": "same"}},
    {
        "type": "absolute_by_date",
        "operator": ">=",
        "value": 60.0,
        "by": {"text": "August 2028", "date": date(2028, 8, 31), "precision": "year"},
    },
)
EVERY_UNIT = {"type": "all_units", "condition": "meets it", "unit_type": ("school",), "operator": "=", "value": 100.0}
"""One measure in ten."""


def plan(base: Plan, catalogue: Catalogue) -> Plan:
    """Forty measures of two indicators each, the types of target in turn, every tenth for all units."""
    known = [
        each.id
        for each in catalogue.indicators.values()
        if not each.local and each.time_identifier == "academic_year" and each.polarity != "neutral"
    ]
    measures = tuple(
        Measure(
            id=f"m{number}",
            short=f"Measure {number}",
            text="A measure of the bench.",
            indicators=(known[number % len(known)], known[(number + 17) % len(known)]),
            target=Target(explicit=True, **(EVERY_UNIT if number % 10 == 9 else TARGETS[number % len(TARGETS)])),
        )
        for number in range(MEASURES)
    )
    return base.model_copy(update={"priorities": (), "measures": measures, "actions": ()})


def with_trust(path: Path) -> None:
    """Give the snapshot a trust of schools from many authorities."""
    with duckdb.connect(str(path)) as con:
        con.execute(
            "INSERT INTO place BY NAME SELECT ? AS place_id, 'Bench Trust' AS name, 'trust' AS level, true AS invented",
            [TRUST],
        )
        con.execute(
            "INSERT INTO membership BY NAME SELECT place_id AS member_id, ? AS container_id, 'trust' AS kind,"
            " 1.0 AS share FROM (SELECT place_id FROM place WHERE level = 'school' ORDER BY hash(place_id) LIMIT ?)",
            [TRUST, SCHOOLS],
        )


def measure(warehouse: Path) -> dict[str, tuple[float, float]]:
    """Milliseconds (wall, processor) of each question."""
    times: dict[str, tuple[float, float]] = {}
    for name, place in PLACES.items():
        board = _board(warehouse)
        times[f"{name}, first"] = _timed(board, place, TODAY)
        later = [_timed(board, place, TODAY - timedelta(days=day)) for day in range(1, 8)]
        times[f"{name}, next"] = median(wall for wall, _ in later), median(used for _, used in later)
        kept = [_timed(board, place, TODAY) for _ in range(20)]
        times[f"{name}, again"] = median(wall for wall, _ in kept), median(used for _, used in kept)
    return times


def _board(warehouse: Path) -> Board:
    board = open_board(Settings(warehouse=warehouse))
    return replace(board, plans={**board.plans, "thurrock": plan(board.plans["thurrock"], board.catalogue)})


def _timed(board: Board, place: str, day: date) -> tuple[float, float]:
    wall, used = perf_counter(), process_time()
    found = verdicts(board, "thurrock", place=place, as_of=day, today=TODAY)
    spent = 1000 * (perf_counter() - wall), 1000 * (process_time() - used)
    judged = sum(detail.value is not None for each in found.measures for detail in each.details)
    if len(found.measures) != MEASURES or judged < MEASURES:
        raise SystemExit(f"{place}: {len(found.measures)} measures with {judged} figures are not what was to be timed")
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    given = parser.parse_args()
    found: dict[int, dict[str, tuple[float, float]]] = {}
    for rows in given.rows:
        with measured(rows) as data:
            with_trust(data.snapshot)
            found[rows] = measure(data.warehouse)
    table = Table(
        title=f"Verdicts of {MEASURES} measures, milliseconds (processor time); {ALLOWED:,.0f} allowed",
        title_justify="left",
    )
    table.add_column("Place")
    for rows in given.rows:
        table.add_column(f"{rows:,}", justify="right")
    for question in found[given.rows[0]]:
        cells = ["{:.0f} ({:.0f})".format(*found[rows][question]) for rows in given.rows]
        slow = any(found[rows][question][0] > ALLOWED for rows in given.rows)
        table.add_row(question, *cells, style="red" if slow else "")
    Console().print(table)


if __name__ == "__main__":
    main()
