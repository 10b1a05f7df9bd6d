"""Parts that do not add up: LAs and regions to England, girls and boys to all pupils."""

from __future__ import annotations

from etl.checks.profile import LEVELS
from etl.checks.subject import Claims
from etl.findings import Finding
from etl.groups import PARTITIONS, label
from etl.sql import literal
from etl.tidy.tables import LISTED, listed

RULE = "parts_disagree"
MOST_CLAIMS = 1_000_000
"""Up to here every key is compared; beyond, only the sums over all places of a cut, which the profile holds."""
_CUT = "indicator_id, period, period_kind, phase, coverage, release"


def find(claims: Claims) -> list[Finding]:
    """Parts may fall short of their total (unknown, suppressed); beyond rounding they are never more than it."""
    findings = [*_areas(claims, "LAs", "la"), *_areas(claims, "regions", "region")]
    held = {str(row[0]) for row in claims.connection.execute("SELECT DISTINCT group_id FROM claim_profile").fetchall()}
    for parts in PARTITIONS:
        if {"all", *parts} <= held:
            findings += _groups(claims, parts)
    return listed(findings, len(findings))


def _areas(claims: Claims, words: str, level: str) -> list[Finding]:
    rows = claims.connection.execute(f"""
        SELECT any_value(u.name), CAST(period AS VARCHAR), CAST(group_id AS VARCHAR),
            sum(denominators) FILTER (level = {LEVELS[level]}) AS parts,
            sum(denominators) FILTER (level = 0) AS whole
        FROM claim_profile p JOIN claim_unit u USING (indicator_id) WHERE u.unit <> 'ratio'
        GROUP BY {_CUT}, group_id HAVING parts > whole * 1.02 + 50 ORDER BY 1, 2, 3 LIMIT {LISTED + 1}
    """).fetchall()  # fmt: skip
    return [
        Finding(RULE, "warn", f"{name}, {period}, {label(group)}: the {words} have {parts:,.0f} in their denominators, "
                f"more than England with {whole:,.0f}")
        for name, period, group, parts, whole in rows
    ]  # fmt: skip


def _groups(claims: Claims, parts: tuple[str, ...]) -> list[Finding]:
    exact = sum(row[0] for row in claims.connection.execute("SELECT sum(n) FROM claim_profile").fetchall())
    if exact <= MOST_CLAIMS:
        place, source, number = "place_id", "claim", "denominator"
    else:
        place, source, number = "level", "claim_profile", "denominators"
    among = ", ".join(map(literal, parts))
    is_all, is_part = "group_id = 'all'", f"group_id IN ({among})"
    rounded = f"bool_and({number} % 5 = 0) FILTER ({is_part} OR {is_all})"
    tolerance = (
        f"CASE WHEN {rounded} THEN 2.5 ELSE 0.5 END * {len(parts) + 1} + 0.001 * max({number}) FILTER ({is_all})"
    )
    first = "min(source_row) FILTER (group_id = 'all')" if source == "claim" else "NULL"
    rows = claims.connection.execute(f"""
        SELECT any_value(u.name), CAST({place} AS VARCHAR), CAST(period AS VARCHAR), {first} AS source_row,
            sum({number}) FILTER ({is_part}) AS parts, max({number}) FILTER ({is_all}) AS whole
        FROM {source} p JOIN claim_unit u USING (indicator_id)
        WHERE ({is_part} OR {is_all}) AND u.unit <> 'ratio'
        GROUP BY {_CUT}, {place} HAVING parts > whole + {tolerance} ORDER BY source_row, 1, 2, 3 LIMIT {LISTED + 1}
    """).fetchall()  # fmt: skip
    words = " and ".join(label(part) for part in parts)
    return [
        Finding(RULE, "warn", f"{name}, {place if source == 'claim' else 'all places'}, {period}: {words} have "
                f"{claims.count_words(total)} together, more than all pupils with {claims.count_words(whole)}", row)
        for name, place, period, row, total, whole in rows
    ]  # fmt: skip
