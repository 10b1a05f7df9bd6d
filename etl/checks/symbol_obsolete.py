"""Symbols that the department has given up: ``~`` and ``:``."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.sql import first_row, quoted

RULE = "symbol_obsolete"


def find(claims: Claims) -> list[Finding]:
    """One note a column; they are read as low and as not available, as they were meant (FORMATS, section 1.2)."""
    if not claims.suspect("p.withheld > 0"):
        return []
    columns = {
        part
        for b in claims.bound
        for name in ("value", "numerator", "denominator")
        for part in claims.cells.parts(claims.column_name(b.number, name))
    }
    findings = []
    for column in sorted(columns):
        test = f"trim(s.{quoted(column)}) IN ('~', ':')"
        found = first_row(
            claims.connection, f"SELECT count(*), min(s.__row), any_value(s.{quoted(column)}) "
            f"FROM {claims.rows.source} s WHERE {test}"
        )  # fmt: skip
        if found and found[0]:
            message = f"{found[0]:,} cells of {column} hold an obsolete symbol; ~ is read as low, : as not available"
            findings.append(Finding(RULE, "note", message, found[1], column, found[2]))
    return findings
