"""Tables laid out for reading: headers of two rows, cells that count for those below and beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from pydantic import ValidationError

from etl.datasets import Dataset
from etl.findings import Refused
from etl.layouts.detect import Detected, detect
from etl.reading.extract import peek
from etl.staging import stage_rows
from etl.tidy.cells import Cells


def dataset(**content: Any) -> Dataset:
    return Dataset.model_validate({"id": "d", "title": "D", "publisher": "P", "priority": 1, **content})


TABLE_TOOL = dataset(
    recognise={"columns": ["place", "measure"], "values": {"measure": ["Authorised absence rate"]}},
    read={
        "header_rows": 2,
        "fill_down": ["place"],
        "crosstab": {"rows": ["place", "measure"], "names": ["sex", "time_period"]},
    },
    series="measure",
    value="value",
    place={"by": "one", "level": "any", "columns": ["place"]},
    period={"by": "ees", "columns": ["time_period"]},
    group={"columns": ["sex"], "map": {"female": "Girls", "male": "Boys"}},
)
ROWS = [
    ["Pupil absence by sex, England and Leeds"],
    [],
    ["", "", "Girls", "", "Boys", ""],
    ["", "", "2022/23", "2023/24", "2022/23", "2023/24"],
    ["England", "Authorised absence rate", 4.9, 4.7, 5.0, 4.8],
    ["", "Unauthorised absence rate", 2.4, 2.3, 2.5, 2.4],
    ["Leeds", "Authorised absence rate", 5.1, 5.0, "c", 5.2],
    ["Source: school census"],
]


def rows_of(path: Path, known: Dataset) -> tuple[Detected, list[tuple[Any, ...]]]:
    (detected,) = detect(peek(path), [known])
    with duckdb.connect() as connection:
        cells = Cells(known, detected.names)
        rows, _ = stage_rows(connection, peek(path), detected, [], cells=cells)
        return detected, connection.execute(f"SELECT * FROM {rows.source} ORDER BY ALL").fetchall()


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("C3:D3")
    book.active.merge_cells("E3:F3")
    book.save(path)
    return path


def csv(path: Path) -> Path:
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("written", [workbook, csv])
def test_a_table_tool_export_becomes_one_row_a_figure(tmp_path: Path, written: Any) -> None:
    detected, rows = rows_of(written(tmp_path / "export.xlsx"), TABLE_TOOL)
    assert detected.header_row == 4
    assert len(rows) == 12
    assert ("England", "Unauthorised absence rate", "Boys", "2022/23", "2.5", 6) in rows
    assert ("Leeds", "Authorised absence rate", "Boys", "2022/23", "c", 7) in rows
    assert {row[0] for row in rows} == {"England", "Leeds"}


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    known = dataset(
        recognise={"columns": ["URN", "Girls Number", "Boys Percent"]},
        read={"header_rows": 2},
        place={"by": "one", "level": "school", "columns": ["URN"]},
        leave_out={"Girls Number": "x", "Boys Percent": "x"},
    )
    path = tmp_path / "table.csv"
    path.write_text("Table 3\nURN,Girls,,Boys,\n,Number,Percent,Number,Percent\n100000,10,40,15,60\n", encoding="utf-8")
    detected, rows = rows_of(path, known)
    assert detected.header == ["URN", "Girls Number", "Girls Percent", "Boys Number", "Boys Percent"]
    assert rows == [("100000", "10", "60", 4)]


def test_a_crosstab_of_something_else_is_not_taken_for_this_one(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(",,Girls\n,,2022/23\nEngland,Exclusion rate,4.9\n", encoding="utf-8")
    with pytest.raises(Refused, match="no dataset recognises"):
        detect(peek(path), [TABLE_TOOL])


def test_a_crosstab_names_each_row_of_its_header() -> None:
    with pytest.raises(ValidationError, match="crosstab needs 2 names"):
        dataset(
            recognise={"columns": ["place"]},
            read={"header_rows": 2, "crosstab": {"rows": ["place"], "names": ["time_period"]}},
        )
