"""Small extracts in the local layout, and what a snapshot holds: for tests of the loader as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from etl import warehouse
from etl.pipeline import load
from etl.report import LoadReport

DATA = Path(__file__).parents[2] / "data"
COLUMNS = ("indicator_id", "time_period", "geographic_level", "la_code", "group", "numerator", "denominator", "value")
THURROCK = "E06000034"


def write(path: Path, rows: Iterable[dict[str, Any]], *, more: tuple[str, ...] = ()) -> Path:
    """A CSV in the local layout; a row names what differs from one LA figure of the contacts indicator."""
    columns = COLUMNS + more
    common = {
        "indicator_id": "mash_nfa_pct",
        "time_period": "202324",
        "geographic_level": "Local authority",
        "la_code": THURROCK,
        "group": "Total",
    }
    lines = [",".join(str((common | row).get(column, "")) for column in columns) for row in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")
    return path


def load_into(folder: Path, *paths: Path, **how: Any) -> LoadReport:
    return load(list(paths), warehouse=folder, data=how.pop("data", DATA), **how)


def held(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query on the snapshot that is served."""
    served = warehouse.current(folder)
    assert served is not None
    with duckdb.connect(str(served), read_only=True) as connection:
        return connection.execute(sql).fetchall()
