"""Any tidy table comes back cell for cell and row for row, whatever kind of file it is written to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from etl.reading.receive import Received, receive
from tests.etl.reading.tables import KINDS, SPECIAL, Table, csv_text, read, zip_bytes

NAMES = ["time_period", "LA (name)", "Pupils", "% absent", "Naïve rate", "St John’s", "£ per pupil", "urn"]
CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "c",
            "14,472",
            "3.4%",
            "£45,421",
            "8.443E-2",
            "Zoë’s",
            "Bedford; Luton",
            "x\ty",
            'the "old" one',
            "two\nlines",
            "0101",
            "−5.2",
            "1\xa0234",
            "café",
            "=SUM(A1)",
            "2023-09-01",
            "NULL",
            " padded ",
            "–",
        ]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A header of two to five names and up to a dozen rows, the last of which is not blank."""
    header = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    width = len(header)
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=12))
    return [header, *rows, ["E92000001", *["1"] * (width - 1)]]


def plain(rows: Table) -> Table:
    """Cells without blanks at their edges: no reader of cells keeps those."""
    return [[cell.strip(" ") for cell in row] for row in rows]


HOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@HOW
@given(
    table=tables(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quote_all=st.booleans(),
    last_end=st.booleans(),
)
def test_a_delimited_text_comes_back(
    tmp_path: Path, table: Table, encoding: str, delimiter: str, end: str, quote_all: bool, last_end: bool
) -> None:
    text = csv_text(table, delimiter=delimiter, end=end, quote_all=quote_all)
    text = text if last_end else text.removesuffix(end)
    if encoding == "cp1252":
        text = text.replace("−", "-")
        table = [[cell.replace("−", "-") for cell in row] for row in table]
    path = tmp_path / "table.txt"
    path.write_bytes(text.encode(encoding))
    columns, rows, _ = read(path)
    assert columns == table[0]
    assert plain(rows) == plain(table[1:])


@HOW
@given(table=tables(), ends=st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=14, max_size=14))
def test_mixed_line_ends_end_every_row_once(tmp_path: Path, table: Table, ends: list[str]) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("".join(csv_text([row], end=end) for row, end in zip(table, ends, strict=False)).encode())
    assert plain(read(path)[1]) == plain(table[1:])


@pytest.mark.parametrize("kind", ["xlsx", "ods", "parquet"])
@HOW
@given(table=tables())
def test_a_workbook_or_parquet_file_comes_back_under_any_name(tmp_path: Path, kind: str, table: Table) -> None:
    assume(kind != "ods" or not any("  " in cell or "\t" in cell for row in table for cell in row))
    path = tmp_path / "table.csv"
    path.write_bytes(KINDS[kind](table))
    columns, rows, findings = read(path)
    assert columns == table[0]
    assert plain(rows) == plain(table[1:])
    assert findings == []


@HOW
@given(table=tables())
def test_a_table_in_a_zip_comes_back(tmp_path: Path, table: Table) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(zip_bytes(table))
    staging = tmp_path / f"staging-{len(list(tmp_path.iterdir()))}"
    staging.mkdir()
    (received,) = receive([path], staging=staging)
    assert isinstance(received, Received)
    assert received.name == "pack.zip/data/table.csv"
    assert plain(read(received.path)[1]) == plain(table[1:])


def test_every_special_character_stands_inside_a_cell_unharmed(tmp_path: Path) -> None:
    table = [["a", "b"], [SPECIAL, "1"], ["2", SPECIAL * 3]]
    path = tmp_path / "table.csv"
    path.write_bytes(csv_text(table).encode())
    assert read(path)[1] == table[1:]
