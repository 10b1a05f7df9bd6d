"""More pupils reached a standard than there were."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding

RULE = "numerator_above_denominator"


def find(claims: Claims) -> list[Finding]:
    """Percentages only: a rate per 100 pupils may pass 100, one pupil can be suspended twice.

    Half a unit is forgiven: weighted counts are rounded by themselves.
    """
    if not claims.suspect("u.unit = 'percent' AND p.most_excess > 0.5"):
        return []
    return claims.reject(
        "u.unit = 'percent' AND c.numerator > c.denominator + 0.5",
        rule=RULE,
        column="'numerator'",
        value=claims.shown("c.numerator"),
        message=f"u.name || ': the numerator is above the denominator, ' || {claims.shown('c.denominator')}",
    )
