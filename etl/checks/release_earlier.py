"""Provisional figures where revised or final ones are held."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.schema import KEY
from etl.sql import first_row

RULE = "release_earlier"
_RANK = "CASE CAST({} AS VARCHAR) WHEN 'final' THEN 3 WHEN 'revised' THEN 2 ELSE 1 END"


def find(claims: Claims) -> list[Finding]:
    """One finding: the held figures stay, these become history."""
    if not claims.previous or not claims.suspect("p.release <> 'final'"):
        return []
    match = " AND ".join(f"CAST(c.{column} AS VARCHAR) = o.{column}" for column in KEY)
    found = first_row(
        claims.connection,
        f"SELECT count(*), min(c.source_row), any_value(CAST(c.release AS VARCHAR)), any_value(o.release) FROM claim c "
        f"JOIN prev.observation o ON {match} WHERE c.release <> 'final' AND o.extract_id <> c.extract_id "
        f"AND {_RANK.format('c.release')} < {_RANK.format('o.release')}",
    )
    if not found or not found[0]:
        return []
    message = f"{found[0]:,} figures are {found[2]}, and {found[3]} ones are held for the same places and periods; "
    return [Finding(RULE, "warn", message + "the held ones stay", found[1])]
