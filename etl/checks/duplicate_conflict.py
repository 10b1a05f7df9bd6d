"""Two rows of one file claim one key: the same figure is one claim, different figures are none."""

from __future__ import annotations

from etl.checks.subject import Claims
from etl.findings import Finding
from etl.schema import KEY
from etl.sql import count, first_row

RULE = "duplicate_conflict"
_KEY = ", ".join(KEY)
_SAME = "abs(coalesce(c.value, 0) - coalesce(o.value, 0)) <= 1e-6 * greatest(1, abs(coalesce(c.value, 0)))"
_WHICH = "u.name || ', ' || c.place_id || ', ' || c.period || ', ' || c.group_id || ', ' || c.phase || "
_OTHER = "(SELECT min(first_row) FROM conflicting x WHERE x.claim_key = c.claim_key)"


def find(claims: Claims) -> list[Finding]:
    """Keep the first of equal claims; take out all claims of a key that disagree.

    Equal: the same status, and values apart by no more than the noise of floats in text. Of equal claims the one with
    counts stays, then the first row. A district's row that stands in for the LA of the same area gives way to the LA's
    own row (it may count residents, where the LA's counts pupils of its schools). Releases do not conflict: they are
    ranked when the snapshot is published.
    """
    connection = claims.connection
    cut = ", ".join(column for column in (*KEY, "release") if column != "indicator_id")
    if claims.shared_table is not None and not first_row(
        connection, f"SELECT hash({cut}) AS h FROM {claims.shared_table} GROUP BY h HAVING count(*) > 1 LIMIT 1"
    ):
        return []
    # One pass over 64-bit hashes finds the few keys worth comparing in full.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE doubled AS SELECT hash({_KEY}, release) AS h FROM claim GROUP BY h "
        "HAVING count(*) > 1"
    )
    if not first_row(connection, "SELECT 1 FROM doubled LIMIT 1"):
        return []
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE ranked AS
        SELECT claim_key, {_KEY}, release, value, status, source_row, stand_in,
            row_number() OVER (PARTITION BY {_KEY}, release
                ORDER BY stand_in, basis = 'counts' DESC, numerator IS NOT NULL DESC, source_row, source_number) AS n
        FROM claim WHERE hash({_KEY}, release) IN (SELECT h FROM doubled)
    """)  # fmt: skip
    match = " AND ".join(f"c.{column} = o.{column}" for column in (*KEY, "release"))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE conflicting AS SELECT o.claim_key AS first_key, o.source_row AS first_row, "
        "c.claim_key, c.stand_in > o.stand_in AS gives_way FROM ranked c JOIN ranked o "
        f"ON {match} AND o.n = 1 AND c.n > 1 WHERE NOT (c.status = o.status AND {_SAME})"
    )
    findings = claims.reject(
        "c.claim_key IN (SELECT claim_key FROM conflicting WHERE gives_way)",
        rule="district_differs",
        column="'value'",
        value="coalesce(CAST(c.value AS VARCHAR), CAST(c.status AS VARCHAR))",
        message=f"{_WHICH} ': this row of the district differs from the LA of the same area (row ' || {_OTHER} || "
        "'); the row of the LA is used'",
        severity="warn",
    )
    findings += claims.reject(
        "c.claim_key IN (SELECT claim_key FROM conflicting WHERE NOT gives_way)",
        rule=RULE,
        column="'value'",
        value="coalesce(CAST(c.value AS VARCHAR), CAST(c.status AS VARCHAR))",
        message=f"{_WHICH} ': another row of this file says something else (row ' || {_OTHER} || '); neither is used'",
    )
    claims.take_out("c.claim_key IN (SELECT first_key FROM conflicting WHERE NOT gives_way)")
    same = count(connection, "SELECT count(*) FROM ranked WHERE n > 1") - count(
        connection, "SELECT count(*) FROM conflicting"
    )
    if same:
        message = f"{same:,} figures are said twice in the same way; the first of them is used"
        findings.append(Finding("duplicate_same", "note", message))
    claims.strike("SELECT claim_key FROM ranked WHERE n > 1")
    return findings
