"""A warehouse with as many observations as are asked for, and the same observations as the files of a data frame.

The snapshot is made from :mod:`etl.schema`: every official yearly indicator for England, the regions, the authorities
and as many schools as make up the rows. The six indicators of ``plan.yaml`` are there for six groups of pupils; so are
all others once that many rows would otherwise need more schools than England has. The first schools lie in the
localities of the plan's authority, which are the same size and the same number whatever the rows are.

Nothing is held in memory: an indicator is written at a time. ``keep`` is a folder in which what was made today, by this
version of the generator, is found again.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from duckdb_sqlalchemy import Dialect
from sqlalchemy.schema import CreateTable

from dashboard.settings import ROOT
from etl import schema
from etl.catalogue import Indicator, load_catalogue
from etl.places import load_places
from etl.plan_files import load_plan
from etl.sql import literal
from etl.warehouse.build import ROWS_READ_AT_ONCE

PLAN = Path(__file__).with_name("plan.yaml")
NAME = "measured"
"""The plan's name in addresses."""
YEARS = [f"{year}{(year + 1) % 100:02d}" for year in range(2017, 2025)]
GROUPS = ("all", "disadvantaged", "eal", "fsm", "not_disadvantaged", "sen_support")
LOCALITIES, SCHOOLS = 40, 15
"""Of the plan's authority, and schools in each: what one page shows does not grow with the rows."""
SCHOOLS_OF_ENGLAND = 24_000
MEMORY = "1500MB"


@dataclass(frozen=True)
class Measured:
    """``data`` is a data folder like the project's own, with the plan of six measures beside the others; ``frame`` and
    ``schools`` are the Parquet files of the ordinary application."""

    folder: Path
    rows: int

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse"

    @property
    def snapshot(self) -> Path:
        return self.warehouse / (self.warehouse / "current").read_text(encoding="utf-8")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def frame(self) -> Path:
        return self.folder / "observations.parquet"

    @property
    def schools(self) -> Path:
        return self.folder / "schools.parquet"


def localities() -> list[str]:
    """The ids of the localities of the plan's authority."""
    return [f"cluster/locality/l{number}" for number in range(LOCALITIES)]


@contextmanager
def measured(rows: int, *, keep: Path | None = None) -> Iterator[Measured]:
    """The data of so many observations, made now or found in ``keep``; without ``keep`` it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="outcomes-bench-") as scratch:
        made_of = hashlib.sha256(Path(__file__).read_bytes() + PLAN.read_bytes()).hexdigest()[:12]
        folder = (keep or Path(scratch)).resolve() / f"{date.today()}-{made_of}-{rows}"
        if not (folder / "whole").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            generate(Measured(folder, rows))
            (folder / "whole").touch()
        yield Measured(folder, rows)


def generate(target: Measured) -> None:
    """Write the snapshot, the data folder and the files of the frame."""
    target.warehouse.mkdir(parents=True)
    path = target.warehouse / "20260101T000000000Z-0123456789ab.duckdb"
    with duckdb.connect() as con:
        con.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = {literal(str(target.folder / 'spill'))}")
        con.execute(f"ATTACH {literal(str(path))} AS out (ROW_GROUP_SIZE {ROWS_READ_AT_ONCE}); USE out")
        for table in schema.metadata.sorted_tables:
            con.execute(str(CreateTable(table).compile(dialect=Dialect())))
        _places(con)
        _observations(con, target.rows)
        con.execute(
            "INSERT INTO snapshot BY NAME SELECT ? AS snapshot_id, now()::TIMESTAMP AS created_at, 'x' AS"
            " catalogue_sha256, (SELECT count(*) FROM observation) AS observations, true AS demonstration",
            [path.stem],
        )
        _frame(con, target)
    (target.warehouse / "current").write_text(path.name, encoding="utf-8")
    _data(target.data)


def _places(con: duckdb.DuckDBPyConnection) -> None:
    places = load_places(ROOT / "data" / "places")
    for name in ("place", "place_alias", "place_link", "membership", "neighbour"):
        con.register("given", getattr(places, name))
        con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
        con.unregister("given")
    con.execute(
        "INSERT INTO extract BY NAME SELECT 1 AS extract_id, 'bench.csv' AS file_name, 'x' AS sha256,"
        " 'loaded' AS outcome, 0 AS rows_read, 0 AS rows_used, 0 AS rows_not_used, 0 AS rows_rejected,"
        " 0 AS observations, 0 AS reference_rows, 0 AS priority, now()::TIMESTAMP AS loaded_at, 0.0 AS seconds,"
        " true AS invented"
    )


def _schools(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """Schools in localities: those of the plan's authority first, then the other authorities in turn."""
    (body,) = load_plan(PLAN).body.places
    con.execute(
        "CREATE TEMP TABLE school AS WITH la AS (SELECT place_id, row_number() OVER (ORDER BY place_id) - 1 AS n,"
        " count(*) OVER () AS of FROM place WHERE level = 'la'),"
        " locality AS (SELECT i, i // $each AS l FROM range($number) t(i))"
        " SELECT 'urn/' || (100000 + i) AS place_id, 'School ' || i AS name, l,"
        " 'cluster/locality/l' || l AS locality_id, if(i % 5 = 0, 'secondary', 'primary') AS phase,"
        " if(l < $own, $body, la.place_id) AS parent_id, 200 + i % 900 AS pupils"
        " FROM locality JOIN la ON la.n = l % la.of",
        {"each": SCHOOLS, "number": number, "own": LOCALITIES, "body": body},
    )
    con.execute(
        "INSERT INTO place BY NAME SELECT place_id, name, 'school' AS level, phase, 'Open' AS establishment_status,"
        " parent_id, pupils, false AS invented FROM school"
    )
    con.execute(
        "INSERT INTO place BY NAME SELECT DISTINCT locality_id AS place_id, 'Locality ' || l AS name,"
        " 'cluster' AS level, 'locality' AS scheme, parent_id, true AS invented FROM school"
    )
    con.execute(
        "INSERT INTO membership BY NAME SELECT place_id AS member_id, parent_id AS container_id, 'la' AS kind,"
        " 1.0 AS share FROM school UNION ALL SELECT place_id, locality_id, 'locality', 1.0 FROM school"
    )


def _observations(con: duckdb.DuckDBPyConnection, rows: int) -> None:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    plan = {indicator for _, measure in load_plan(PLAN).all_measures for indicator in measure.indicators}
    known = sorted(
        (each for each in catalogue.indicators.values() if not each.local and each.time_identifier == "academic_year"),
        key=lambda each: each.id,
    )
    areas = con.execute("SELECT count(*) FROM place WHERE level IN ('country', 'region', 'la')").fetchall()[0][0]
    grouped = plan
    schools = rows // _rows_a_place(known, grouped) - areas
    if schools > SCHOOLS_OF_ENGLAND:
        grouped = {each.id for each in known}
        schools = rows // _rows_a_place(known, grouped) - areas
    if schools < LOCALITIES * SCHOOLS:
        least = (LOCALITIES * SCHOOLS + areas) * _rows_a_place(known, grouped)
        raise SystemExit(f"{rows:,} observations are too few for the schools of the plan: ask for {least:,} or more")
    _schools(con, schools)
    # England's counts are sums of ten thousand times a school's, so that its line is as smooth as the true one.
    con.execute(
        "CREATE TEMP TABLE about AS SELECT place_id,"
        " CASE level WHEN 'country' THEN 10000 WHEN 'region' THEN 1000 WHEN 'la' THEN 100 ELSE 1 END AS size"
        " FROM place WHERE level IN ('country', 'region', 'la', 'school')"
    )
    for each in known:
        con.execute(
            "INSERT INTO observation BY NAME"
            " SELECT $id AS indicator_id, place_id, period, 'academic_year' AS period_kind,"
            " make_date(period[:4]::INT + 1, 8, 31) AS period_end, 'total' AS phase, g AS group_id,"
            " 'state_funded' AS coverage, $scale * n / d AS value, n AS numerator, d AS denominator, 'ok' AS status,"
            " 'counts' AS basis, 'final' AS release, 1 AS extract_id, 1 AS source_row"
            " FROM (SELECT place_id, period, g, d, round(d * (0.45 + 0.015 * (period[:4]::INT - 2017)"
            " + (hash(place_id, g, $id) % 200) / 1000 + (hash(place_id, g, period, $id) % 60) / 1000)) AS n"
            " FROM (SELECT *, size * if(g = 'all', 60 + hash(place_id) % 60, 12 + hash(place_id, g) % 30)::DOUBLE AS d"
            " FROM about, (SELECT unnest($years::VARCHAR[]) AS period), (SELECT unnest($groups::VARCHAR[]) AS g)))"
            " ORDER BY place_id, period, g",
            {"id": each.id, "scale": each.scale, "years": _years(each), "groups": _groups(each, grouped)},
        )


def _rows_a_place(known: list[Indicator], grouped: set[str]) -> int:
    return sum(len(_years(each)) * len(_groups(each, grouped)) for each in known)


def _years(indicator: Indicator) -> list[str]:
    """Those of which something was published: a year that the catalogue calls missing has no row."""
    missing = {period for gap in indicator.missing for period in gap.periods}
    return [year for year in YEARS if year not in missing]


def _groups(indicator: Indicator, grouped: set[str]) -> list[str]:
    return list(GROUPS) if indicator.id in grouped else ["all"]


def _frame(con: duckdb.DuckDBPyConnection, target: Measured) -> None:
    """The columns that the ordinary application needs, and no other."""
    columns = "indicator_id, place_id, period, group_id, value, numerator, denominator"
    con.execute(
        f"COPY (SELECT {columns} FROM observation) TO {literal(str(target.frame))} (FORMAT parquet, COMPRESSION zstd)"
    )
    con.execute(
        "COPY (SELECT place_id, name, phase, pupils, locality_id, 'Locality ' || l AS locality FROM school"
        f" WHERE l < {LOCALITIES}) TO {literal(str(target.schools))} (FORMAT parquet)"
    )


def _data(folder: Path) -> None:
    """The project's data by links, and its plans with the measured one among them."""
    plans = folder / "plans"
    plans.mkdir(parents=True)
    for each in (ROOT / "data").iterdir():
        if each.name not in ("plans", "warehouse", "warehouse-demonstration"):
            (folder / each.name).symlink_to(each)
    for each in (ROOT / "data" / "plans").iterdir():
        (plans / each.name).symlink_to(each)
    (plans / f"{NAME}.yaml").symlink_to(PLAN)
