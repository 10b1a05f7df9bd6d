"""An indicator of the dataset for which this file has no column: told, since a reader would look for the figure."""

from __future__ import annotations

from etl.datasets import Dataset
from etl.findings import Finding
from etl.tidy.cells import Cells
from etl.tidy.sources import Bound

RULE = "column_absent"


def find(lacking: list[Bound], bound: list[Bound], dataset: Dataset, cells: Cells) -> list[Finding]:
    """One note for each indicator of which the file has no column at all, naming the columns that were looked for."""
    read = {b.indicator.id for b in bound if b not in lacking}
    findings = {}
    for b in lacking:
        if b.indicator.id not in read and b.indicator.id not in findings:
            wanted = (b.source.value, b.source.numerator, b.source.denominator, *b.source.where)
            missing = ", ".join(dict.fromkeys(column for column in wanted if column and not cells.has(column)))
            findings[b.indicator.id] = Finding(
                RULE, "note", f"{b.indicator.name} is not in this file of {dataset.title}: no {missing}"
            )
    return list(findings.values())
