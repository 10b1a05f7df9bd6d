"""Claims: what one extract says of every key of the fact table.

A claim is an observation that has not yet won its key. The value is worked out again from numerator and denominator
wherever both are there (basis ``counts``); the printed figure is the fallback (basis ``printed``). Claims are a view
over the located rows, one arm a source: nothing of them is stored until a snapshot is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import duckdb

from etl.datasets import Dataset
from etl.layouts.detect import fold
from etl.sql import first_row, literal
from etl.tidy.arms import Arm, arms_of, batches, claimed, readable, select_of
from etl.tidy.cells import Cells
from etl.tidy.located import Located, enum_type, enumerate_words, locate
from etl.tidy.maps import Maps
from etl.tidy.sources import Bound
from etl.tidy.tables import Rows, write

COLUMNS = (
    "indicator_id, place_id, period, period_kind, period_end, phase, group_id, coverage, value, numerator, "
    "denominator, lower, upper, status, basis, release, extract_id, source_row"
)


@dataclass(frozen=True, slots=True)
class Inserted:
    """The sources for which the file lacks the columns, and the one located table in which no two rows of a cut may
    meet, if all indicators read from it in the same way: keys can then be compared once for all of them."""

    lacking: list[Bound]
    shared_table: str | None


def insert(rows: Rows, *, dataset: Dataset, cells: Cells, bound: list[Bound], maps: Maps, extract_id: int) -> Inserted:
    """Make the view ``claim`` of this extract.

    A claim is struck by its ``claim_key`` in the table ``struck_<extract>``, which the view leaves out.
    """
    lacking = [b for b in bound if not readable(b, dataset, cells)]
    arms = arms_of(dataset, cells, [b for b in bound if b not in lacking])
    enumerate_words(
        rows,
        maps,
        extract_id=extract_id,
        constants={
            "indicator_id": {b.indicator.id for b in bound},
            "group_id": {b.source.group for b in bound if b.source.group},
            "phase": {b.source.phase for b in bound if b.source.phase},
            "coverage": {b.source.coverage for b in bound if b.source.coverage},
        },
    )
    selects: list[str] = []
    filled: list[str] = []
    tables: list[str] = []
    ordered = sorted(arms, key=lambda arm: (arm.bound[0].kind, arm.series))
    for number, ((_, series), members) in enumerate(groupby(ordered, lambda arm: (arm.bound[0].kind, arm.series))):
        for batch in batches(list(members), series=series):
            table = f"located_{extract_id}_{number}_{len(selects)}"
            located = _locate(
                rows, batch, dataset=dataset, cells=cells, maps=maps, table=table, series=series, extract_id=extract_id
            )
            tables.append(table)
            conditions = [claimed(arm, located) for arm in batch]
            selects += [
                select_of(arm, located, condition, number=len(selects) + n, extract_id=extract_id)
                for n, (arm, condition) in enumerate(zip(batch, conditions, strict=True))
            ]
            filled.append(f"SELECT place_id, source_row FROM {table} WHERE {' OR '.join(conditions)}")
    rows.connection.execute(f"CREATE OR REPLACE TABLE struck_{extract_id} (claim_key BIGINT)")
    nothing = (
        f"SELECT {COLUMNS}, NULL::DOUBLE AS printed, 0 AS stand_in, 0 AS source_number, 0 AS claim_key "
        "FROM observation WHERE false"
    )
    rows.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW every_claim_{extract_id} AS {' UNION ALL '.join(selects) or nothing}"
    )
    none = "SELECT place_id, source_row FROM observation WHERE false"
    rows.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW every_used_{extract_id} AS {' UNION ALL '.join(filled) or none}"
    )
    show(rows.connection, extract_id)
    sources = [b for arm in arms for b in arm.bound]
    alike = len({b.indicator.id for b in sources}) == len(sources) and not any(
        arm.series or b.source.group or b.source.phase or b.source.coverage for arm in arms for b in arm.bound
    )
    return Inserted(lacking, tables[0] if alike and len(tables) == 1 else None)


def show(connection: duckdb.DuckDBPyConnection, extract_id: int) -> None:
    """Make the views ``claim`` and ``claim_<extract>`` anew, without the claims that are struck by now, and
    ``used_<extract>`` (place and row of everything that a claim came of).

    An anti-join with an empty table costs as much as one with a full table, so there is none until something is struck.
    """
    claim, used = f"SELECT * FROM every_claim_{extract_id}", f"SELECT * FROM every_used_{extract_id}"
    if first_row(connection, f"SELECT 1 FROM struck_{extract_id} LIMIT 1"):
        claim += f" ANTI JOIN struck_{extract_id} USING (claim_key)"
        # A row that only said again what another row says was used as well.
        used = (
            f"SELECT place_id, source_row FROM claim_{extract_id} UNION ALL SELECT place_id, source_row FROM "
            f"every_claim_{extract_id} SEMI JOIN struck_{extract_id} USING (claim_key) ANTI JOIN rejected "
            "USING (source_row)"
        )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW claim_{extract_id} AS {claim}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW claim AS SELECT * FROM claim_{extract_id}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW used_{extract_id} AS {used}")


def series_condition(dataset: Dataset, cells: Cells, bound: list[Bound]) -> str:
    """Long layouts: only the rows whose series somebody asks for; of our own sheet only those that are filled in."""
    column = dataset.series or dataset.indicator
    if column is None:
        return "true"
    if dataset.indicator is not None:
        figures = [cells.raw(part) for part in (dataset.value, dataset.numerator, dataset.denominator) if part]
        return f"trim(concat({', '.join(figures)})) <> ''"
    keys = [literal(fold(str(b.source.series))) for b in bound if b.source.series]
    return f"{_series(column, cells)} IN ({', '.join(keys)})" if keys else "false"


def _series(column: str, cells: Cells) -> str:
    # Series names are few and repeat: runs of blanks are folded only where there are any.
    word = cells.word(column)
    return f"CASE WHEN contains({word}, '  ') THEN regexp_replace({word}, '\\s+', ' ', 'g') ELSE {word} END"


def _locate(
    rows: Rows,
    arms: list[Arm],
    *,
    dataset: Dataset,
    cells: Cells,
    maps: Maps,
    table: str,
    series: bool,
    extract_id: int,
) -> Located:
    if series:
        _write_sources(rows, arms[0], extract_id=extract_id)
    return locate(
        rows,
        cells=cells,
        maps=maps,
        table=table,
        wanted=arms[0].bound[0].kind,
        columns=[column for arm in arms for column in arm.columns.values()],
        conditions=[arm.condition for arm in arms],
        series=_series(str(dataset.series or dataset.indicator), cells) if series else None,
    )


def _write_sources(rows: Rows, arm: Arm, *, extract_id: int) -> None:
    write(
        rows.connection,
        "map_source",
        {
            "series": [fold(str(b.source.series)) for b in arm.bound],
            "indicator_id": [b.indicator.id for b in arm.bound],
            "group_id": [b.source.group for b in arm.bound],
            "phase": [b.source.phase for b in arm.bound],
            "coverage": [b.source.coverage for b in arm.bound],
            "scale": [int(b.indicator.scale) for b in arm.bound],
            "estimated": [int(b.source.estimated) for b in arm.bound],
            "number": [b.number for b in arm.bound],
        },
    )
    for column in ("indicator_id", "group_id", "phase", "coverage"):
        rows.connection.execute(f"ALTER TABLE map_source ALTER {column} TYPE {enum_type(column, extract_id)}")
