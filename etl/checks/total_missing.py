"""A file of pupil groups without the rows of all pupils."""

from __future__ import annotations

from etl.checks.named import Named
from etl.findings import Finding
from etl.groups import label

RULE = "total_missing"


def find(named: Named) -> list[Finding]:
    """A group is judged against all pupils or the others: without the total there is no gap to show."""
    if not named.dataset.group.columns:
        return []
    groups = [
        str(row[0])
        for row in named.rows.connection.execute(
            f"SELECT DISTINCT group_id FROM {named.maps.cut} WHERE group_id IS NOT NULL ORDER BY 1"
        ).fetchall()
    ]
    if not groups or "all" in groups:
        return []
    shown = ", ".join(label(group) for group in groups[:5]) + (" …" if len(groups) > 5 else "")
    return [Finding(RULE, "note", f"the file has no rows of all pupils (Total), only of {shown}")]
