"""Small tables between Python and SQL: distinct words out, maps and rows in, findings cut to a readable number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from etl.findings import Finding
from etl.sql import quoted

LISTED = 25
"""Findings of one kind that are listed one by one; the last of them tells how many more there are."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The staged rows that matter: ``source`` is a table or view aliased ``s``, ``keep`` a condition on it."""

    connection: duckdb.DuckDBPyConnection
    source: str
    keep: str


def joined(alias: str, key: list[str]) -> str:
    """The join condition of a row with its entry in a map."""
    return " AND ".join(f"{alias}.k{number} = {sql}" for number, sql in enumerate(key)) or "true"


def distinct(rows: Rows, key: list[str]) -> list[tuple[tuple[str, ...], int, int]]:
    """Each combination of words with its number of rows and its first row."""
    if not key:
        return [((), 0, 0)]
    listed = ", ".join(f"{sql} AS k{number}" for number, sql in enumerate(key))
    names = ", ".join(f"k{number}" for number in range(len(key)))
    found = rows.connection.execute(
        f"SELECT {names}, count(*), min(__row) FROM (SELECT {listed}, s.__row FROM {rows.source} s "
        f"WHERE {rows.keep}) GROUP BY {names} ORDER BY {names}"
    ).fetchall()
    return [(tuple(row[:-2]), row[-2], row[-1]) for row in found]


def write(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence[object]]) -> None:
    """A map table from columns; every column is text but dates and numbers keep their type."""
    arrays = {}
    for column, values in columns.items():
        sample = next((value for value in values if value is not None), None)
        kind: pa.DataType = (
            pa.date32() if isinstance(sample, date) else pa.int32() if isinstance(sample, int) else pa.string()
        )
        arrays[column] = pa.array(values, kind)
    connection.register("map_rows", pa.table(arrays))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} AS SELECT * FROM map_rows")
    connection.unregister("map_rows")


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Add rows to a table in the order of its columns; one statement, where ``executemany`` would take one a row."""
    if rows:
        write(connection, "appended", {f"c{n}": [row[n] for row in rows] for n in range(len(rows[0]))})
        connection.execute(f"INSERT INTO {table} SELECT * FROM appended")


def listed(findings: list[Finding], rows: int) -> list[Finding]:
    """At most :data:`LISTED` findings of one rule, the last one telling what is left out."""
    if len(findings) <= LISTED:
        return findings
    last = findings[0]
    left = len(findings) - LISTED + 1
    return [
        *findings[: LISTED - 1],
        Finding(last.rule, last.severity, f"and {left:,} more such values, {rows:,} rows in all"),
    ]


def times(message: str, number: int) -> str:
    return message if number == 1 else f"{message} ({number:,} rows)"
