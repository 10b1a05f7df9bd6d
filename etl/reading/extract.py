"""From the bytes of one file to tables of strings.

A file is first *peeked at* (its kind by magic bytes, its encoding, delimiter, sheets and first rows), so that
:mod:`etl.layouts.detect` can say which dataset it is; only then is it *staged*: an all-text DuckDB table with one
column a header, whose rows are in the order of the file. No type is ever guessed.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.findings import Finding, Refused
from etl.reading.binary_table import parquet_top, stage_parquet
from etl.reading.encoding import decode, encoding_of
from etl.reading.other_kinds import binary, ole_kind, other_kind, page, zip_kind
from etl.reading.tables import Peeked, Row, Sheet, Staged, unique_names
from etl.reading.text_table import delimiter_of, stage_text, text_top
from etl.reading.workbook import stage_workbook, workbook_sheets

SAMPLE_BYTES = 262_144


def peek(path: Path) -> Peeked:
    """The format, encoding, delimiter and first rows of each sheet; raises :class:`Refused` on what is no table."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Refused(Finding("file_empty", "refuse", "the file is empty"))
    if head.startswith(b"PAR1"):
        return Peeked(path, "parquet", [Sheet(None, parquet_top(path))])
    if head.startswith(b"PK\x03\x04"):
        _unless(zip_kind(path))
        return Peeked(path, "workbook", workbook_sheets(path))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        _unless(ole_kind(path))
        return Peeked(path, "workbook", workbook_sheets(path))
    _unless(other_kind(head))
    return _peek_text(path, head)


def _peek_text(path: Path, head: bytes) -> Peeked:
    encoding = encoding_of(head)
    text = decode(head, encoding)
    _unless(binary(text))
    text = text.replace("\x00", "")
    _unless(page(text))
    delimiter = delimiter_of(text)
    spaced = f'{delimiter} "' in text
    top = text_top(text, delimiter, whole=len(head) < SAMPLE_BYTES, spaced=spaced)
    if not any(any(cell.strip() for cell in row) for row in top):
        raise Refused(Finding("file_empty", "refuse", "the file holds no words and no figures"))
    return Peeked(path, "text", [Sheet(None, top)], encoding, delimiter, spaced)


def _unless(finding: Finding | None) -> None:
    if finding is not None:
        raise Refused(finding)


def stage(
    connection: duckdb.DuckDBPyConnection,
    peeked: Peeked,
    *,
    sheet: str | None,
    header_row: int,
    header: Row,
    wanted: set[str] | None,
    table: str,
) -> Staged:
    """Put the rows below ``header_row`` (from 1) into ``table``, all text, only the ``wanted`` columns (lower case).

    ``wanted`` of ``None`` is every column. Blank cells of ``header`` become ``column 7``; a repeated one gets ``(2)``:
    the checks on headers tell of both. Raises :class:`Refused` where the rows cannot be read.
    """
    columns = unique_names(header)
    known = {name.casefold() for name in columns}
    wanted = known if wanted is None or not wanted & known else wanted
    if peeked.format == "parquet":
        return stage_parquet(connection, peeked, columns=columns, wanted=wanted, table=table)
    if peeked.format == "workbook":
        return stage_workbook(
            connection, peeked, sheet=sheet, header_row=header_row, columns=columns, wanted=wanted, table=table
        )
    return stage_text(connection, peeked, header_row=header_row, columns=columns, wanted=wanted, table=table)
