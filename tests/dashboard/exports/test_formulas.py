"""Whatever somebody called a school or wrote into a note: no spreadsheet runs it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from dashboard.exports.about import About
from dashboard.exports.cells import Number
from dashboard.exports.grid import Column, Grid
from dashboard.exports.table_csv import table_csv
from dashboard.exports.table_xlsx import table_xlsx

ACTIVE = ("=", "+", "-", "@", "\t", "\r")
TEXTS = st.builds(str.__add__, st.sampled_from(["", *ACTIVE, " =", "'="]), st.text(max_size=12))


def about(title: str) -> About:
    built = datetime(2026, 5, 6, 9, tzinfo=UTC)
    return About(title, "", "", "", "Source", "", "", "20260506T090000000Z-0", built, "http://board/", date(2026, 5, 7))


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
def test_no_cell_of_a_csv_begins_like_a_formula(texts: list[str], name: str):
    content = table_csv(Grid((Column(name, tuple(texts)),)), about(name)).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content, newline="")):
        for cell in row:
            assert not cell.lstrip(" ").startswith(ACTIVE) or _is_number(cell)


def test_a_negative_number_stays_a_number():
    made = Grid((Column("Change", (Number(-3.2, decimals=1), "=1+1", "-3.2")),))
    found = [row[0] for row in csv.reader(io.StringIO(table_csv(made, about("x")).decode("utf-8-sig")))]
    assert found == ["Change", "-3.2", "'=1+1", "-3.2"]


@settings(max_examples=20)  # a workbook is written and read for each
@given(st.lists(TEXTS, min_size=1, max_size=8), TEXTS)
def test_every_text_of_a_workbook_is_kept_as_the_text_that_it_is(texts: list[str], name: str):
    book = load_workbook(io.BytesIO(table_xlsx(Grid((Column(name, tuple(texts)),)), about(name))))
    sheet = book["Table"]
    written = [name, *texts]
    for row, text in enumerate(written, start=1):
        cell = sheet.cell(row, 1)
        assert cell.data_type != "f"
        # XML has one sign for the end of a line, and the format's own control marks are left out.
        assert _lines(cell.value or "") == _lines(ILLEGAL_CHARACTERS_RE.sub("", text))
        assert cell.quotePrefix or not text.startswith(ACTIVE)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", ""))
    except ValueError:
        return False
    return True
