"""A column of figures without a name."""

from __future__ import annotations

from etl.checks.subject import Header
from etl.findings import Finding
from etl.reading.tables import normal

RULE = "header_blank"


def find(header: Header) -> list[Finding]:
    """A finding for each unnamed column that holds something in the first rows; empty columns at the edge are none."""
    return [
        Finding(
            RULE, "warn", f"column {number} has figures but no name; it is not read", header.row, f"column {number}"
        )
        for number, cell in enumerate(header.cells, start=1)
        if not normal(cell) and any(len(row) >= number and row[number - 1].strip() for row in header.below)
    ]
