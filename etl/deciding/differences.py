"""What one snapshot says otherwise than another: observations new, changed and gone, and claims that lost.

Asked before a load counts ("what would change?") and after ("what changed since March?"). Two figures differ when
their value, counts, interval, status or release do; where they were read from is no difference.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl import schema
from etl.schema import KEY
from etl.sql import literal

EXAMPLES = 5
"""Figures shown for each indicator, those that changed first."""

_SAID = ("value", "numerator", "denominator", "lower", "upper", "status", "release")
_KEY = ", ".join(KEY)
_ROW = ", ".join((*KEY, *_SAID))


@dataclass(frozen=True, slots=True)
class Example:
    """One figure before and after; a status stands where there is no value, ``None`` where there was no row."""

    place: str
    period: str
    group: str
    phase: str
    before: float | str | None
    after: float | str | None
    release_before: str | None
    release_after: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """How many observations of one indicator are new, changed and gone, with the first few of them."""

    indicator: str
    new: int
    changed: int
    gone: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Claims to a key that another claim holds, which this load brought: how many, and why they lost."""

    indicator: str
    because: str
    claims: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; ``reference`` counts rows new and gone of ``place``, ``membership``, ``inspection``."""

    indicators: tuple[Changed, ...]
    overlaps: tuple[Overlap, ...]
    reference: dict[str, tuple[int, int]]

    @property
    def observations(self) -> tuple[int, int, int]:
        """New, changed and gone, of all indicators together."""
        return (
            sum(each.new for each in self.indicators),
            sum(each.changed for each in self.indicators),
            sum(each.gone for each in self.indicators),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values, as a proposal keeps them and the command prints them."""
        new, changed, gone = self.observations
        return {
            "observations": {"new": new, "changed": changed, "gone": gone},
            "indicators": [asdict(each) | {"examples": [asdict(e) for e in each.examples]} for each in self.indicators],
            "overlaps": [asdict(each) for each in self.overlaps],
            "reference": {table: {"new": new, "gone": gone} for table, (new, gone) in self.reference.items()},
        }


def difference(before: Path | None, after: Path) -> Difference:
    """Compare two snapshot files; without an earlier one everything is new. Reads both, writes neither."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(str(after))} AS after (READ_ONLY)")
        if before is None:
            connection.execute("ATTACH ':memory:' AS before")
            for name in ("observation", "observation_history", *(table.name for table in schema.REFERENCE)):
                connection.execute(f"CREATE TABLE before.{name} AS SELECT * FROM after.{name} LIMIT 0")
        else:
            connection.execute(f"ATTACH {literal(str(before))} AS before (READ_ONLY)")
        differing = _differing(connection)
        return Difference(
            indicators=tuple(
                found for indicator in differing if (found := _changed(connection, indicator)) is not None
            ),
            overlaps=_overlaps(connection),
            reference=_reference(connection),
        )


def _differing(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Indicators whose rows are not all the same: one pass over each side, no join."""
    sums = f"SELECT indicator_id, count(*) AS n, bit_xor(hash({_ROW})) AS x FROM {{}}.observation GROUP BY 1"
    found = connection.execute(
        f"SELECT indicator_id FROM ({sums.format('before')}) b FULL JOIN ({sums.format('after')}) a "
        "USING (indicator_id) WHERE b.n IS DISTINCT FROM a.n OR b.x IS DISTINCT FROM a.x ORDER BY 1"
    ).fetchall()
    return [row[0] for row in found]


def _changed(connection: duckdb.DuckDBPyConnection, indicator: str) -> Changed | None:
    only = f"WHERE indicator_id = {literal(indicator)}"
    differs = " OR ".join(f"b.{column} IS DISTINCT FROM a.{column}" for column in _SAID)
    match = " AND ".join(f"b.{column} = a.{column}" for column in KEY)
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE differing AS
        SELECT {", ".join(f"coalesce(a.{column}, b.{column}) AS {column}" for column in KEY)},
            CASE WHEN b.status IS NULL THEN 'new' WHEN a.status IS NULL THEN 'gone' ELSE 'changed' END AS how,
            b.value AS value_before, b.status AS status_before, b.release AS release_before,
            a.value AS value_after, a.status AS status_after, a.release AS release_after
        FROM (SELECT {_ROW} FROM before.observation {only}) b
        FULL JOIN (SELECT {_ROW} FROM after.observation {only}) a ON {match}
        WHERE b.status IS NULL OR a.status IS NULL OR {differs}
    """)  # fmt: skip
    counts = dict(connection.execute("SELECT how, count(*) FROM differing GROUP BY 1").fetchall())
    if not counts:
        return None
    rows = connection.execute(
        "SELECT place_id, period, group_id, phase, value_before, status_before, value_after, status_after, "
        "release_before, release_after FROM differing ORDER BY CASE how WHEN 'changed' THEN 0 WHEN 'gone' THEN 1 "
        f"ELSE 2 END, period DESC, place_id, {_KEY} LIMIT {EXAMPLES}"
    ).fetchall()
    examples = (
        Example(place, period, group, phase, _said(v0, s0), _said(v1, s1), r0, r1)
        for place, period, group, phase, v0, s0, v1, s1, r0, r1 in rows
    )
    return Changed(indicator, counts.get("new", 0), counts.get("changed", 0), counts.get("gone", 0), tuple(examples))


def _said(value: float | None, status: str | None) -> float | str | None:
    return status if value is None else value


def _overlaps(connection: duckdb.DuckDBPyConnection) -> tuple[Overlap, ...]:
    """Claims that stand in the history now and did not before, by indicator and reason."""
    row = f"{_ROW}, lost_because"
    found = connection.execute(
        f"SELECT indicator_id, lost_because, count(*) FROM (SELECT {row} FROM after.observation_history "
        f"EXCEPT ALL SELECT {row} FROM before.observation_history) GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    return tuple(Overlap(*each) for each in found)


def _reference(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Places, memberships and grades that extracts brought; what the project itself ships is no news."""
    counts = {}
    for table in (schema.place, schema.membership, schema.inspection):
        columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name not in ("extract_id", "source_row"))
        here, there = (
            f"SELECT {columns} FROM {side}.{table.name} WHERE extract_id IS NOT NULL" for side in ("after", "before")
        )
        found = connection.execute(
            f"SELECT (SELECT count(*) FROM ({here} EXCEPT {there})), (SELECT count(*) FROM ({there} EXCEPT {here}))"
        ).fetchone()
        if found and any(found):
            counts[table.name] = (int(found[0]), int(found[1]))
    return counts
