"""Small snapshots for tests: the tables of ``etl.schema`` filled with the rows a test writes down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa
from duckdb_sqlalchemy import Dialect
from hypothesis import settings
from sqlalchemy.schema import CreateTable

from etl import schema
from etl.periods import Period

# How long an example takes says how busy the machine is, and nothing of the program.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

Rows = Iterable[dict[str, Any]]
AT_ONCE = 200

DEFAULTS: dict[str, dict[str, Any]] = {
    "observation": {
        "period_kind": "academic_year",
        "phase": "total",
        "group_id": "all",
        "coverage": "state_funded",
        "status": "ok",
        "basis": "printed",
        "release": "final",
        "extract_id": 1,
    },
    "place": {"level": "la", "invented": False},
    "membership": {"share": 1.0},
    "extract": {
        "file_name": "figures.csv",
        "sha256": "0" * 64,
        "outcome": "loaded",
        "rows_read": 0,
        "rows_used": 0,
        "rows_not_used": 0,
        "rows_rejected": 0,
        "observations": 0,
        "reference_rows": 0,
        "priority": 0,
        "loaded_at": datetime(2026, 5, 6, 9, 0),
        "seconds": 0.1,
        "invented": False,
    },
    "snapshot": {
        "created_at": datetime(2026, 5, 6, 9, 0),
        "catalogue_sha256": "0" * 64,
        "observations": 0,
        "demonstration": False,
    },
    "place_alias": {"kind": "name"},
    "neighbour": {"set_name": "2025", "set_date": date(2025, 5, 1)},
    "inspection": {"framework": "graded", "area": "overall_effectiveness", "extract_id": 1},
    "finding": {"extract_id": 1, "severity": "warn"},
}


def make_snapshot(warehouse: Path, *, snapshot_id: str = "20260506T090000000Z-000000000000", **tables: Rows) -> Path:
    """Publish a snapshot made of the given rows (table name = dicts) and return the warehouse.

    Columns left out take the plainest value; ``period_end`` is worked out from the period; one extract and the
    snapshot's own row are there unless given.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    given = {name: list(rows) for name, rows in tables.items()}
    given.setdefault("extract", [{"extract_id": 1}])
    given.setdefault("snapshot", [{"snapshot_id": snapshot_id}])
    path = warehouse / f"{snapshot_id}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("BEGIN")
        for table in schema.metadata.sorted_tables:
            connection.execute(_created(table))
            rows = [_complete(table, row) for row in given.pop(table.name, [])]
            # Many rows a statement: one each costs three milliseconds, and thousands are written in a run.
            for start in range(0, len(rows), AT_ONCE):
                some = rows[start : start + AT_ONCE]
                marks = f"({', '.join('?' for _ in table.columns)})"
                connection.execute(
                    f'INSERT INTO "{table.name}" VALUES {", ".join([marks] * len(some))}',
                    [row.get(column.name) for row in some for column in table.columns],
                )
        connection.execute("COMMIT")
    if given:
        raise KeyError(f"no such table: {', '.join(given)}")
    (warehouse / "current").write_text(path.name, encoding="utf-8")
    return warehouse


@cache
def _created(table: sa.Table) -> str:
    return str(CreateTable(table).compile(dialect=Dialect(paramstyle="qmark")))


def _complete(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    full = DEFAULTS.get(table.name, {}) | row
    if "period_end" in table.columns and "period_end" not in full:
        full["period_end"] = Period(full["period"], full["period_kind"]).end
    unknown = set(full) - {column.name for column in table.columns}
    if unknown:
        raise KeyError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    return full


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[..., Path]:
    """``snapshot(observation=[…], place=[…])`` publishes into a fresh warehouse and returns its folder."""

    def publish(**tables: Any) -> Path:
        return make_snapshot(tmp_path / "warehouse", **tables)

    return publish
