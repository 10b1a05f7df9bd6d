"""Workbooks (XLSX, XLSB, XLS, ODS) as tables of strings, a block of rows at a time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa
import python_calamine

from etl.findings import Finding, Refused
from etl.reading.tables import SAMPLE_ROWS, Peeked, Row, Sheet, Staged
from etl.sql import count, quoted

MOST_CELLS = 40_000_000
"""A sheet is held in memory as a full rectangle; beyond this (2 million rows of 20 columns) it is to come as CSV."""
BATCH = 20_000


def workbook_sheets(path: Path) -> list[Sheet]:
    """The first rows of every sheet, hidden ones marked."""
    with _Reading(path):
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        hidden = {
            each.name for each in book.sheets_metadata if each.visible != python_calamine.SheetVisibleEnum.Visible
        }
        sheets = []
        for each in book.sheets_metadata:
            if each.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            rows = book.get_sheet_by_name(each.name).to_python(skip_empty_area=False, nrows=SAMPLE_ROWS)
            sheets.append(Sheet(each.name, [[cell(value) for value in row] for row in rows], each.name in hidden))
        return sheets


def stage_workbook(
    connection: duckdb.DuckDBPyConnection,
    peeked: Peeked,
    *,
    sheet: str | None,
    header_row: int,
    columns: list[str],
    wanted: set[str],
    table: str,
) -> Staged:
    """The wanted columns of one sheet below its header; blank rows at the end are none."""
    kept = [(index, name) for index, name in enumerate(columns) if name.casefold() in wanted]
    schema = pa.schema([(name, pa.string()) for _, name in kept])
    with _Reading(peeked.path):
        book = python_calamine.CalamineWorkbook.from_path(str(peeked.path))
        rows = _rows(book.get_sheet_by_name(str(sheet)), header_row, [index for index, _ in kept])
        reader = pa.RecordBatchReader.from_batches(schema, _batches(rows, schema))
        connection.register("workbook_rows", reader)
        try:
            connection.execute(f"CREATE TABLE {quoted(table)} AS SELECT * FROM workbook_rows")
        finally:
            connection.unregister("workbook_rows")
    return Staged(table, [name for _, name in kept], count(connection, f"SELECT count(*) FROM {quoted(table)}"))


def cell(value: Any) -> str:
    """A cell as it would stand in a CSV: whole numbers without a point, dates as yyyy-mm-dd."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    return str(value)


def _rows(sheet: python_calamine.CalamineSheet, header_row: int, indexes: list[int]) -> Iterator[Row]:
    """The rows below the header, without the blank ones at the end (a sheet may be formatted to its last row)."""
    left = sheet.start[1] if sheet.start is not None else 0  # blank columns before the first filled one are left out
    places, blank = [index - left for index in indexes], 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number <= header_row:
            continue
        cells = [cell(row[index]) if 0 <= index < len(row) else "" for index in places]
        if not any(text.strip() for text in cells):
            blank += 1
            continue
        for _ in range(blank):
            yield [""] * len(indexes)
        blank = 0
        yield cells


def _batches(rows: Iterator[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    block: list[Row] = []
    for row in rows:
        block.append(row)
        if len(block) == BATCH:
            yield _batch(block, schema)
            block = []
    if block:
        yield _batch(block, schema)


def _batch(block: list[Row], schema: pa.Schema) -> pa.RecordBatch:
    return pa.record_batch([pa.array(cells, pa.string()) for cells in zip(*block, strict=True)], schema=schema)


class _Reading:
    """Whatever goes wrong inside the library that reads workbooks becomes a refusal in words; a workbook that would
    take more memory than there is is refused before it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        if zipfile.is_zipfile(self.path):
            _check_size(self.path)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, Refused | KeyboardInterrupt | SystemExit | MemoryError):
            return
        if isinstance(error, python_calamine.PasswordError):
            message = "the workbook is protected by a password; take it off and load it again"
        else:
            said = str(error).split("\n", maxsplit=1)[0][:200]
            message = f"the workbook cannot be opened ({said}); it is cut short or damaged: fetch or save it again"
        raise Refused(Finding("workbook_broken", "refuse", message)) from error


_ROW = re.compile(rb'<row [^>]*?\br="(\d+)"')
_COLUMN = re.compile(rb'\br="([A-Z]{1,3})\d')
_REPEATED = re.compile(rb"<table:table-(row|cell)\b[^>]*?(?:/>|>)")
_TIMES = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def _check_size(path: Path) -> None:
    """Refuse a workbook in which some sheet's filled rectangle is too large: one stray cell in the last row and column
    makes it 17 thousand million cells."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename):
                    with archive.open(member) as stream:
                        cells = _extent_xlsx(stream)
                elif member.filename == "content.xml":
                    with archive.open(member) as stream:
                        cells = _extent_ods(stream)
                else:
                    continue
                if cells > MOST_CELLS:
                    raise Refused(_too_large(cells))
    except Refused:
        raise
    except Exception as error:
        message = "the workbook is cut short or damaged: fetch or save it again"
        raise Refused(Finding("workbook_broken", "refuse", message)) from error


def _too_large(cells: int) -> Finding:
    return Finding(
        "workbook_too_large",
        "refuse",
        f"a sheet of the workbook reaches over {cells:,} cells. Delete what stands far out to the right or below the "
        "table, or save the sheet as CSV and load that",
    )


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    last = b""
    while block := stream.read(1024 * 1024):
        joined = last + block
        end = joined.rfind(b">") + 1
        yield joined[:end]
        last = joined[end:]
        if len(last) > 64 * 1024 * 1024:
            return


def _extent_xlsx(stream: IO[bytes]) -> int:
    height, columns = 0, set[bytes]()
    for block in _blocks(stream):
        height = max([height, *map(int, _ROW.findall(block))])
        columns.update(_COLUMN.findall(block))
    return height * max(map(_number, columns), default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _extent_ods(stream: IO[bytes]) -> int:
    """Rows and columns that repeat an empty cell to the edge of the sheet are usual and take no memory."""
    rows, times, widest, width = 0, 1, 0, 0
    filled = False
    for block in _blocks(stream):
        for found in _REPEATED.finditer(block):
            said = _TIMES.search(found[0])
            repeated = int(said[1]) if said else 1
            if found[1] == b"row":
                rows += times if filled else 0
                times, width, filled = repeated, 0, False
            elif b"value" in found[0] or not found[0].endswith(b"/>"):
                width += repeated
                widest, filled = max(widest, width), True
            else:
                width += repeated
    return (rows + (times if filled else 0)) * widest
