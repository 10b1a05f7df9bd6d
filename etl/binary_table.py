"""Workbooks (XLSX, ODS, XLS) and parquet files as tables of strings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import python_calamine

from etl.findings import Finding, Refused
from etl.sql import count, literal, quoted
from etl.tables import SAMPLE_ROWS, Peeked, Row, Sheet, Staged


def workbook_sheets(path: Path) -> list[Sheet]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=SAMPLE_ROWS)
            sheets.append(Sheet(name, [[_cell(cell) for cell in row] for row in rows]))
        return sheets
    except python_calamine.CalamineError as error:
        raise Refused(Finding("workbook_broken", "refuse", f"the workbook cannot be opened: {error}")) from error


def _cell(value: Any) -> str:
    """A cell as it would stand in a CSV: whole numbers without a point, dates as yyyy-mm-dd."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _workbook_batches(rows: list[list[Any]], columns: list[str]) -> Iterator[pa.RecordBatch]:
    width = len(columns)
    for start in range(0, len(rows), 20_000):
        block = [
            [_cell(cell) for cell in row[:width]] + [""] * (width - len(row)) for row in rows[start : start + 20_000]
        ]
        yield pa.record_batch([pa.array(cells, pa.string()) for cells in zip(*block, strict=True)], names=columns)


def stage_workbook(
    connection: duckdb.DuckDBPyConnection,
    peeked: Peeked,
    *,
    sheet: str | None,
    header_row: int,
    columns: list[str],
    table: str,
) -> Staged:
    book = python_calamine.CalamineWorkbook.from_path(str(peeked.path))
    rows = book.get_sheet_by_name(str(sheet)).to_python(skip_empty_area=False)[header_row:]
    while rows and not any(str(cell).strip() for cell in rows[-1]):
        rows.pop()
    schema = pa.schema([(name, pa.string()) for name in columns])
    reader = pa.RecordBatchReader.from_batches(schema, _workbook_batches(rows, columns))
    connection.register("workbook_rows", reader)
    connection.execute(f"CREATE TABLE {quoted(table)} AS SELECT * FROM workbook_rows")
    connection.unregister("workbook_rows")
    return Staged(table, columns, len(rows))


def parquet_top(path: Path) -> list[Row]:
    try:
        file = pq.ParquetFile(path)
        first = next(file.iter_batches(batch_size=SAMPLE_ROWS), None)
    except pa.ArrowInvalid as error:
        raise Refused(Finding("parquet_broken", "refuse", f"the parquet file cannot be opened: {error}")) from error
    rows = [] if first is None else [["" if v is None else _cell(v) for v in row.values()] for row in first.to_pylist()]
    return [list(file.schema_arrow.names), *rows]


def stage_parquet(
    connection: duckdb.DuckDBPyConnection, peeked: Peeked, *, columns: list[str], wanted: set[str], table: str
) -> Staged:
    """Whole numbers kept as doubles (``201.0``) are written as they are meant (``201``)."""
    source = f"read_parquet({literal(str(peeked.path))})"
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    chosen, kept = [], []
    for name, (original, kind, *_) in zip(columns, described, strict=True):
        if name.casefold() not in wanted:
            continue
        cell = quoted(original)
        if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
            cell = (
                f"CASE WHEN {cell} = trunc({cell}) AND abs({cell}) < 1e15 THEN CAST(CAST({cell} AS BIGINT) AS VARCHAR) "
                f"ELSE CAST({cell} AS VARCHAR) END"
            )
        chosen.append(f"CAST({cell} AS VARCHAR) AS {quoted(name)}")
        kept.append(name)
    connection.execute(f"CREATE TABLE {quoted(table)} AS SELECT {', '.join(chosen)} FROM {source}")
    return Staged(table, kept, count(connection, f"SELECT count(*) FROM {quoted(table)}"))
