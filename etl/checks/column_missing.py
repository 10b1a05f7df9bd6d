"""A column without which no row of the file can be read."""

from __future__ import annotations

from etl.checks.subject import Header
from etl.datasets import Dataset
from etl.findings import Finding, Refused
from etl.layouts.detect import fold
from etl.yaml_file import nearest

RULE = "column_missing"


def find(header: Header) -> list[Finding]:
    """Refuses the file, naming what every row needs (place, period, value) and the nearest column that it has."""
    if header.dataset.kind != "facts":
        return []
    missing = [
        f"{what}: {' or '.join(columns)}{_near(columns, header)}"
        for what, columns in _needed(header.dataset)
        if not any(fold(column) in header.names for column in columns)
    ]
    if missing:
        raise Refused(
            Finding(RULE, "refuse", f"this is {header.dataset.title}, and it lacks {'; '.join(missing)}", header.row)
        )
    return []


def _needed(dataset: Dataset) -> list[tuple[str, tuple[str, ...]]]:
    """What is needed, and the columns of which one must be there."""
    place, period = dataset.place, dataset.period
    made = {fold(dataset.latest_by.into)} if dataset.latest_by is not None else set()
    needed = [("the place", place.columns if place.by == "one" else (place.column,))]
    if period.by != "declared" and not {fold(c) for c in period.columns} & made:
        needed.append(("the period", period.columns[:1]))
    if dataset.long:
        needed.append(("the indicator", tuple(filter(None, (dataset.series, dataset.indicator)))))
        needed.append(("the value", tuple(filter(None, (dataset.value, dataset.numerator)))))
    computed = {fold(each.name) for each in dataset.computed}
    return [(what, columns) for what, columns in needed if columns and not {fold(c) for c in columns} & computed]


def _near(columns: tuple[str, ...], header: Header) -> str:
    return next((found for column in columns if (found := nearest(fold(column), sorted(header.names)))), "")
