"""A count below zero."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding

RULE = "count_negative"


def find(claims: Claims) -> list[Finding]:
    """A denominator is a number of pupils, sessions or schools, and so is the numerator of a percentage or rate."""
    if not claims.suspect("p.least_denominator < 0 OR p.least_numerator < 0"):
        return []
    at_fault = "CASE WHEN c.denominator < 0 THEN 'denominator' ELSE 'numerator' END"
    return claims.reject(
        "c.denominator < 0 OR (c.numerator < 0 AND u.unit IN ('percent', 'rate per 100 pupils', "
        "'rate per 100 teachers', 'count', 'FTE count'))",
        rule=RULE,
        column=at_fault,
        value="CASE WHEN c.denominator < 0 THEN c.denominator ELSE c.numerator END",
        message="u.name || ': a count cannot be negative'",
    )
