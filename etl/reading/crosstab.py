"""A crosstab turned into rows: one for every figure, with what its header says in columns of their own."""

from __future__ import annotations

import duckdb

from etl.dataset_parts import Crosstab
from etl.layouts.detect import Detected
from etl.reading.tables import Staged, unique_names
from etl.sql import literal, quoted

TURNED = "turned"


def turn(connection: duckdb.DuckDBPyConnection, crosstab: Crosstab, detected: Detected, staged: Staged) -> str:
    """Write the table ``turned`` and return its name: ``crosstab.rows``, ``names`` and ``value``, and in ``__row`` the
    place (from 0) of the row that each figure stood in."""
    columns = unique_names(detected.header)
    figures = [
        "{"
        + ", ".join([*(f"n{n}: {literal(word)}" for n, word in enumerate(words)), f"v: {quoted(columns[index])}"])
        + "}"
        for index, words in sorted(detected.said.items())
    ]
    left = [f"{quoted(columns[index])} AS {quoted(name)}" for index, name in enumerate(crosstab.rows)]
    named = [f"u.n{n} AS {quoted(name)}" for n, name in enumerate(crosstab.names)]
    connection.execute(f"DROP TABLE IF EXISTS {TURNED}")
    connection.execute(
        f"CREATE TABLE {TURNED} AS SELECT {', '.join([*left, *named])}, u.v AS {quoted(crosstab.value)}, __row FROM ("
        f"SELECT *, rowid AS __row, unnest([{', '.join(figures)}]) AS u FROM {quoted(staged.table)}) ORDER BY __row"
    )
    return TURNED
