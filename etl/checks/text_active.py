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
    doubted = ", ".join(f"bool_or({_doubtful(f's.{quoted(column)}')})" for column in columns)
    suspects = first_row(named.rows.connection, f"SELECT {doubted} FROM {named.rows.source} s") or ()
    findings = []
    for column, suspect in zip(columns, suspects, strict=True):
        if not suspect:
            continue
        cell = f"s.{quoted(column)}"
        found = first_row(
            named.rows.connection,
            f"SELECT count(*), min(s.__row), min_by({cell}, s.__row) FROM {named.rows.source} s "
            f"WHERE {_doubtful(cell)} AND {_active(cell)}",
        )
        if found and found[0]:
            message = f"{found[0]:,} cells of {column} begin like a formula or hold markup; they are kept as plain text"
            findings.append(Finding(RULE, "note", message, found[1], column, str(found[2])[:200]))
    return findings


def _doubtful(cell: str) -> str:
    """The cheap question, asked of every row."""
    return f"(ascii({cell}) IN (61, 43, 45, 64, 9, 13) OR contains({cell}, '<'))"


def _active(cell: str) -> str:
    """A sign and a digit are a number, a sign alone is a symbol: only what follows a sign makes a formula."""
    return f"regexp_matches({cell}, '^([=@\\t\\r]|[+-]\\s*[A-Za-z(@=])|<[A-Za-z/!]')"
