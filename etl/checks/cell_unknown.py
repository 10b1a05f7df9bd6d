"""A cell that is neither a number nor a symbol that the dataset knows."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.sql import literal, quoted
from etl.tidy.cells import UNKNOWN
from etl.tidy.tables import listed

RULE = "cell_unknown"


def find(claims: Claims) -> list[Finding]:
    """One finding a word with its first row; a guess (suppressed? zero?) is never made."""
    if not claims.suspect("p.unknown > 0"):
        return []
    found: dict[tuple[str, str], tuple[int, int]] = {}
    numbers = claims.connection.execute(
        f"SELECT DISTINCT source_number FROM claim WHERE status = {literal(UNKNOWN)} ORDER BY 1"
    ).fetchall()
    for (number,) in numbers:
        for part in ("value", "numerator", "denominator"):
            for column in claims.cells.parts(claims.column_name(number, part)):
                # Several indicators may read one column: its cells are told once.
                found |= {(column, word): (row, times) for word, row, times in _words(claims, number, column)}
    claims.take_out(f"c.status = {literal(UNKNOWN)}")
    findings = [
        Finding(RULE, "reject", f"{word!r} is neither a number nor a known symbol ({times:,} cells)", row, column, word)
        for (column, word), (row, times) in found.items()
    ]
    return listed(findings, sum(times for _, times in found.values()))


def _words(claims: Claims, number: int, column: str) -> list[tuple[str, int, int]]:
    symbols = ", ".join(literal(symbol) for symbol in claims.dataset.status_of)
    cell = f"s.{quoted(column)}"
    return claims.connection.execute(
        f"SELECT {cell}, min(s.__row), count(*) FROM {claims.rows.source} s JOIN claim c ON c.source_row = s.__row "
        f"WHERE c.status = {literal(UNKNOWN)} AND c.source_number = {number} "
        f"AND {claims.cells.mark(cell)} NOT IN ({symbols}) AND {claims.cells.as_number(cell)} IS NULL "
        "GROUP BY 1 ORDER BY 2"
    ).fetchall()
