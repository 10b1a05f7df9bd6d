"""A printed figure that is not what its own numerator and denominator give."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding

RULE = "value_disagrees"
LEAST = 0.05
WEIGHTED = 0.05
"""DfE weights the rates of weekly attendance by phase: they are up to four per cent of themselves off their counts."""

_PRINTED = (
    "CASE WHEN c.printed = round(c.printed) THEN 0.5 WHEN c.printed = round(c.printed, 1) THEN 0.05 "
    "WHEN c.printed = round(c.printed, 2) THEN 0.005 ELSE 0.0005 END"
)
_SCALE = "CASE WHEN u.unit IN ('count', 'FTE count', 'GBP', 'score', 'ratio') THEN 1 ELSE 100 END"
_COUNTS = (
    "CASE WHEN c.numerator % 5 = 0 AND c.denominator % 5 = 0 THEN 2.5 "
    "WHEN c.numerator <> trunc(c.numerator) THEN 0.5 ELSE 0 END"
)
"""Counts that are published as multiples of five were rounded by up to two and a half."""


def find(claims: Claims) -> list[Finding]:
    """What rounding explains is forgiven: half of the last decimal that the figure prints, and the rounding of the
    counts. The counts are used, so nothing is taken out."""
    if not claims.suspect(f"p.apart > {LEAST}"):
        return []
    tolerance = f"1.02 * {_PRINTED} + {_COUNTS} / c.denominator * ({_SCALE} + abs(c.value))"
    return claims.reject(
        f"c.basis = 'counts' AND c.denominator > 0 AND abs(c.printed - c.value) > {LEAST} "
        f"AND abs(c.printed - c.value) > {WEIGHTED} * abs(c.value) AND abs(c.printed - c.value) > {tolerance}",
        rule=RULE,
        column="'value'",
        value="c.printed",
        message=f"u.name || ': printed as ' || c.printed || ', but its counts give ' || round(c.value, 2) || "
        f"' (' || {claims.shown('c.numerator')} || ' of ' || {claims.shown('c.denominator')} || ')'",
        severity="warn",
    )
