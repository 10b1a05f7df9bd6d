"""A published interval that does not hold its own value."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding

RULE = "interval_outside"


def find(claims: Claims) -> list[Finding]:
    """Bounds the wrong way round, or more than rounding away from the value: the columns are mistaken or shifted."""
    if not claims.suspect("p.interval_outside"):
        return []
    return claims.reject(
        "c.lower > c.upper OR c.value < c.lower - 0.15 OR c.value > c.upper + 0.15",
        rule=RULE,
        column="'value'",
        value="c.value",
        message="u.name || ': the value lies outside its own interval, ' || c.lower || ' to ' || c.upper",
        severity="warn",
    )
