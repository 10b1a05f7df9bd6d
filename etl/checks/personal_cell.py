"""Pupils' numbers anywhere below the first rows."""

from __future__ import annotations

from etl.findings import Finding, Refused
from etl.personal import is_upn
from etl.sql import first_row, quoted
from etl.tidy.tables import Rows

RULE = "personal_cell"
_LENGTH = 13


def find(rows: Rows) -> list[Finding]:
    """Refuses the file at the first number that has its check letter; the cell itself is never told.

    Looked for in every column that is read: of a local file that is every column that it has. The length of a cell is
    tested before anything else, so that a large file costs next to nothing.
    """
    described = rows.connection.execute(f"DESCRIBE SELECT * FROM {rows.source}").fetchall()
    columns = [name for name, kind, *_ in described if kind == "VARCHAR"]
    if not columns:
        return []
    sized = ", ".join(f"bool_or({_sized(column)})" for column in columns)
    suspects = first_row(rows.connection, f"SELECT {sized} FROM {rows.source} s") or ()
    for column, suspect in zip(columns, suspects, strict=True):
        if not suspect:
            continue
        cell = quoted(column)
        words = rows.connection.execute(
            f"SELECT {cell}, s.__row FROM {rows.source} s WHERE {_sized(column)} "
            f"AND regexp_matches({cell}, '(?i)^ *[A-HJ-NP-RT-Z][0-9]{{11}}') ORDER BY s.__row LIMIT 10000"
        ).fetchall()
        at = next((number for word, number in words if is_upn(word)), None)
        if at is not None:
            message = f"{column} holds unique pupil numbers: nothing of this file is kept"
            raise Refused(Finding(RULE, "refuse", message, at, column, "(hidden)"))
    return []


def _sized(column: str) -> str:
    """Bytes, which are stored, and not letters, which would have to be counted; up to two blanks around."""
    return f"strlen(s.{quoted(column)}) BETWEEN {_LENGTH} AND {_LENGTH + 2}"
