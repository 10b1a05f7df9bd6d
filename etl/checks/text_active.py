"""Names that a spreadsheet would run or a browser would draw: formulas and markup."""

from __future__ import annotations

from etl.checks.named import Named
from etl.findings import Finding
from etl.sql import first_row, quoted
from etl.tidy.maps import cut_columns

RULE = "text_active"


def find(named: Named) -> list[Finding]:
    """One note a column, with its first such cell. Such text stays text: it is escaped wherever it is printed."""
    dataset, cells = named.dataset, named.cells
    ours = [dataset.place.name, *dataset.place.columns, *dataset.place.la, *cut_columns(dataset, cells)]
    ours += ["region_name", "la_name", "lad_name", "school_name"]
    columns = list(dict.fromkeys(part for column in ours for part in cells.parts(column)))
    if not columns:
        return []
    tests = [_active(f"s.{quoted(column)}") for column in columns]
    listed = ", ".join(f"count(*) FILTER ({test}), min(s.__row) FILTER ({test})" for test in tests)
    found = first_row(named.rows.connection, f"SELECT {listed} FROM {named.rows.source} s") or ()
    findings = []
    for number, column in enumerate(columns):
        times, row = found[2 * number], found[2 * number + 1]
        if times:
            cell = first_row(
                named.rows.connection, f"SELECT {quoted(column)} FROM {named.rows.source} WHERE __row = {row}"
            )
            message = f"{times:,} cells of {column} begin like a formula or hold markup; they are kept as plain text"
            findings.append(Finding(RULE, "note", message, row, column, str(cell[0])[:200] if cell else None))
    return findings


def _active(cell: str) -> str:
    """A sign and a digit are a number, a sign alone is a symbol: only what follows a sign makes a formula."""
    formula = (
        f"(ascii({cell}) IN (61, 43, 45, 64, 9, 13) AND regexp_matches({cell}, '^([=@\\t\\r]|[+-]\\s*[A-Za-z(@=])'))"
    )
    return f"({formula} OR (contains({cell}, '<') AND regexp_matches({cell}, '<[A-Za-z/!]')))"
