"""A filter that some rows leave blank: nobody says whether they are of all pupils or of an unknown group."""

from __future__ import annotations

from etl.checks.named import Named
from etl.findings import Finding
from etl.tidy.maps import cut_columns
from etl.tidy.tables import listed

RULE = "filter_blank"


def find(named: Named) -> list[Finding]:
    """One finding a column that is filled elsewhere in the file; a column that is blank throughout says nothing.

    In DfE's tidy layout only: tables with a row type leave what is said of schools blank for areas.
    """
    if not named.by_levels:
        return []
    findings, total = [], 0
    for number, column in enumerate(cut_columns(named.dataset, named.cells)):
        blank = [word for word in named.maps.cuts if not word.key[number].strip()]
        if not blank or len(blank) == len(named.maps.cuts):
            continue
        rows = sum(word.rows for word in blank)
        name = named.cells.parts(column)[0]
        message = f"{rows:,} rows leave {name} blank where others fill it: of all pupils, or of nobody knows whom?"
        findings.append(Finding(RULE, "warn", message, min(word.first for word in blank), name))
        total += rows
    return listed(findings, total)
