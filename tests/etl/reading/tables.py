"""Small tables written as every kind of file that is read, and read back as the loader does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.cell import WriteOnlyCell

from etl.findings import Finding
from etl.reading.extract import peek, stage

Table = list[list[str]]
"""Rows of cells, the header first."""

SPECIAL = ',;\t|"\r\n'


def csv_text(table: Table, *, delimiter: str = ",", end: str = "\n", quote_all: bool = False) -> str:
    """A cell is quoted where it holds anything that could be taken for structure."""

    def cell(text: str) -> str:
        quoted = quote_all or any(character in SPECIAL for character in text)
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "".join(delimiter.join(cell(text) for text in row) + end for row in table)


def csv_bytes(table: Table) -> bytes:
    return csv_text(table).encode()


def xlsx_bytes(table: Table) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in table:
        cells = [WriteOnlyCell(sheet, text) for text in row]
        for cell in cells:
            cell.data_type = "s"  # a text that begins like a formula is still a text
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Data">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods_of(rows: str) -> bytes:
    """The smallest workbook that is one in the OpenDocument form, with the rows given as its mark-up."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_HEAD + rows + ODS_TAIL)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def ods_bytes(table: Table) -> bytes:
    def cell(text: str) -> str:
        paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'

    return ods_of("".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in table))


def parquet_bytes(table: Table) -> bytes:
    columns = {name: [row[index] for row in table[1:]] for index, name in enumerate(table[0])}
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def zip_bytes(table: Table) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/table.csv", csv_bytes(table))
    return stream.getvalue()


KINDS: dict[str, Callable[[Table], bytes]] = {
    "csv": csv_bytes,
    "xlsx": xlsx_bytes,
    "ods": ods_bytes,
    "parquet": parquet_bytes,
    "zip": zip_bytes,
}


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """One for all: hundreds of examples would spend their time in opening it."""
    return duckdb.connect()


def read(path: Path, *, header_row: int = 1) -> tuple[list[str], list[list[str]], list[Finding]]:
    """The names, the rows in the order of their numbers (blank for null) and the findings of a file's first sheet."""
    peeked = peek(path)
    sheet = peeked.sheets[0]
    connection = _connection()
    connection.execute("DROP TABLE IF EXISTS staged")
    staged = stage(
        connection,
        peeked,
        sheet=sheet.name,
        header_row=header_row,
        header=sheet.top[header_row - 1],
        wanted=None,
        table="staged",
    )
    rows = connection.execute("SELECT * FROM staged ORDER BY rowid").fetchall()
    assert staged.rows == len(rows)
    return staged.columns, [[cell or "" for cell in row] for row in rows], staged.findings
