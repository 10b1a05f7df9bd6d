"""Delimited text: its delimiter, its first rows, and its rows as DuckDB can read them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import duckdb

from etl.findings import Finding, Refused
from etl.reading.encoding import UTF8, survey
from etl.reading.straighten import straighten
from etl.reading.tables import SAMPLE_ROWS, TOP_ROWS, Peeked, Row, Staged
from etl.sql import count, literal, quoted

_LINE = re.compile(r"\r\n|\r|\n")
_SAID = re.compile(r"sep=(.)\s*")
DELIMITERS = (",", "\t", ";", "|")


def delimiter_of(text: str) -> str:
    """The one of comma, semicolon, tab and bar that cuts the first lines into the most cells, most evenly.

    A first line ``sep=;``, as spreadsheets write it, is believed.
    """
    lines = [line for line in _LINE.split(text, maxsplit=TOP_ROWS)[:TOP_ROWS] if line.strip()]
    said = _SAID.fullmatch(lines[0]) if lines else None
    if said is not None and said[1] in DELIMITERS:
        return said[1]
    best, most = ",", 0
    for candidate in DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=candidate))
        if not counts:
            continue
        width, times = max(counts.items(), key=lambda item: (item[0] > 1) * item[0] * item[1])
        if width > 1 and width * times > most:
            best, most = candidate, width * times
    return best


def text_top(text: str, delimiter: str, *, whole: bool, spaced: bool) -> list[Row]:
    """The first rows of the sample, without its last one where the sample may have cut it."""
    rows: list[Row] = []
    lines = io.StringIO(text, newline="")
    for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced):
        rows.append(row)
        if len(rows) > SAMPLE_ROWS:
            break
    else:
        if not whole and len(rows) > 1:
            rows.pop()
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
    if peeked.encoding == UTF8:
        found = survey(peeked.path)
        findings += filter(None, [found.finding()])
        if found.regular and found.windows_line is None:
            try:
                rows = _read_csv(
                    connection,
                    peeked.path,
                    peeked.delimiter,
                    columns=columns,
                    kept=kept,
                    skip=header_row,
                    table=table,
                )
                return Staged(table, kept, rows)
            except duckdb.Error:
                connection.execute(f"DROP TABLE IF EXISTS {quoted(table)}")
    path = peeked.path.with_suffix(".straight")
    try:
        findings += straighten(peeked, header_row=header_row, width=len(columns), target=path)
        rows = _read_csv(connection, path, ",", columns=columns, kept=kept, skip=0, table=table, ends=r"\n")
    except duckdb.Error as error:
        raise Refused(
            Finding("read_failed", "refuse", "the rows of the file cannot be told apart; export it again as CSV")
        ) from error
    finally:
        path.unlink(missing_ok=True)
    return Staged(table, kept, rows, findings)


def _read_csv(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    delimiter: str,
    *,
    columns: list[str],
    kept: list[str],
    skip: int,
    table: str,
    ends: str | None = None,
) -> int:
    types = ", ".join(f"{literal(f'c{number}')}: 'VARCHAR'" for number in range(len(columns)))
    chosen = "".join(f", c{columns.index(name)} AS {quoted(name)}" for name in kept)
    new_line = f", new_line={literal(ends)}" if ends else ""  # else the first in the file, even inside a cell
    # Row numbers come from the order of insertion, which read_csv keeps: a window over the file would run on one core.
    connection.execute(
        f"CREATE TEMP TABLE {quoted(table)} AS SELECT {chosen[2:]} FROM read_csv({literal(str(path))}, "
        f"columns={{{types}}}, auto_detect=false, header=false, skip={skip}, delim={literal(delimiter)}, "
        f"quote='\"', escape='\"', null_padding=false, strict_mode=true, max_line_size=16777216{new_line})"
    )
    return count(connection, f"SELECT count(*) FROM {quoted(table)}")
