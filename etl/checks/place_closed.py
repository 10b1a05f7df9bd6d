"""Figures of a place for a time when it was not there: before it was opened, or after it was closed."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.sql import first_row
from etl.tidy.tables import listed, write

RULE = "place_closed"


def find(claims: Claims) -> list[Finding]:
    """A note: publishers carry series back to the areas of today, and forward for schools that became academies."""
    dated = claims.dated
    write(
        claims.connection,
        "dated_place",
        {
            "place_id": list(dated),
            "opened": [opened for opened, _ in dated.values()],
            "closed": [closed for _, closed in dated.values()],
        },
    )
    ends = "(SELECT min(period_end) AS first, max(period_end) AS last FROM claim_profile)"
    registers = "".join(
        f" UNION ALL SELECT place_id, opened, closed FROM {table}, {ends} "
        "WHERE level = 'school' AND (opened > first OR closed < last)"
        for table in ("fresh_place", *(["prev.place"] if claims.previous else []))
    )
    areas_at_all = claims.suspect("p.level IN (2, 3)")
    listed_schools = f"SELECT 1 FROM (SELECT NULL AS place_id, NULL AS opened, NULL AS closed WHERE false{registers})"
    if not areas_at_all and not first_row(claims.connection, f"{listed_schools} LIMIT 1"):
        return []
    rows = claims.connection.execute(f"""
        WITH dates AS (
            SELECT place_id, max(opened) AS opened, min(closed) AS closed FROM (
                SELECT place_id, opened::DATE AS opened, closed::DATE AS closed FROM dated_place {registers}
            ) GROUP BY 1
        ), span AS (
            SELECT CAST(place_id AS VARCHAR) AS place_id, min(period_end) AS first, max(period_end) AS last,
                min(source_row) AS source_row, count(*) AS figures FROM claim
            WHERE value IS NOT NULL GROUP BY 1
        )
        SELECT place_id, opened, closed, first, last, source_row FROM span JOIN dates USING (place_id)
        WHERE first < opened OR last - INTERVAL 1 YEAR > closed ORDER BY source_row
    """).fetchall()  # fmt: skip
    areas = [row for row in rows if not row[0].startswith("urn/")]
    findings = [
        Finding(RULE, "note", f"{place} has figures {_when(opened, closed, first, last)}", row, None, place)
        for place, opened, closed, first, last, row in areas
    ]
    found = listed(findings, len(findings))
    if len(rows) > len(areas):
        place, opened, closed, first, last, row = next(row for row in rows if row[0].startswith("urn/"))
        number = len(rows) - len(areas)
        message = f"{number:,} schools have figures of a time when the register does not have them open; the first: "
        found.append(Finding(RULE, "note", f"{message}{place}, {_when(opened, closed, first, last)}", row, None, place))
    return found


def _when(opened: object, closed: object, first: object, last: object) -> str:
    if opened is not None and str(first) < str(opened):
        return f"for a period that ended on {first}, and was opened on {opened}"
    return f"for a period that ended on {last}, and was closed on {closed}"
