"""Workbooks, parquet files and zips: typed cells as text, hidden sheets, stray cells, passwords, bombs and tricks."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.datasets import Dataset
from etl.findings import Refused
from etl.layouts.detect import detect
from etl.reading.extract import peek
from etl.reading.receive import Received, Unreadable, receive
from tests.etl.reading.tables import ods_of, read, zip_bytes

KNOWN = Dataset.model_validate(
    {"id": "d", "title": "D", "publisher": "P", "priority": 1, "recognise": {"columns": ["urn", "n"]}}
)
TYPED: list[list[Any]] = [
    [100000, 97.5, date(2023, 9, 1), datetime(2023, 9, 1, 14, 30), True, "c", None],
    [100001, 210.0, date(2024, 2, 29), datetime(2024, 1, 1), False, "0101", 0.08443],
]
TEXTS = [
    ["100000", "97.5", "2023-09-01", "2023-09-01 14:30:00", "true", "c", ""],
    ["100001", "210", "2024-02-29", "2024-01-01", "false", "0101", "0.08443"],
]
NAMES = ["urn", "n", "day", "moment", "flag", "symbol", "rate"]


def book(path: Path, sheets: dict[str, tuple[str, list[list[Any]]]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, (state, rows) in sheets.items():
        sheet = made.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_typed_cells_of_a_workbook_read_as_in_a_csv(tmp_path: Path) -> None:
    path = book(tmp_path / "table.csv", {"Data": ("visible", [NAMES, *TYPED])})
    assert read(path)[:2] == (NAMES, TEXTS)


def test_typed_columns_of_a_parquet_file_read_as_in_a_csv(tmp_path: Path) -> None:
    table = pa.table({name: list(column) for name, column in zip(NAMES, zip(*TYPED, strict=True), strict=True)})
    path = tmp_path / "table.csv"
    pq.write_table(table, path)
    assert read(path)[:2] == (NAMES, TEXTS)
    assert peek(path).sheets[0].top == [NAMES, *TEXTS]


def test_parquet_of_decimals_dictionaries_large_numbers_and_bytes(tmp_path: Path) -> None:
    table = pa.table(
        {
            "rate": pa.array([Decimal("12.50"), Decimal("7.00"), None], pa.decimal128(6, 2)),
            "group": pa.array(["Total", None, "Girls"]).dictionary_encode(),
            "uid": pa.array([9007199254740993, 1, None], pa.int64()),
            "small": pa.array([0.1, None, 3.0], pa.float32()),
            "words": pa.array(["Zoë".encode(), b"", None], pa.binary()),
        }
    )
    path = tmp_path / "table.parquet"
    pq.write_table(table, path)
    assert read(path)[1] == [
        ["12.50", "Total", "9007199254740993", "0.1", "Zoë"],
        ["7", "", "1", "", ""],
        ["", "Girls", "", "3", ""],
    ]


def test_a_hidden_sheet_counts_only_where_no_visible_one_fits(tmp_path: Path) -> None:
    rows = [["urn", "n"], [100000, 1]]
    both = book(
        tmp_path / "a.xlsx", {"old": ("hidden", rows), "Notes": ("visible", [["About"]]), "new": ("visible", rows)}
    )
    (found,) = detect(peek(both), [KNOWN])
    assert (found.sheet, found.findings) == ("new", ())
    alone = book(tmp_path / "b.xlsx", {"Notes": ("visible", [["About"]]), "data": ("veryHidden", rows)})
    (found,) = detect(peek(alone), [KNOWN])
    assert (found.sheet, found.findings[0].rule) == ("data", "sheet_hidden")


def test_every_visible_sheet_that_fits_is_a_table(tmp_path: Path) -> None:
    rows = [["urn", "n"], [100000, 1]]
    path = book(tmp_path / "a.xlsx", {"2023": ("visible", rows), "2024": ("visible", [["Title"], [], *rows])})
    assert [(found.sheet, found.header_row) for found in detect(peek(path), [KNOWN])] == [("2023", 1), ("2024", 3)]


def test_a_table_in_the_middle_of_a_sheet_keeps_its_row_and_column_numbers(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for cell, value in {"C4": "urn", "D4": "n", "C5": 100000, "D5": 1, "C7": 100001, "D7": 2}.items():
        made.active[cell] = value
    made.save(tmp_path / "a.xlsx")
    (found,) = detect(peek(tmp_path / "a.xlsx"), [KNOWN])
    assert found.header_row == 4
    columns, rows, _ = read(tmp_path / "a.xlsx", header_row=4)
    assert columns == ["column 1", "column 2", "urn", "n"]
    assert rows == [["", "", "100000", "1"], ["", "", "", ""], ["", "", "100001", "2"]]


def test_a_stray_cell_in_the_last_corner_is_refused_before_memory_runs_out(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active["A1"], made.active["XFD1048576"] = "urn", "x"
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="reaches over 17,179,869,184 cells"):
        peek(tmp_path / "a.xlsx")


def test_a_cell_repeated_over_a_whole_opendocument_sheet_is_refused_and_empty_ones_are_not(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>urn</text:p></table:table-cell>'
    first = f"<table:table-row>{text}</table:table-row>"
    cell = '<table:table-cell table:number-columns-repeated="16384"{}'
    row = '<table:table-row table:number-rows-repeated="1048575">{}</table:table-row>'
    full = ' office:value-type="string"><text:p>x</text:p></table:table-cell>'
    (tmp_path / "bomb.ods").write_bytes(ods_of(first + row.format(cell.format(full))))
    with pytest.raises(Refused, match="reaches over"):
        peek(tmp_path / "bomb.ods")
    (tmp_path / "usual.ods").write_bytes(ods_of(first + row.format(cell.format("/>"))))
    assert peek(tmp_path / "usual.ods").sheets[0].top[0][0] == "urn"


def packed(members: dict[str, bytes], edit: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if edit is not None:
                edit(info)
            archive.writestr(info, content)
    return stream.getvalue()


def received(folder: Path, content: bytes) -> list[Received | Unreadable]:
    (folder / "pack.zip").write_bytes(content)
    staging = folder / "staging"
    staging.mkdir()
    return list(receive([folder / "pack.zip"], staging=staging))


def test_each_file_of_a_zip_is_received_and_side_notes_are_not(tmp_path: Path) -> None:
    content = packed(
        {"a.csv": b"x,y\n1,2\n", "more/b.csv": b"x,y\n3,4\n", "__MACOSX/a.csv": b"", "readme.md": b"hello"}
    )
    assert [each.name for each in received(tmp_path, content)] == ["pack.zip/a.csv", "pack.zip/more/b.csv"]


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "C:\\a.csv", "x/../../a.csv", "..\\a.csv"])
def test_a_member_that_points_outside_is_refused_and_the_others_stand(tmp_path: Path, name: str) -> None:
    good, bad = sorted(
        received(tmp_path, packed({name: b"x\n", "good.csv": b"y\n"})), key=lambda e: "good" not in e.name
    )
    assert isinstance(good, Received)
    assert isinstance(bad, Unreadable)
    assert bad.finding.rule == "archive_path"
    assert {path.name for path in tmp_path.iterdir()} == {"pack.zip", "staging"}


def test_a_link_inside_a_zip_is_refused(tmp_path: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    (bad,) = received(tmp_path, packed({"a.csv": b"/etc/passwd"}, link))
    assert isinstance(bad, Unreadable)
    assert bad.finding.rule == "archive_path"


@pytest.mark.parametrize("name", ["inner.zip", "inner.csv"])
def test_a_zip_inside_a_zip_is_named_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (bad,) = received(tmp_path, packed({name: zip_bytes([["a", "b"], ["1", "2"]])}))
    assert isinstance(bad, Unreadable)
    assert bad.finding.rule == "archive_nested"


def test_a_member_under_a_password_is_named_as_that(tmp_path: Path) -> None:
    content = bytearray(packed({"a.csv": b"x,y\n1,2\n"}))
    content[6] |= 1  # the flag of encryption, in the member's own head and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (bad,) = received(tmp_path, bytes(content))
    assert isinstance(bad, Unreadable)
    assert (bad.finding.rule, bad.finding.message) == (
        "archive_encrypted",
        "it is under a password; unpack it yourself and load the file",
    )


def test_a_bomb_is_refused_before_it_is_unpacked_and_a_small_even_table_is_not(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (bomb,) = received(tmp_path / "one", packed({"a.csv": b"0" * 80 * 1024**2}))
    assert isinstance(bomb, Unreadable)
    assert bomb.finding.rule == "archive_too_large"
    assert list((tmp_path / "one" / "staging").iterdir()) == []
    (even,) = received(tmp_path / "two", packed({"a.csv": b"x,y\n" + b"0,0\n" * 500_000}))
    assert isinstance(even, Received)


def test_a_document_of_a_word_processor_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    with pytest.raises(Refused, match="a Word document; copy the table"):
        peek(tmp_path / "a.csv")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_workbook_and_a_parquet_file_cut_short_say_so(tmp_path: Path, share: float) -> None:
    path = book(tmp_path / "a.xlsx", {"Data": ("visible", [NAMES, *TYPED])})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(Refused, match="cut short"):
        peek(path)
    pq.write_table(pa.table({"a": ["x"] * 100}), path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(Refused, match="the parquet file is cut short; fetch it again"):
        peek(path)
