"""From the bytes of one file to tables of strings.

A file is first *peeked at* (its kind by magic bytes, its encoding, delimiter, sheets and first rows), so that
:mod:`etl.detect` can say which dataset it is; only then is it *staged*: an all-text DuckDB table with one column a
header, whose rows are in the order of the file. No type is ever guessed.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.binary_table import parquet_top, stage_parquet, stage_workbook, workbook_sheets
from etl.findings import Finding, Refused
from etl.tables import Peeked, Sheet, Staged, unique_names
from etl.text_table import delimiter_of, encoding_of, stage_text, text_top

SAMPLE_BYTES = 262_144


def peek(path: Path) -> Peeked:
    """The format, encoding, delimiter and first rows of each sheet; raises :class:`Refused` on what is no table."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    if not head.strip():
        raise Refused(Finding("file_empty", "refuse", "the file is empty"))
    if head.startswith(b"PAR1"):
        return Peeked(path, "parquet", [Sheet(None, parquet_top(path))])
    if head.startswith(b"PK\x03\x04") or head.startswith(b"\xd0\xcf\x11\xe0"):
        return Peeked(path, "workbook", workbook_sheets(path))
    if b"\x00" in head[:4096] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(Finding("format_unknown", "refuse", "neither text, workbook nor parquet: it cannot be read"))
    encoding = encoding_of(head)
    text = head.decode(encoding, errors="replace")
    if text.lstrip("\ufeff \r\n\t").lower().startswith(("<!doctype", "<html", "<?xml", "%pdf")):
        raise Refused(
            Finding("format_unknown", "refuse", "this is a web page or document, not a table; download the CSV itself")
        )
    delimiter = delimiter_of(text)
    return Peeked(
        path, "text", [Sheet(None, text_top(text, delimiter, whole=len(head) < SAMPLE_BYTES))], encoding, delimiter
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
        return stage_parquet(connection, peeked, columns=columns, wanted=wanted, table=table)
    if peeked.format == "workbook":
        return stage_workbook(connection, peeked, sheet=sheet, header_row=header_row, columns=columns, table=table)
    return stage_text(connection, peeked, header_row=header_row, columns=columns, wanted=wanted, table=table)
