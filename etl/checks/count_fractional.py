"""A number of pupils with a fraction."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.sql import literal

RULE = "count_fractional"


def find(claims: Claims) -> list[Finding]:
    """Of indicators whose interval rests on whole pupils or events, and of counts; full-time equivalents, weighted
    sums and numerators rebuilt from rounded percentages have fractions by right."""
    whole = sorted(
        {
            b.indicator.id
            for b in claims.bound
            if (b.indicator.interval in ("wilson", "poisson") or b.indicator.unit == "count")
            and not b.source.estimated
            and "full-time equivalent" not in b.indicator.denominator
        }
    )
    among = f"indicator_id IN ({', '.join(map(literal, whole)) or 'NULL'})"
    if not claims.suspect(f"p.broken AND p.{among}"):
        return []
    return claims.reject(
        f"c.{among} AND c.basis = 'counts' AND "
        "(c.numerator <> trunc(c.numerator) OR c.denominator <> trunc(c.denominator))",
        rule=RULE,
        column="CASE WHEN c.numerator <> trunc(c.numerator) THEN 'numerator' ELSE 'denominator' END",
        value=f"CASE WHEN c.numerator <> trunc(c.numerator) THEN {claims.shown('c.numerator')} "
        f"ELSE {claims.shown('c.denominator')} END",
        message="u.name || ': a number of pupils has no fraction'",
        severity="warn",
    )
