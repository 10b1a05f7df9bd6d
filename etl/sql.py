"""Small pieces of SQL text, and the one way in which a single row is fetched."""

from __future__ import annotations

from typing import Any

import duckdb


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def first_row(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[object] | None = None
) -> tuple[Any, ...] | None:
    """The first row of a select, or ``None``.

    The result is read to its end: a connection with a half-read result refuses to take a table in.
    """
    rows = connection.execute(sql, parameters or []).fetchall()
    return rows[0] if rows else None


def count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The number that a ``SELECT count(*)`` gives."""
    found = first_row(connection, sql)
    return int(found[0]) if found else 0
