"""Two rows of one file claim one key: the same figure is one claim, different figures are none."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.schema import KEY

RULE = "duplicate_conflict"
_KEY = ", ".join(KEY)
_SAME = "abs(coalesce(c.value, 0) - coalesce(o.value, 0)) <= 1e-6 * greatest(1, abs(coalesce(c.value, 0)))"


def find(claims: Claims) -> list[Finding]:
    """Keep the first of equal claims; take out all claims of a key that disagree.

    Equal: the same status, and values apart by no more than the noise of floats in text. Of equal claims the one with
    counts stays, then the first row. Releases do not conflict: they are ranked when the snapshot is published.
    """
    connection = claims.connection
    # One pass over 64-bit hashes finds the few keys worth comparing in full.
    connection.execute(
        f"CREATE OR REPLACE TABLE doubled AS SELECT hash({_KEY}, release) AS h FROM claim GROUP BY h HAVING count(*) > 1"
    )
    if not connection.execute("SELECT 1 FROM doubled LIMIT 1").fetchone():
        return []
    connection.execute(f"""
        CREATE OR REPLACE TABLE ranked AS
        SELECT rowid AS id, {_KEY}, release, value, status, source_row,
            row_number() OVER (PARTITION BY {_KEY}, release
                ORDER BY basis = 'counts' DESC, numerator IS NOT NULL DESC, source_row, source_number) AS n
        FROM claim WHERE hash({_KEY}, release) IN (SELECT h FROM doubled)
    """)  # fmt: skip
    match = " AND ".join(f"c.{column} = o.{column}" for column in (*KEY, "release"))
    connection.execute(
        f"CREATE OR REPLACE TABLE conflicting AS SELECT DISTINCT o.id AS first_id, o.source_row AS first_row, c.id "
        f"FROM ranked c JOIN ranked o ON {match} AND o.n = 1 AND c.n > 1 WHERE NOT (c.status = o.status AND {_SAME})"
    )
    findings = claims.reject(
        "c.rowid IN (SELECT id FROM conflicting)",
        rule=RULE,
        column="'value'",
        value="coalesce(CAST(c.value AS VARCHAR), c.status)",
        message="u.name || ', ' || c.place_id || ', ' || c.period || ', ' || c.group_id || ', ' || c.phase || "
        "': another row of this file says something else (row ' || (SELECT min(first_row) FROM conflicting x "
        "WHERE x.id = c.rowid) || '); neither is used'",
    )
    claims.take_out("c.rowid IN (SELECT first_id FROM conflicting)")
    connection.execute(
        "DELETE FROM claim WHERE rowid IN (SELECT id FROM ranked WHERE n > 1 AND id NOT IN (SELECT id FROM conflicting))"
    )
    return findings
