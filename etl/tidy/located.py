"""Staged rows with everything about them worked out once: place, period, cut and numbers, in compact types.

Words become ENUMs, whose order is the alphabet's: comparing, hashing and sorting them are comparisons of small
integers, and five million rows take a tenth of the memory that texts would.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.schema import STATUSES
from etl.sql import literal
from etl.tidy.cells import UNKNOWN, Cells
from etl.tidy.maps import Maps
from etl.tidy.tables import Rows, joined

BLANK = "blank"
STATUS_TYPE = "claim_status"
BASIS_TYPE = "claim_basis"


@dataclass(slots=True)
class Located:
    """A table of located rows: its name, and the SQL names of the columns and conditions that were asked for."""

    table: str
    numbers: dict[str | None, tuple[str, str]] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)

    def number(self, column: str | None) -> str:
        """The number of one of our columns."""
        return self.numbers[column][0] if column in self.numbers else "CAST(NULL AS DOUBLE)"

    def status(self, column: str | None) -> str:
        """What its cell says: ok, a status, blank or unknown."""
        return self.numbers[column][1] if column in self.numbers else f"{literal(BLANK)}::{STATUS_TYPE}"


def enumerate_words(rows: Rows, maps: Maps, *, extract_id: int, constants: dict[str, Iterable[str]]) -> None:
    """Turn the words of the maps into ENUM columns; ``constants`` are further words that sources bring."""
    connection = rows.connection
    connection.execute(
        f"CREATE TYPE IF NOT EXISTS {STATUS_TYPE} AS ENUM ({', '.join(map(literal, (*STATUSES, UNKNOWN, BLANK)))})"
    )
    connection.execute(f"CREATE TYPE IF NOT EXISTS {BASIS_TYPE} AS ENUM ('counts', 'printed')")
    for column, tables in (
        ("place_id", [maps.place]),
        ("phase", [maps.place, maps.cut]),
        ("coverage", [maps.place, maps.cut]),
        ("group_id", [maps.cut]),
        ("period", [maps.period]),
        ("period_kind", [maps.period]),
        ("release", [maps.period]),
        ("indicator_id", []),
    ):
        words = " UNION ".join(
            [f"SELECT {column}::VARCHAR AS w FROM {table} WHERE {column} IS NOT NULL" for table in tables]
            + [f"SELECT {literal(word)} AS w" for word in ("", *constants.get(column, ()))]
        )
        name = enum_type(column, extract_id)
        connection.execute(f"CREATE OR REPLACE TYPE {name} AS ENUM (SELECT w FROM ({words}) ORDER BY w)")
        for table in tables:
            connection.execute(f"ALTER TABLE {table} ALTER {column} TYPE {name}")


def enum_type(column: str, extract_id: int) -> str:
    """The ENUM of one column of one extract."""
    return f"{column}_of_{extract_id}"


def locate(
    rows: Rows,
    *,
    cells: Cells,
    maps: Maps,
    table: str,
    wanted: str,
    columns: list[str | None],
    conditions: list[str],
    series: str | None,
) -> Located:
    """Write ``table``: one row for each used staged row of the period kind ``wanted``.

    ``columns`` are ours whose numbers are needed, ``conditions`` SQL over the staged row. With ``series`` (SQL for the
    row's series) the sources in ``map_source`` are joined as well, and only their rows are kept.
    """
    located = Located(table)
    selected = []
    for number, column in enumerate(dict.fromkeys(c for c in columns if c is not None and cells.has(c))):
        located.numbers[column] = (f"n{number}", f"s{number}")
        selected.append(f"{cells.number(column)} AS n{number}")
        # Cast branch by branch: the constant once, the symbols only where a cell holds no number.
        selected.append(
            f"CASE WHEN n{number} IS NOT NULL THEN 'ok'::{STATUS_TYPE} "
            f"ELSE ({cells.symbol(column)})::{STATUS_TYPE} END AS s{number}"
        )
    for number, condition in enumerate(dict.fromkeys(c for c in conditions if c != "true")):
        located.conditions[condition] = f"w{number}"
        selected.append(f"({condition}) AS w{number}")
    source = (
        ", f.indicator_id, f.scale, f.estimated, f.number, f.group_id AS f_group, f.phase AS f_phase, "
        "f.coverage AS f_coverage"
    )
    in_kind = [f"t.wanted = {literal(wanted)}", *(f"t.k{n} = {key}" for n, key in enumerate(maps.period_key))]
    rows.connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT CAST(s.__row AS INTEGER) AS source_row, p.place_id AS place_id, t.period AS period,
            t.period_kind AS period_kind, t.period_end AS period_end, t.release AS release,
            coalesce(p.phase, c.phase) AS phase, c.group_id AS group_id, coalesce(p.coverage, c.coverage) AS coverage,
            p.stand_in AS stand_in
            {source if series else ""}{"".join(", " + sql for sql in selected)}
        FROM {rows.source} s
        {f"JOIN map_source f ON f.series = {series}" if series else ""}
        JOIN {maps.place} p ON {joined("p", [maps.place_key])}
        JOIN {maps.period} t ON {" AND ".join(in_kind)}
        JOIN {maps.cut} c ON {joined("c", maps.cut_key)}
        WHERE {rows.keep}
    """)  # fmt: skip
    return located
