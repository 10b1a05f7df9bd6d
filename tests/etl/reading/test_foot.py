"""Notes, sources and totals below a table are left out and told of; rows of the table never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.reading.foot import foot_length
from tests.etl.local_files import held, load_into, write
from tests.etl.reading.tables import read

ROW = ["Leeds", "383", "5.2", "c"]


@pytest.mark.parametrize(
    "foot",
    [
        ["", "", "", ""],
        ["Source: Department for Education", "", "", ""],
        ["Note: figures are rounded, and may not add up", "", "", ""],
        ["Notes", "", "", ""],
        ["1. Includes academies", "", "", ""],
        ["1", "Includes academies and free schools", "", ""],
        ["* fewer than five pupils", "", "", ""],
        ["© Crown copyright 2024", "", "", ""],
        ["Figures exclude pupils who moved here in the year", "", "", ""],
        ["Total", "", "120", "4.5"],
        ["", "Grand total", "120", "4.5"],
    ],
)
def test_the_foot_of_a_table_is_no_part_of_it(foot: list[str]) -> None:
    assert foot_length([ROW, ROW, ["", "", "", ""], foot], [0, 1]) == 2


@pytest.mark.parametrize(
    "row",
    [
        ["Leeds", "383", "5.2", "c"],
        ["Barnet", "", "", ""],
        ["Total", "383", "120", "4.5"],
        ["202324", "Total", "120", ""],
        ["Keynsham", "800", "5.5", "1"],
        ["Sourton", "", "3.1", ""],
    ],
)
def test_a_row_of_the_table_stays(row: list[str]) -> None:
    assert foot_length([ROW, row], [0, 1]) == 0


def test_notes_with_fewer_and_more_cells_than_the_header_are_no_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("la,n,v\nLeeds,1,2\n\nNotes\nSource: DfE, 2024, revised, table 3\n1. Rounded\n", encoding="utf-8")
    _, rows, findings = read(path)
    assert findings == []
    assert rows[0] == ["Leeds", "1", "2"]


def test_a_load_counts_the_rows_of_the_table_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "mash.csv", [{"value": 12, "time_period": 202223}, {"value": 13}])
    foot = ",,,,,,,\nTotal,,,,,,,25\nSource: the council's own system,,,,,,,\n"
    path.write_text(path.read_text(encoding="utf-8") + foot, encoding="utf-8")
    (report,) = load_into(tmp_path / "warehouse", path).extracts
    assert (report.outcome, report.rows_read, report.rows_rejected, report.observations) == ("loaded", 2, 0, 2)
    (finding,) = [f for f in report.findings if f.rule == "foot_left_out"]
    assert (finding.severity, finding.row) == ("note", 4)
    assert "the last 3 rows are no part of the table" in finding.message
    assert held(tmp_path / "warehouse", "SELECT value FROM observation ORDER BY period") == [(12.0,), (13.0,)]
