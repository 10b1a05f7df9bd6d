"""A row of the local template that names an indicator which the catalogue does not have."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.layouts.detect import fold
from etl.sql import literal
from etl.tidy.tables import LISTED, listed
from etl.yaml_file import nearest

RULE = "indicator_unknown"


def find(claims: Claims) -> list[Finding]:
    """One finding a word; such rows made no claim, they count as rejected."""
    if claims.dataset.indicator is None:
        return []
    known = sorted({b.indicator.id for b in claims.bound})
    word = claims.cells.word(claims.dataset.indicator)
    outside = f"{claims.rows.keep} AND {word} NOT IN ({', '.join(literal(fold(i)) for i in known) or 'NULL'})"
    found = claims.connection.execute(
        f"SELECT {claims.cells.raw(claims.dataset.indicator)}, min(s.__row), count(*) FROM {claims.rows.source} s "
        f"WHERE {outside} GROUP BY 1 ORDER BY 2"
    ).fetchall()
    if found:
        claims.connection.execute(f"INSERT INTO rejected SELECT s.__row FROM {claims.rows.source} s WHERE {outside}")
    findings = [
        Finding(
            RULE,
            "reject",
            f"no indicator {text!r} in the catalogue{nearest(text, known)} ({number:,} rows)",
            row,
            claims.dataset.indicator,
            text,
        )
        for text, row, number in found
    ]
    return listed(findings, sum(number for *_, number in found)) if len(findings) > LISTED else findings
