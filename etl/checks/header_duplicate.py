"""Two columns with one name: nobody can say which of them a figure was read from."""

from __future__ import annotations

from collections import Counter

from etl.checks.subject import Header
from etl.findings import Finding
from etl.reading.tables import normal

RULE = "header_duplicate"


def find(header: Header) -> list[Finding]:
    """One finding a repeated name; the first column keeps it, the others are numbered: ``SNP (2)``."""
    names = Counter(normal(cell).casefold() for cell in header.cells if normal(cell))
    return [
        Finding(
            RULE, "warn", f"the header has {name!r} {times} times; only the first goes by that name", header.row, name
        )
        for name, times in names.items()
        if times > 1
    ]
