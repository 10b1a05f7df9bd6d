"""The findings file: what an analyst opens in a spreadsheet, and what a spreadsheet must never run."""

from __future__ import annotations

import csv
import io

import pytest

from etl.findings import Finding, advice
from etl.findings_file import Found, inert, write_findings


def written(*found: Found) -> list[list[str]]:
    stream = io.StringIO(newline="")
    write_findings(stream, found)
    return list(csv.reader(io.StringIO(stream.getvalue(), newline="")))


def test_the_columns_are_those_agreed_and_what_is_not_known_is_blank() -> None:
    assert advice("cell_unknown")
    finding = Finding("cell_unknown", "reject", 'not a number: "n/k"', row=7, column="value", value="n/k")
    whole = Finding("layout_unknown", "refuse", "no dataset fits")
    header, about_a_cell, about_the_file = written(Found("a.csv", "local_tidy", finding), Found("b.csv", None, whole))
    assert header == ["file", "dataset", "rule", "severity", "row", "column", "value", "message", "what to do"]
    assert about_a_cell == [
        "a.csv",
        "local_tidy",
        "cell_unknown",
        "reject",
        "7",
        "value",
        "n/k",
        'not a number: "n/k"',
        advice("cell_unknown"),
    ]
    assert about_the_file[:8] == ["b.csv", "", "layout_unknown", "refuse", "", "", "", "no dataset fits"]


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "＝1+1",
        '=HYPERLINK("x")',
    ],
)
def test_a_text_that_a_spreadsheet_would_run_is_kept_as_text_in_every_column(cell: str) -> None:
    finding = Finding(cell, "warn", cell, row=2, column=cell, value=cell)
    line = written(Found(cell, cell, finding))[1]
    for place in (0, 1, 2, 5, 6, 7):
        assert line[place] == "'" + cell


@pytest.mark.parametrize("cell", ["-3.2", "+4", "-12%", "Thurrock", "a=b", "", "’quoted’"])
def test_numbers_and_plain_text_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


def test_a_value_with_separators_quotes_and_line_ends_stays_one_cell() -> None:
    awkward = 'one, "two"\r\n=three'
    assert written(Found("f.csv", None, Finding("r", "note", awkward)))[1][7] == awkward
