"""Server time of the place page and of a plan's answer, at 1 and 10 million observations.

Run it: ``python -m tests.bench.page_time [--rows 1000000 10000000]``. A snapshot is generated from ``etl.schema``:
every official indicator for England, the regions, the authorities and as many schools as make up the rows, eight years
each. Times are wall clock and, steadier on a busy machine, processor time.
The page is asked for as the browser asks: a POST to the callback, its answer as JSON bytes. "First" is a snapshot that
nothing has been read from; "again" is the median with the answers cached; "other" the median over places not yet asked.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import duckdb
from duckdb_sqlalchemy import Dialect
from rich.console import Console
from rich.table import Table
from sqlalchemy.schema import CreateTable

from app import create_app
from dashboard.answers.verdicts import verdicts
from dashboard.board import open_board
from dashboard.settings import ROOT, Settings
from etl import schema
from etl.catalogue import load_catalogue
from etl.places import load_places

YEARS = [f"{year}{(year + 1) % 100:02d}" for year in range(2017, 2025)]
ASKED = ("E06000034", "E08000035", "E10000003", "E09000001", "E06000056", "E06000031")


def generate(warehouse: Path, rows: int) -> Path:
    """A snapshot of about so many observations, sorted as a published one is, and its file."""
    warehouse.mkdir(parents=True)
    path = warehouse / "20260101T000000000Z-0123456789ab.duckdb"
    catalogue, places = load_catalogue(ROOT / "data" / "catalogue"), load_places(ROOT / "data" / "places")
    indicators = [
        each for each in catalogue.indicators.values() if not each.local and each.time_identifier == "academic_year"
    ]
    with duckdb.connect(str(path)) as con:
        con.execute("SET memory_limit = '1500MB'")
        for table in schema.metadata.sorted_tables:
            con.execute(str(CreateTable(table).compile(dialect=Dialect())))
        for name in ("place", "place_alias", "place_link", "membership", "neighbour"):
            con.register("given", getattr(places, name))
            con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
            con.unregister("given")
        others = con.execute("SELECT count(*) FROM place WHERE level IN ('country', 'region', 'la')").fetchone()
        schools = rows // (len(indicators) * len(YEARS)) - (others[0] if others else 0)
        con.execute(
            "CREATE TEMP TABLE la AS SELECT place_id, row_number() OVER (ORDER BY place_id) - 1 AS n,"
            " count(*) OVER () AS of FROM place WHERE level = 'la'"
        )
        con.execute(
            "INSERT INTO place BY NAME SELECT 'urn/' || (100000 + i) AS place_id, 'School ' || i AS name,"
            " 'school' AS level, 'primary' AS phase, 'Open' AS establishment_status,"
            " la.place_id AS parent_id, 200 + i % 900 AS pupils,"
            " false AS invented FROM range(?) t(i) JOIN la ON la.n = i % la.of",
            [schools],
        )
        con.execute(
            "INSERT INTO membership BY NAME SELECT place_id AS member_id, parent_id AS container_id, 'la' AS kind,"
            " 1.0 AS share FROM place WHERE level = 'school'"
        )
        con.execute(
            "INSERT INTO extract BY NAME SELECT 1 AS extract_id, 'bench.csv' AS file_name, 'x' AS sha256,"
            " 'loaded' AS outcome, 0 AS rows_read, 0 AS rows_used, 0 AS rows_not_used, 0 AS rows_rejected,"
            " 0 AS observations, 0 AS reference_rows, 0 AS priority, now()::TIMESTAMP AS loaded_at, 0.0 AS seconds,"
            " true AS invented"
        )
        con.execute("CREATE TEMP TABLE year AS SELECT unnest(?::VARCHAR[]) AS period", [YEARS])
        for indicator in sorted(indicators, key=lambda each: each.id):
            con.execute(
                "INSERT INTO observation BY NAME SELECT ? AS indicator_id, place_id, period,"
                " 'academic_year' AS period_kind, make_date(period[:4]::INT + 1, 8, 31) AS period_end,"
                " 'total' AS phase, 'all' AS group_id, 'state_funded' AS coverage,"
                " ? * n / d AS value, n AS numerator, d AS denominator,"
                " 'ok' AS status, 'counts' AS basis, 'final' AS release, 1 AS extract_id, 1 AS source_row"
                " FROM (SELECT place_id, period, (30 + hash(place_id) % 60)::DOUBLE AS d,"
                " (hash(place_id, period) % 30)::DOUBLE AS n FROM place, year"
                " WHERE level IN ('country', 'region', 'la', 'school')) ORDER BY place_id, period",
                [indicator.id, indicator.scale],
            )
        con.execute(
            "INSERT INTO snapshot BY NAME SELECT ? AS snapshot_id, now()::TIMESTAMP AS created_at, 'x' AS"
            " catalogue_sha256, (SELECT count(*) FROM observation) AS observations, true AS demonstration",
            [path.stem],
        )
    (warehouse / "current").write_text(path.name, encoding="utf-8")
    return path


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
        app = create_app(settings)
        self._client = app.server.test_client()
        asked = self._client.get("/_dash-dependencies").get_json()
        self._callback = next(
            each for each in asked if {"pathname", "search"} <= {i["property"] for i in each["inputs"]}
        )

    def ask(self, path: str) -> bytes:
        names = self._callback["output"].strip(".").split("...")
        outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
        given = {"pathname": path, "search": ""}
        body: dict[str, Any] = {
            "output": self._callback["output"],
            "outputs": outputs,
            "inputs": [each | {"value": given[each["property"]]} for each in self._callback["inputs"]],
            "changedPropIds": ["address.pathname"],
        }
        answer = self._client.post("/_dash-update-component", data=json.dumps(body), content_type="application/json")
        if answer.status_code != 200 or b"Not found" in answer.data:
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
    given = parser.parse_args()
    found: dict[int, dict[str, Times]] = {}
    for rows in given.rows:
        with tempfile.TemporaryDirectory() as folder:
            started = perf_counter()
            path = generate(Path(folder) / "warehouse", rows)
            print(
                f"{rows:,} observations: {path.stat().st_size / 1e6:.0f} MB in {perf_counter() - started:.0f} s",
                flush=True,
            )
            found[rows] = measure(path.parent)
    table = Table(title="Server time in milliseconds (processor time)", title_justify="left")
    table.add_column("Question")
    for rows in given.rows:
        table.add_column(f"{rows:,}", justify="right")
    for question in found[given.rows[0]]:
        table.add_row(question, *("{:.0f} ({:.0f})".format(*found[rows][question]) for rows in given.rows))
    Console().print(table)


if __name__ == "__main__":
    main()
