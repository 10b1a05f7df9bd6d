"""Figures that nobody counted: one number throughout, or numbers in a row."""

from __future__ import annotations

from etl.checks.profile import LEVELS
from etl.checks.subject import Claims
from etl.findings import Finding
from etl.sql import first_row, literal

RULE = "values_synthetic"
FEWEST = 20
"""Places of one cut: fewer may well agree."""


def find(claims: Claims) -> list[Finding]:
    """One finding an indicator. Constant but for 0 and 100, which all schools of a place may well have, or the whole
    numbers from one to the next without a gap or a repetition."""
    findings = []
    for indicator, name, period, group, constant, least, most, number in _suspects(claims):
        if constant:
            what = f"all {number:,} places have the same figure, {least:g}"
        else:
            what = f"the figures are the numbers from {least:g} to {most:g}, one for each of {number:,} places"
            cut = f"indicator_id = {literal(indicator)} AND period = {literal(period)} AND group_id = {literal(group)}"
            found = first_row(claims.connection, f"SELECT count(DISTINCT value), count(value) FROM claim WHERE {cut}")
            if not found or found[0] != number or found[1] != number:
                continue
        findings.append(Finding(RULE, "warn", f"{name}, {period}, {group}: {what}: no count comes out like that"))
    return findings


def _suspects(claims: Claims) -> list[tuple[str, str, str, str, bool, float, float, int]]:
    """One cut an indicator, the first of those that look invented."""
    return claims.connection.execute(f"""
        SELECT CAST(indicator_id AS VARCHAR), any_value(u.name), min(CAST(period AS VARCHAR)),
            min_by(CAST(group_id AS VARCHAR), period), min_by(least = most, period), min_by(least, period),
            min_by(most, period), min_by(figures, period)
        FROM claim_profile p JOIN claim_unit u USING (indicator_id)
        WHERE figures >= {FEWEST} AND level IN ({LEVELS["la"]}, {LEVELS["school"]}) AND (
            (least = most AND most NOT IN (0, 100) AND u.unit <> 'count')
            OR (least = trunc(least) AND most - least + 1 = figures))
        GROUP BY 1 ORDER BY 1
    """).fetchall()  # fmt: skip
