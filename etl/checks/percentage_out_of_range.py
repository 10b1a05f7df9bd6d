"""A percentage below 0 or above 100."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding

RULE = "percentage_out_of_range"


def find(claims: Claims) -> list[Finding]:
    """Differences in percentage points may be negative and rates may pass 100: percentages may not."""
    if not claims.suspect("u.unit = 'percent' AND (p.least < 0 OR p.most > 100.5)"):
        return []
    return claims.reject(
        "u.unit = 'percent' AND (c.value < 0 OR c.value > 100.5)",
        rule=RULE,
        column="'value'",
        value="c.value",
        message="u.name || ': a percentage lies between 0 and 100'",
    )
