"""Claims: what one extract says of every key of the fact table, compiled to SQL and run in one statement a source.

A claim is an observation that has not yet won its key. The value is worked out again from numerator and denominator
wherever both are there (basis ``counts``); the printed figure is the fallback (basis ``printed``).
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.datasets import Dataset
from etl.detect import fold
from etl.extract import literal
from etl.tidy.cells import Cells
from etl.tidy.maps import Maps, Rows, joined, write
from etl.tidy.sources import Bound

COLUMNS = (
    "indicator_id, place_id, period, period_kind, period_end, phase, group_id, coverage, value, numerator, "
    "denominator, lower, upper, status, basis, release, extract_id, source_row"
)

CREATE = """
CREATE OR REPLACE TABLE claim (
    indicator_id VARCHAR, place_id VARCHAR, period VARCHAR, period_kind VARCHAR, period_end DATE, phase VARCHAR,
    group_id VARCHAR, coverage VARCHAR, value DOUBLE, numerator DOUBLE, denominator DOUBLE, lower DOUBLE,
    upper DOUBLE, status VARCHAR, basis VARCHAR, release VARCHAR, extract_id INTEGER, source_row INTEGER,
    source_number INTEGER
)
"""


@dataclass(frozen=True, slots=True)
class Arm:
    """One INSERT: the sources that it covers, and the columns and conditions that they share."""

    bound: list[Bound]
    value: str | None
    numerator: str | None
    denominator: str | None
    lower: str | None
    upper: str | None
    condition: str


def insert(rows: Rows, *, dataset: Dataset, cells: Cells, bound: list[Bound], maps: Maps, extract_id: int) -> list[Bound]:
    """Fill the table ``claim`` from the staged rows; returns the sources for which the file lacks the columns."""
    lacking = [b for b in bound if not _readable(b, dataset, cells)]
    usable = [b for b in bound if b not in lacking]
    for arm in _arms(dataset, cells, usable):
        _insert_arm(rows, arm, dataset=dataset, cells=cells, maps=maps, extract_id=extract_id)
    return lacking


def series_condition(dataset: Dataset, cells: Cells, bound: list[Bound]) -> str:
    """Long layouts: only the rows whose series somebody asks for."""
    column = dataset.series or dataset.indicator
    if column is None:
        return "true"
    keys = [literal(fold(str(b.source.series))) for b in bound if b.source.series]
    if dataset.indicator is not None or not keys:
        return "true" if dataset.indicator is not None else "false"
    return f"{_series(column, cells)} IN ({', '.join(keys)})"


def _series(column: str, cells: Cells) -> str:
    # Series names are few and repeat: runs of blanks are folded only where there are any.
    word = cells.word(column)
    return f"CASE WHEN contains({word}, '  ') THEN regexp_replace({word}, '\\s+', ' ', 'g') ELSE {word} END"


def _column(b: Bound, name: str, dataset: Dataset) -> str | None:
    own = getattr(b.source, name)
    return own if own is not None or not dataset.long else getattr(dataset, name)


def _readable(b: Bound, dataset: Dataset, cells: Cells) -> bool:
    value, numerator, denominator = (_column(b, name, dataset) for name in ("value", "numerator", "denominator"))
    where = all(cells.has(column) for column in b.source.where)
    return where and (cells.has(value) or (cells.has(numerator) and cells.has(denominator)))


def _arms(dataset: Dataset, cells: Cells, bound: list[Bound]) -> list[Arm]:
    """A wide layout has one arm a source; a long one shares an arm between sources that read the same columns."""
    shared: dict[tuple[str | None, ...], list[Bound]] = {}
    for b in bound:
        names = tuple(_column(b, name, dataset) for name in ("value", "numerator", "denominator", "lower", "upper"))
        condition = " AND ".join(cells.among(column, words) for column, words in sorted(b.source.where.items()))
        own = condition or "true"
        key = (*names, own) if dataset.long and b.source.series else (*names, own, str(b.number))
        shared.setdefault(key, []).append(b)
    return [Arm(members, *key[:5], condition=str(key[5])) for key, members in shared.items()]


def _insert_arm(rows: Rows, arm: Arm, *, dataset: Dataset, cells: Cells, maps: Maps, extract_id: int) -> None:
    long = dataset.long and arm.bound[0].source.series is not None
    series_column = dataset.series or dataset.indicator
    write(
        rows.connection,
        "map_source",
        {
            "series": [fold(b.source.series) if b.source.series else None for b in arm.bound],
            "indicator_id": [b.indicator.id for b in arm.bound],
            "wanted": [b.kind for b in arm.bound],
            "group_id": [b.source.group for b in arm.bound],
            "phase": [b.source.phase for b in arm.bound],
            "coverage": [b.source.coverage for b in arm.bound],
            "scale": [int(b.indicator.scale) for b in arm.bound],
            "estimated": [int(b.source.estimated) for b in arm.bound],
            "number": [b.number for b in arm.bound],
        },
    )
    join = f"f.series = {_series(str(series_column), cells)}" if long else "true"
    parts = {"v": arm.value, "n": arm.numerator, "d": arm.denominator}
    numbers = ", ".join(
        f"{cells.number(column)} AS __{name}"
        for name, column in (*parts.items(), ("lo", arm.lower), ("up", arm.upper))
    )
    statuses = ", ".join(f"{cells.status(column, f'__{name}')} AS __{name}s" for name, column in parts.items())
    rows.connection.execute(f"""
        INSERT INTO claim
        SELECT indicator_id, place_id, period, period_kind, period_end, phase, group_id, coverage,
            CASE WHEN counted THEN __n / __d * scale
                 ELSE coalesce(__v, CASE WHEN __d > 0 THEN __n / __d * scale END) END,
            coalesce(__n, CASE WHEN estimated = 1 THEN __v * __d / scale END), __d, __lo, __up,
            CASE WHEN __v IS NOT NULL OR (__n IS NOT NULL AND __d > 0) THEN 'ok'
                 WHEN __n IS NOT NULL AND __d = 0 THEN 'not_applicable'
                 WHEN __vs NOT IN ('ok', 'blank') THEN __vs
                 WHEN __ns NOT IN ('ok', 'blank') THEN __ns
                 ELSE __ds END,
            CASE WHEN counted THEN 'counts' ELSE 'printed' END,
            release, {extract_id}, __row, number
        FROM (
            SELECT s.__row, {numbers}, {statuses},
                coalesce(__n IS NOT NULL AND __d > 0 AND f.estimated = 0, false) AS counted,
                f.indicator_id AS indicator_id, f.scale AS scale, f.estimated AS estimated, f.number AS number,
                p.place_id AS place_id, t.period AS period, t.period_kind AS period_kind,
                t.period_end AS period_end, t.release AS release,
                coalesce(f.phase, p.phase, c.phase) AS phase, coalesce(f.group_id, c.group_id) AS group_id,
                coalesce(f.coverage, p.coverage, c.coverage) AS coverage
            FROM {rows.source} s
            JOIN map_source f ON {join}
            JOIN {maps.place} p ON {joined("p", [maps.place_key])}
            JOIN {maps.period} t ON t.wanted = f.wanted{_and(joined("t", maps.period_key))}
            JOIN {maps.cut} c ON {joined("c", maps.cut_key)}
            WHERE {rows.keep} AND {arm.condition}
        )
        WHERE __v IS NOT NULL OR (__n IS NOT NULL AND __d IS NOT NULL)
            OR __vs NOT IN ('ok', 'blank') OR __ns NOT IN ('ok', 'blank') OR __ds NOT IN ('ok', 'blank')
    """)  # fmt: skip


def _and(condition: str) -> str:
    return "" if condition == "true" else f" AND {condition}"
