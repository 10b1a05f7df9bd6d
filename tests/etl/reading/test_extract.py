"""Bytes become tables of strings: encodings, delimiters, broken rows, workbooks under other names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.findings import Refused
from etl.reading.extract import peek, stage
from etl.reading.tables import Staged, unique_names


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def staged(connection: duckdb.DuckDBPyConnection, path: Path, *, header_row: int = 1) -> Staged:
    peeked = peek(path)
    header = peeked.sheets[0].top[header_row - 1]
    sheet = peeked.sheets[0].name
    return stage(connection, peeked, sheet=sheet, header_row=header_row, header=header, wanted=None, table="staged")


def rows(connection: duckdb.DuckDBPyConnection) -> list[tuple[str | None, ...]]:
    return connection.execute("SELECT * FROM staged").fetchall()


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "Zoë’s"), ("utf-8-sig", "Zoë’s"), ("cp1252", "Zoë’s"), ("utf-16", "Zoë’s")],
)
def test_an_apostrophe_and_an_umlaut_survive_every_encoding(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, encoding: str, name: str
) -> None:
    path = tmp_path / "school.csv"
    lines = ["URN,Name", f"100000,{name}", *(f"{urn},St Mary’s Primary School" for urn in range(100001, 100040))]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    assert staged(connection, path).columns == ["URN", "Name"]
    assert rows(connection)[0] == ("100000", "Zoë’s")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_most_evenly(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, delimiter: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"a{delimiter}b{delimiter}c\n1{delimiter}x, y{delimiter}3\n".replace("x, y", '"x, y"'))
    staged(connection, path)
    assert rows(connection) == [("1", "x, y", "3")]


def test_letters_and_leading_zeros_are_never_taken_for_numbers(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    path.write_text("code,value\n" + "0101,1\n" * 30_000 + "0101,c\n")
    assert staged(connection, path).rows == 30_001
    assert connection.execute("SELECT DISTINCT code FROM staged").fetchall() == [("0101",)]
    assert rows(connection)[-1] == ("0101", "c")


def test_a_row_that_breaks_off_is_named_and_its_cells_are_kept(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b,c\n1,2,3\n4,5")
    (finding,) = staged(connection, path).findings
    assert (finding.rule, finding.severity, finding.row) == ("row_truncated", "warn", 3)
    assert rows(connection)[1][:2] == ("4", "5")


def test_a_row_with_too_many_cells_is_left_out_since_nobody_can_say_which_are_right(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1,2\n3,4,5\n6,7\n")
    (finding,) = staged(connection, path).findings
    assert (finding.rule, finding.severity, finding.row) == ("row_ragged", "reject", 3)
    assert [row[0] or None for row in rows(connection)] == ["1", None, "6"]


def test_blank_lines_do_not_shift_the_row_numbers(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n1,2\n\n3,4\n\n\n")
    staged(connection, path)
    assert connection.execute("SELECT rowid FROM staged WHERE a = '3'").fetchall() == [(2,)]


def test_a_workbook_is_one_whatever_its_name(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Places, 2015"], ["LAEstab", "Capacity"], [2013614, 210.0], [2022019, 97.5]):
        book.active.append(row)
    book.save(tmp_path / "UD1.xlsx")
    path = (tmp_path / "UD1.xlsx").rename(tmp_path / "UD1.csv")
    assert peek(path).format == "workbook"
    staged(connection, path, header_row=2)
    assert rows(connection) == [("2013614", "210"), ("2022019", "97.5")]


def test_whole_numbers_kept_as_floats_are_written_as_they_are_meant(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    pq.write_table(pa.table({"LA Number": [201.0, None], "Values": ["8.443E-2", "-"]}), tmp_path / "b.parquet")
    staged(connection, tmp_path / "b.parquet")
    assert rows(connection) == [("201", "8.443E-2"), (None, "-")]


def test_a_file_named_like_a_pattern_reads_no_other_file(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """The loader stages files under names of its own; a pattern in the name must not reach DuckDB."""
    from etl.reading.receive import Received, receive

    for name, value in (("[ab].csv", "pattern"), ("a.csv", "other"), ("b.csv", "other")):
        (tmp_path / name).write_text(f"x,y\n{value},1\n")
    staging = tmp_path / "staging"
    staging.mkdir()
    (received,) = receive([tmp_path / "[ab].csv"], staging=staging)
    assert isinstance(received, Received)
    staged(connection, received.path)
    assert rows(connection) == [("pattern", "1")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"\x00\x01\x02\x03" * 100, "neither text, workbook nor parquet"),
        (b"PK\x03\x04 not really", "workbook or zip file that is cut short"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "file.csv").write_bytes(content)
    with pytest.raises(Refused, match=words):
        peek(tmp_path / "file.csv")


def test_blank_and_repeated_headers_get_names_of_their_own() -> None:
    assert unique_names(["URN", "", "SNP", " snp ", "Pupil:     Teacher Ratio"]) == [
        "URN",
        "column 2",
        "SNP",
        "snp (2)",
        "Pupil: Teacher Ratio",
    ]
