"""The arms of the view of claims: sources that read the same columns, and the SELECT that each becomes."""

from __future__ import annotations

from dataclasses import dataclass

from etl.datasets import Dataset
from etl.sql import literal
from etl.tidy.cells import Cells
from etl.tidy.located import BASIS_TYPE, STATUS_TYPE, Located, enum_type
from etl.tidy.sources import Bound

PARTS = ("value", "numerator", "denominator", "lower", "upper")
_SAID = "'ok', 'blank'"
"""What a cell says that is no symbol."""


@dataclass(frozen=True, slots=True)
class Arm:
    """Sources that read the same columns of the same rows, and become one SELECT of the view."""

    bound: list[Bound]
    columns: dict[str, str | None]
    condition: str
    series: bool


def _column(b: Bound, name: str, dataset: Dataset) -> str | None:
    own: str | None = getattr(b.source, name)
    return own if own is not None or not dataset.long else getattr(dataset, name)


def readable(b: Bound, dataset: Dataset, cells: Cells) -> bool:
    """Whether the file has the columns of a source: a value, or both counts, and those that it is chosen by."""
    value, numerator, denominator = (_column(b, name, dataset) for name in PARTS[:3])
    where = all(cells.has(column) for column in b.source.where)
    return where and (cells.has(value) or (cells.has(numerator) and cells.has(denominator)))


def arms_of(dataset: Dataset, cells: Cells, bound: list[Bound]) -> list[Arm]:
    """A wide layout has one arm a source; a long one shares an arm between the series that read the same columns."""
    shared: dict[tuple[object, ...], Arm] = {}
    for b in bound:
        columns = {name: _column(b, name, dataset) for name in PARTS}
        series, where = dataset.long and b.source.series is not None, _where(b, cells)
        key = (*columns.values(), where, series, b.kind, None if series else b.number)
        shared.setdefault(key, Arm([], columns, where, series)).bound.append(b)
    return list(shared.values())


def _where(b: Bound, cells: Cells) -> str:
    return " AND ".join(cells.among(column, words) for column, words in sorted(b.source.where.items())) or "true"


def batches(arms: list[Arm], *, series: bool) -> list[list[Arm]]:
    """Arms that can read one located table: all of a wide layout; of a long one each by itself (its own series)."""
    return [[arm] for arm in arms] if series else [arms]


def claimed(arm: Arm, located: Located) -> str:
    """Whether a located row says anything for the arm: a figure, both counts, or a symbol."""
    v, n, d = (located.number(arm.columns[name]) for name in PARTS[:3])
    condition = located.conditions.get(arm.condition, "true")
    symbols = " OR ".join(f"{located.status(arm.columns[name])} NOT IN ({_SAID})" for name in PARTS[:3])
    return f"({condition} AND ({v} IS NOT NULL OR ({n} IS NOT NULL AND {d} IS NOT NULL) OR {symbols}))"


def select_of(arm: Arm, located: Located, condition: str, *, number: int, extract_id: int) -> str:
    """One arm of the view. Sums over a printed figure with its cohort get a numerator back where the source says that
    it is an estimate."""
    v, n, d = (located.number(arm.columns[name]) for name in PARTS[:3])
    vs, ns, ds = (located.status(arm.columns[name]) for name in PARTS[:3])
    b, series = arm.bound[0], arm.series
    scale = "scale" if series else repr(b.indicator.scale)
    estimated = "estimated = 1" if series else str(b.source.estimated).lower()

    def over(column: str, own: str | None) -> str:
        if series:
            return f"coalesce(f_{column.removesuffix('_id')}, {column})"
        return f"{literal(own)}::{enum_type(column, extract_id)}" if own else column

    indicator = "indicator_id" if series else f"{literal(b.indicator.id)}::{enum_type('indicator_id', extract_id)}"
    return f"""
        SELECT {indicator} AS indicator_id, place_id, period, period_kind, period_end,
            {over("phase", b.source.phase)} AS phase, {over("group_id", b.source.group)} AS group_id,
            {over("coverage", b.source.coverage)} AS coverage,
            CASE WHEN {d} > 0 AND {n} IS NOT NULL AND NOT ({estimated} AND {v} IS NOT NULL) THEN {n} / {d} * {scale}
                 ELSE {v} END AS value,
            coalesce({n}, CASE WHEN {estimated} THEN {v} * {d} / {scale} END) AS numerator, {d} AS denominator,
            {located.number(arm.columns["lower"])} AS lower, {located.number(arm.columns["upper"])} AS upper,
            CASE WHEN {v} IS NOT NULL OR ({n} IS NOT NULL AND {d} > 0) THEN 'ok'
                 WHEN {n} IS NOT NULL AND {d} = 0 THEN 'not_applicable'
                 WHEN {vs} NOT IN ({_SAID}) THEN {vs} WHEN {ns} NOT IN ({_SAID}) THEN {ns} ELSE {ds}
                 END::{STATUS_TYPE} AS status,
            CASE WHEN {d} > 0 AND {n} IS NOT NULL AND NOT {estimated} THEN 'counts' ELSE 'printed'
                 END::{BASIS_TYPE} AS basis,
            release, {extract_id} AS extract_id, source_row, {v} AS printed, stand_in,
            {"number" if series else b.number} AS source_number, {number << 40}::BIGINT + rowid AS claim_key
        FROM {located.table}
        WHERE {condition}
    """  # fmt: skip
