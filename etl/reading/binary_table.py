"""Parquet files as tables of strings: the text that the same table would have as a CSV."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl.findings import Finding, Refused
from etl.reading.tables import SAMPLE_ROWS, Peeked, Row, Staged
from etl.sql import count, literal, quoted


def parquet_top(path: Path) -> list[Row]:
    """The names of the columns and the first rows; raises :class:`Refused` on what DuckDB cannot read."""
    with path.open("rb") as stream:
        stream.seek(-4, 2)
        end = stream.read()
    if end == b"PARE":
        raise _broken("the parquet file is encrypted; ask for it without a key")
    if end != b"PAR1":
        raise _broken("the parquet file is cut short; fetch it again")
    try:
        schema = pq.read_schema(path)
        with duckdb.connect() as connection:
            source = f"read_parquet({literal(str(path))})"
            chosen = ", ".join(_texts(connection, source))
            rows = connection.execute(f"SELECT {chosen} FROM {source} LIMIT {SAMPLE_ROWS}").fetchall()
    except (pa.ArrowException, duckdb.Error, OSError, ValueError) as error:
        raise _broken("the parquet file cannot be opened: it is damaged; fetch it again") from error
    return [list(schema.names), *[[value or "" for value in row] for row in rows]]


def _broken(message: str) -> Refused:
    return Refused(Finding("parquet_broken", "refuse", message))


def stage_parquet(
    connection: duckdb.DuckDBPyConnection, peeked: Peeked, *, columns: list[str], wanted: set[str], table: str
) -> Staged:
    """The wanted columns as text, in the order of the file."""
    source = f"read_parquet({literal(str(peeked.path))})"
    try:
        texts = _texts(connection, source)
        kept = [(text, name) for text, name in zip(texts, columns, strict=True) if name.casefold() in wanted]
        chosen = ", ".join(f"{text} AS {quoted(name)}" for text, name in kept)
        connection.execute(f"CREATE TABLE {quoted(table)} AS SELECT {chosen} FROM {source}")
    except (duckdb.Error, ValueError) as error:
        raise _broken("the parquet file cannot be read to its end: it is damaged; fetch it again") from error
    return Staged(table, [name for _, name in kept], count(connection, f"SELECT count(*) FROM {quoted(table)}"))


def _texts(connection: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    """Each column as text. Whole numbers kept as doubles (``201.0``) are written as they are meant (``201``), a moment
    at midnight as its day."""
    described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    return [_text(quoted(name), kind) for name, kind, *_ in described]


def _text(cell: str, kind: str) -> str:
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return (
            f"CASE WHEN {cell} = trunc({cell}) AND abs({cell}) < 1e15 THEN CAST(CAST({cell} AS BIGINT) AS VARCHAR) "
            f"ELSE CAST({cell} AS VARCHAR) END"
        )
    if kind.startswith("TIMESTAMP"):
        return (
            f"CASE WHEN CAST({cell} AS TIME) = TIME '00:00:00' THEN CAST(CAST({cell} AS DATE) AS VARCHAR) "
            f"ELSE CAST({cell} AS VARCHAR) END"
        )
    if kind == "BLOB":
        return f"CASE WHEN {cell} IS NOT NULL THEN coalesce(try(decode({cell})), CAST({cell} AS VARCHAR)) END"
    return f"CAST({cell} AS VARCHAR)"
