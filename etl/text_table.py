"""Delimited text: its encoding, its delimiter, and its rows as DuckDB can read them."""

from __future__ import annotations

import csv
import io
import mmap
from collections import Counter
from pathlib import Path
from typing import Literal

import duckdb
from charset_normalizer import from_bytes

from etl.findings import Finding
from etl.sql import count, literal, quoted
from etl.tables import SAMPLE_ROWS, TOP_ROWS, Peeked, Row, Staged

csv.field_size_limit(16 * 1024 * 1024)


def encoding_of(head: bytes) -> str:
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


def delimiter_of(text: str) -> str:
    """The one of comma, semicolon, tab and bar that cuts the first lines into the most cells, most evenly."""
    lines = [line for line in text.splitlines()[:TOP_ROWS] if line.strip()]
    best, most = ",", 0
    for candidate in (",", "\t", ";", "|"):
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        width, times = max(counts.items(), key=lambda item: (item[0] > 1) * item[0] * item[1])
        if width > 1 and width * times > most:
            best, most = candidate, width * times
    return best


def text_top(text: str, delimiter: str, *, whole: bool) -> list[Row]:
    rows = []
    for row in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter):
        rows.append(row)
        if len(rows) > SAMPLE_ROWS:
            break
    else:
        if not whole and len(rows) > 1:
            rows.pop()  # the sample may end inside its last row
    return rows


def stage_text(
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
