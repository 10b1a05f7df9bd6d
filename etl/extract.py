"""From the bytes of one file to tables of strings.

A file is first *peeked at* (its kind by magic bytes, its encoding, delimiter, sheets and first rows), so that
:mod:`etl.detect` can say which dataset it is; only then is it *staged*: an all-text DuckDB table with one column a
header and ``source_row``, the row number that a spreadsheet shows. No type is ever guessed.
"""

from __future__ import annotations

import csv
import io
import mmap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import python_calamine
from charset_normalizer import from_bytes

from etl.findings import Finding, Refused
from etl.sql import count, literal, quoted

TOP_ROWS = 30
SAMPLE_BYTES = 262_144
csv.field_size_limit(16 * 1024 * 1024)

Row = list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file as seen from its top: ``top`` holds the first rows, header and titles included."""

    name: str | None
    top: list[Row]


@dataclass(frozen=True, slots=True)
class Peeked:
    """What is known of a file before it is staged."""

    path: Path
    format: Literal["text", "workbook", "parquet"]
    sheets: list[Sheet]
    encoding: str = "utf-8"
    delimiter: str = ","


@dataclass(slots=True)
class Staged:
    """An all-text table in DuckDB: ``columns`` in file order, ``source_row`` beside them."""

    table: str
    columns: list[str]
    rows: int
    findings: list[Finding] = field(default_factory=list)


def normal(name: str) -> str:
    """A header without padding or runs of blanks: ``' Pupil:     Teacher Ratio'`` reads as ``Pupil: Teacher Ratio``."""
    return " ".join(name.replace("\u00a0", " ").replace("\ufeff", "").split())


def peek(path: Path) -> Peeked:
    """The format, encoding, delimiter and first rows of each sheet; raises :class:`Refused` on what is no table."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    if not head.strip():
        raise Refused(Finding("file_empty", "refuse", "the file is empty"))
    if head.startswith(b"PAR1"):
        return Peeked(path, "parquet", [Sheet(None, _parquet_top(path))])
    if head.startswith(b"PK\x03\x04") or head.startswith(b"\xd0\xcf\x11\xe0"):
        return Peeked(path, "workbook", _workbook_sheets(path))
    if b"\x00" in head[:4096] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(Finding("format_unknown", "refuse", "neither text, workbook nor parquet: it cannot be read"))
    encoding = _encoding(head)
    text = head.decode(encoding, errors="replace")
    if text.lstrip("\ufeff \r\n\t").lower().startswith(("<!doctype", "<html", "<?xml", "%pdf")):
        raise Refused(
            Finding("format_unknown", "refuse", "this is a web page or document, not a table; download the CSV itself")
        )
    delimiter = _delimiter(text)
    return Peeked(
        path, "text", [Sheet(None, _text_top(text, delimiter, whole=len(head) < SAMPLE_BYTES))], encoding, delimiter
    )


def stage(
    connection: duckdb.DuckDBPyConnection,
    peeked: Peeked,
    *,
    sheet: str | None,
    header_row: int,
    wanted: set[str],
    table: str,
) -> Staged:
    """Put the rows below ``header_row`` (from 1) into ``table``, all text, only the ``wanted`` columns (lower case).

    Blank headers become ``column 7``; a repeated one gets ``(2)``: the checks on headers tell of both.
    """
    header = next(s for s in peeked.sheets if s.name == sheet).top[header_row - 1]
    columns = unique_names(header)
    if peeked.format == "parquet":
        return _stage_parquet(connection, peeked, columns=columns, wanted=wanted, table=table)
    if peeked.format == "workbook":
        return _stage_workbook(connection, peeked, sheet=sheet, header_row=header_row, columns=columns, table=table)
    return _stage_text(connection, peeked, header_row=header_row, columns=columns, wanted=wanted, table=table)


def unique_names(header: Row) -> list[str]:
    """Header cells as column names: normal spacing, none blank, none twice (case does not tell two apart)."""
    names, seen = [], Counter[str]()
    for number, cell in enumerate(header, start=1):
        name = normal(cell) or f"column {number}"
        seen[name.casefold()] += 1
        names.append(name if seen[name.casefold()] == 1 else f"{name} ({seen[name.casefold()]})")
    return names


# --- text -------------------------------------------------------------------------------------------------------


def _encoding(head: bytes) -> str:
    """UTF-8 unless the bytes say otherwise; cp1252 stands in for the Latin family that the register comes in."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 4:  # the sample ends inside a character
            return "utf-8-sig"
        best = from_bytes(head).best()
        guess = best.encoding if best else "cp1252"
        return "cp1252" if guess.startswith(("cp", "latin", "iso8859", "mac", "hp")) else guess
    return "utf-8-sig"


def _delimiter(text: str) -> str:
    """The one of comma, semicolon, tab and bar that cuts the first lines into the most cells, most evenly."""
    lines = [line for line in text.splitlines()[:TOP_ROWS] if line.strip()]
    best, most = ",", 0
    for candidate in (",", "\t", ";", "|"):
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        width, times = max(counts.items(), key=lambda item: (item[0] > 1) * item[0] * item[1])
        if width > 1 and width * times > most:
            best, most = candidate, width * times
    return best


def _text_top(text: str, delimiter: str, *, whole: bool) -> list[Row]:
    rows = []
    for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter):
        rows.append(row)
        if len(rows) > TOP_ROWS + 200:
            break
    else:
        if not whole and len(rows) > 1:
            rows.pop()  # the sample may end inside its last row
    return rows


def _stage_text(
    connection: duckdb.DuckDBPyConnection,
    peeked: Peeked,
    *,
    header_row: int,
    columns: list[str],
    wanted: set[str],
    table: str,
) -> Staged:
    """DuckDB reads a regular UTF-8 file itself; one that it refuses is straightened row by row first."""
    kept = [name for name in columns if name.casefold() in wanted]
    findings: list[Finding] = []
    path, skip = peeked.path, header_row
    if peeked.encoding == "utf-8-sig" and not _has_blank_lines(peeked.path):
        try:
            rows = _read_csv(connection, path, peeked.delimiter, columns=columns, kept=kept, skip=skip, table=table)
            return Staged(table, kept, rows)
        except duckdb.Error:
            connection.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
    path = peeked.path.with_suffix(".straight")
    findings = _straighten(peeked, header_row=header_row, width=len(columns), target=path)
    rows = _read_csv(connection, path, ",", columns=columns, kept=kept, skip=0, table=table)
    path.unlink()
    return Staged(table, kept, rows, findings)


def _has_blank_lines(path: Path) -> bool:
    """DuckDB skips them, and every row number after one would be wrong; at the very end they do no harm."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = len(content)
        while end and content[end - 1] in b"\r\n":
            end -= 1
        return content.find(b"\n\n", 0, end) >= 0 or content.find(b"\n\r\n", 0, end) >= 0


def _read_csv(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    delimiter: str,
    *,
    columns: list[str],
    kept: list[str],
    skip: int,
    table: str,
) -> int:
    types = ", ".join(f"{literal(f'c{number}')}: 'VARCHAR'" for number in range(len(columns)))
    chosen = "".join(f", c{columns.index(name)} AS {quoted(name)}" for name in kept)
    # Row numbers come from the order of insertion, which read_csv keeps: a window over the file would run on one core.
    connection.execute(
        f"CREATE TEMP TABLE {quoted(table)} AS SELECT {chosen[2:]} FROM read_csv({literal(str(path))}, "
        f"columns={{{types}}}, auto_detect=false, header=false, skip={skip}, delim={literal(delimiter)}, "
        "quote='\"', escape='\"', null_padding=false, strict_mode=true, max_line_size=16777216)"
    )
    return count(connection, f"SELECT count(*) FROM {quoted(table)}")


def _straighten(peeked: Peeked, *, header_row: int, width: int, target: Path) -> list[Finding]:
    """Write the rows below the header as regular UTF-8 CSV, one record for each of the file's.

    A row with too few cells is filled up with blanks, one with filled cells too many is blanked and named: which of
    its cells are the right ones nobody can say. Blank lines stay as blank records, so that row numbers hold.
    """
    short, long_, findings = list[tuple[int, int]](), list[tuple[int, int]](), list[Finding]()
    last_filled = 0
    with (
        peeked.path.open("r", encoding=peeked.encoding, errors="replace", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as sink,
    ):
        reader = csv.reader((line.replace("\x00", "") for line in source), delimiter=peeked.delimiter)
        writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for number, row in enumerate(reader, start=1):
            if number <= header_row:
                continue
            last_filled = number if row else last_filled
            if row and len(row) < width:
                short.append((number, len(row)))
            if any(cell.strip() for cell in row[width:]):
                long_.append((number, len(row)))
                writer.writerow([""] * width)
            else:
                writer.writerow(row[:width] + [""] * (width - len(row)))
    if short and short[-1][0] == last_filled and len(short) == 1:
        number, cells = short[0]
        findings.append(
            Finding(
                "row_truncated",
                "warn",
                f"the last row breaks off after {cells} of {width} cells: the file is cut "
                "short, what is missing is unknown",
                row=number,
            )
        )
    elif short:
        findings.append(
            _ragged(short, width, "warn", "fewer cells than the header; the missing ones are read as blank")
        )
    if long_:
        findings.append(_ragged(long_, width, "reject", "more cells than the header; those rows are left out"))
    return findings


def _ragged(rows: list[tuple[int, int]], width: int, severity: Literal["warn", "reject"], what: str) -> Finding:
    counted = "1 row has" if len(rows) == 1 else f"{len(rows):,} rows have"
    return Finding("row_ragged", severity, f"{counted} {what} (first: {rows[0][1]} of {width})", row=rows[0][0])


# --- workbooks and parquet --------------------------------------------------------------------------------------


def _workbook_sheets(path: Path) -> list[Sheet]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=TOP_ROWS + 200)
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


def _stage_workbook(
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


def _parquet_top(path: Path) -> list[Row]:
    try:
        file = pq.ParquetFile(path)
        first = next(file.iter_batches(batch_size=200), None)
    except pa.ArrowInvalid as error:
        raise Refused(Finding("parquet_broken", "refuse", f"the parquet file cannot be opened: {error}")) from error
    rows = [] if first is None else [["" if v is None else _cell(v) for v in row.values()] for row in first.to_pylist()]
    return [list(file.schema_arrow.names), *rows]


def _stage_parquet(
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
