"""What became of the rows of a file: used, rejected, not used; and whether a file with such a tally may load."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from etl.datasets import Dataset
from etl.findings import Finding, Refused
from etl.report import ExtractReport
from etl.sql import count

MOST_REJECTED = 0.05
"""Of the rows that a dataset uses: beyond it a file is refused unless it is accepted by name."""


def tally(connection: duckdb.DuckDBPyConnection, report: ExtractReport, used: str) -> None:
    """Count into the report: a row is used when anything came of it, rejected when something in it was wrong and
    nothing came of it. ``used`` is a select of the ``source_row`` of every row that something came of."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE used_rows AS SELECT DISTINCT source_row FROM ({used})")
    report.rows_used = count(connection, "SELECT count(*) FROM used_rows")
    report.rows_rejected = count(
        connection,
        "SELECT count(*) FROM (SELECT DISTINCT source_row FROM rejected) ANTI JOIN used_rows USING (source_row)",
    )
    report.rows_not_used = report.rows_read - report.rows_used - report.rows_rejected


def check_tally(report: ExtractReport, dataset: Dataset, *, accepted: Collection[str]) -> None:
    """Refuse a file of which much was rejected (such a file is seldom what it seems), unless its name is among the
    ``accepted``, and one of which nothing came. Raises :class:`Refused`."""
    wanted = report.rows_used + report.rows_rejected
    if report.rows_rejected > MOST_REJECTED * wanted and report.file not in accepted:
        raise Refused(
            Finding(
                "rejects_too_many",
                "refuse",
                f"{report.rows_rejected:,} of {wanted:,} rows were rejected, {report.rows_rejected / wanted:.1%} where "
                f"at most {MOST_REJECTED:.0%} are let pass; the findings say why, row by row",
            )
        )
    if not report.observations and not report.reference_rows:
        raise Refused(
            Finding(
                "rows_none_used",
                "refuse",
                f"this is {dataset.title}, but none of its {report.rows_read:,} rows could be used "
                f"({report.rows_rejected:,} rejected, {report.rows_not_used:,} about something else)",
            )
        )
