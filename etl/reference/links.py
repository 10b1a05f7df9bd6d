"""Predecessors: which school took over from which, and since when."""

from __future__ import annotations

from etl.findings import Finding
from etl.reference.subject import Subject


def load(subject: Subject, findings: list[Finding]) -> str:
    """A ``successor`` link from each old school to the new one."""
    old, new = subject.urn("from"), subject.urn("to")
    condition = f"{subject.rows.keep} AND {old} IS NOT NULL AND {new} IS NOT NULL"
    subject.connection.execute(
        f"INSERT INTO fresh_place_link SELECT DISTINCT {old}, {new}, 'successor', {subject.date('since')}, "
        f"{subject.extract_id} FROM {subject.rows.source} s WHERE {condition}"
    )
    undated = subject.count(
        f"SELECT count(*) FROM {subject.rows.source} s WHERE {condition} AND {subject.date('since')} IS NULL"
    )
    if undated:
        findings.append(Finding("date_missing", "note", f"{undated:,} links do not say since when"))
    return f"SELECT s.__row AS source_row FROM {subject.rows.source} s WHERE {condition}"
