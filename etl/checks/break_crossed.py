"""Figures on both sides of a break: the series before it and the series after it are two."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.sql import literal
from etl.tidy.tables import listed

RULE = "break_crossed"


def find(claims: Claims) -> list[Finding]:
    """One note for each break of the catalogue that this file's periods lie across, alone or with those that are held,
    naming the indicators."""
    spans = {
        str(row[0]): (str(row[1]), str(row[2]))
        for row in claims.connection.execute(
            "SELECT indicator_id, min(CAST(period AS VARCHAR)), max(CAST(period AS VARCHAR)) FROM claim_profile "
            "GROUP BY 1"
        ).fetchall()
    }
    held = _held(claims, sorted(spans))
    told: dict[tuple[str, str, str], list[str]] = {}
    for indicator in {b.indicator.id: b.indicator for b in claims.bound}.values():
        if indicator.id not in spans:
            continue
        first, last = spans[indicator.id]
        earliest, latest = held.get(indicator.id, (first, last))
        for each in indicator.breaks:
            if earliest < each.period <= last or first < each.period <= latest:
                told.setdefault((each.period, each.strength, each.reason), []).append(indicator.short)
    findings = []
    for (period, strength, reason), names in sorted(told.items()):
        how = "nothing is compared across it" if strength == "refuse" else "compared with the warning"
        message = f"a series begins anew in {period} ({how}): {', '.join(names)}. {reason}"
        findings.append(Finding(RULE, "note", message, None, None, period))
    return listed(findings, len(findings))


def _held(claims: Claims, indicators: list[str]) -> dict[str, tuple[str, str]]:
    if not claims.previous or not indicators:
        return {}
    among = ", ".join(map(literal, indicators))
    rows = claims.connection.execute(
        "SELECT indicator_id, min(period), max(period) FROM prev.observation "
        f"WHERE indicator_id IN ({among}) GROUP BY 1"
    ).fetchall()
    return {str(indicator): (str(first), str(last)) for indicator, first, last in rows}
