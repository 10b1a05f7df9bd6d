"""The sheet that ``outcomes template`` writes can be filled in and loaded."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import duckdb

from etl.catalogue import load_catalogue
from etl.pipeline import load
from etl.template import COLUMNS, template
from etl.warehouse import current

DATA = Path(__file__).resolve().parents[2] / "data"


def test_a_filled_sheet_loads_and_a_row_that_nobody_filled_in_is_not_used(tmp_path: Path) -> None:
    """161 of 212 teachers coached are 75.94 %; the row nobody filled in is not a figure."""
    indicator = load_catalogue(DATA / "catalogue")["coaching_coverage_pct"]
    (row,) = csv.DictReader(template(indicator).splitlines())
    filled = {
        **row,
        "time_period": "202324",
        "geographic_level": "Local authority",
        "la_code": "E06000034",
        "numerator": "161",
        "denominator": "212",
    }
    sheet = tmp_path / "return.csv"
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows([filled, row])

    report = load([sheet], warehouse=tmp_path / "warehouse", data=DATA, today=date(2026, 11, 22))

    (extract,) = report.extracts
    assert (extract.outcome, extract.dataset, extract.rows_used, extract.rows_rejected) == (
        "loaded",
        "local_tidy",
        1,
        0,
    )
    assert extract.rows_not_used == 1
    served = current(tmp_path / "warehouse")
    with duckdb.connect(str(served), read_only=True) as connection:
        found = connection.execute("SELECT place_id, period, group_id, round(value, 2) FROM observation").fetchall()
    assert found == [("E06000034", "202324", "all", 75.94)]
