"""Places by names that nobody bears: Test School 1, Dummy LA, lorem ipsum."""

from __future__ import annotations

import re

from etl.checks.subject import Header
from etl.findings import Finding
from etl.reading.tables import fold, unique_names

RULE = "names_synthetic"
FEWEST = 2
"""Names of one column: a single one may be a person's or a river's (Test Valley)."""

_INVENTED = re.compile(
    r"\b(test|tests|testing|dummy|fake|lorem|ipsum|placeholder|asdf|qwerty|foo|xxx+)\b", re.IGNORECASE
)


def find(header: Header) -> list[Finding]:
    """One finding a column with names of places, where most of the names in the first rows are such."""
    place = header.dataset.place
    wanted = {
        fold(column) for column in (place.name, "school_name", "la_name", "region_name", "cluster_name") if column
    }
    findings = []
    for number, column in enumerate(unique_names(header.cells)):
        if fold(column) not in wanted:
            continue
        names = {row[number].strip(): at for at, row in enumerate(header.below, header.row + 1) if number < len(row)}
        names.pop("", None)
        invented = [name for name in names if _INVENTED.search(name)]
        if len(invented) >= FEWEST and 2 * len(invented) > len(names):
            findings.append(
                Finding(
                    RULE,
                    "warn",
                    f"{len(invented)} of the first {len(names)} names are such as are made up for a trial",
                    names[invented[0]],
                    column,
                    invented[0],
                )
            )
    return findings
