"""Percentages written as fractions: 0.43 for 43 per cent in the whole column."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.sql import first_row, literal

RULE = "percentage_fraction"
FEWEST = 5
"""Distinct figures between 0 and 1 that make a column of fractions: one small percentage is nothing."""


def find(claims: Claims) -> list[Finding]:
    """Refuses the file. Not where figures just as small are held already: then the indicator is like that."""
    suspects = claims.connection.execute(
        "SELECT CAST(indicator_id AS VARCHAR), any_value(u.name), max(most) FROM claim_profile p "
        "JOIN claim_unit u USING (indicator_id) WHERE u.unit = 'percent' "
        f"GROUP BY 1 HAVING max(most) <= 1 AND min(least) >= 0 AND sum(figures) >= {FEWEST} ORDER BY 1"
    ).fetchall()
    findings = []
    for indicator, name, most in suspects:
        found = first_row(
            claims.connection,
            "SELECT count(DISTINCT value), min(source_row), any_value(source_number) FROM claim "
            f"WHERE indicator_id = {literal(indicator)} AND value > 0 AND value < 1",
        )
        if not found or found[0] < FEWEST or _small(claims, indicator):
            continue
        message = f"{name}: every figure lies between 0 and {most:g}; percentages are written as 43, not as 0.43"
        findings.append(Finding(RULE, "refuse", message, found[1], claims.column(found[2], "value")))
    return findings


def _small(claims: Claims, indicator: str) -> bool:
    if not claims.previous:
        return False
    held = first_row(
        claims.connection,
        f"SELECT max(value) FROM prev.observation WHERE indicator_id = {literal(indicator)}",
    )
    return bool(held and held[0] is not None and held[0] <= 1)
