"""The record of a load: which file was received, what became of it, and what was found in it."""

from __future__ import annotations

import getpass
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from etl.datasets import Dataset
from etl.declared import Declared
from etl.findings import Finding
from etl.report import ExtractReport
from etl.sql import first_row
from etl.tidy.tables import append

_COUNTS = "rows_read, rows_used, rows_not_used, rows_rejected, observations, reference_rows"


@dataclass(slots=True)
class Ledger:
    """Rows of ``extract`` and ``finding`` to be published (``fresh_…``), beside those of the served snapshot.

    ``news``: something was loaded. Refusals alone are no reason for a new snapshot; the log of decisions keeps them.
    """

    connection: duckdb.DuckDBPyConnection
    has_previous: bool
    next_id: int = 1
    news: bool = False

    def unchanged(self, report: ExtractReport, fingerprint: str) -> bool:
        """Whether exactly this was loaded before, in an earlier load or in this one; fills the report if so."""
        for table in ("fresh_extract", *(["prev.extract"] if self.has_previous else [])):
            found = first_row(
                self.connection,
                f"SELECT {_COUNTS}, file_name FROM {table} WHERE fingerprint = ? AND outcome = 'loaded'",
                [fingerprint],
            )
            if found is None:
                continue
            report.outcome = "unchanged"
            for name, count in zip(_COUNTS.split(", "), found, strict=False):
                setattr(report, name, count)
            if found[-1] != report.file:
                report.findings.append(Finding("same_content", "note", f"the same content was loaded as {found[-1]}"))
            return True
        return False

    def superseded(self, sha256: str, dataset: str) -> list[int]:
        """Earlier extracts of the same content, read or declared otherwise then: they make way."""
        if not self.has_previous:
            return []
        rows = self.connection.execute(
            "SELECT extract_id FROM prev.extract WHERE sha256 = ? AND (dataset_id = ? OR outcome = 'refused')",
            [sha256, dataset],
        ).fetchall()
        return [row[0] for row in rows]

    def loaded(
        self,
        report: ExtractReport,
        *,
        sha256: str,
        dataset: Dataset,
        declared: Declared,
        fingerprint: str,
        claims: str | None,
    ) -> None:
        """Record a file that is to be published; ``claims`` is the view of its claims, if it has any."""
        first = last = release = None
        if claims is not None:
            found = first_row(
                self.connection,
                "SELECT CAST(min(period) AS VARCHAR), CAST(max(period) AS VARCHAR), "
                f"CASE WHEN count(DISTINCT release) = 1 THEN CAST(any_value(release) AS VARCHAR) END FROM {claims}",
            )
            first, last, release = found or (None, None, None)
        self._record(
            report,
            sha256=sha256,
            fingerprint=fingerprint,
            publisher=declared.publisher or dataset.publisher,
            licence=declared.licence or dataset.licence,
            release=release or declared.release,
            period_first=first or declared.period,
            period_last=last or declared.period,
            priority=dataset.priority,
            published=declared.published,
            invented=declared.invented,
        )

    def refused(self, report: ExtractReport, *, sha256: str, fingerprint: str) -> None:
        """Record a file that could not be used, unless the very same refusal stands in the served snapshot."""
        report.outcome = "refused"
        report.observations = report.reference_rows = report.rows_used = 0
        if self.has_previous:
            known = "SELECT 1 FROM prev.extract WHERE fingerprint = ? AND outcome = 'refused'"
            if first_row(self.connection, known, [fingerprint]):
                return
        self._record(report, sha256=sha256, fingerprint=fingerprint, priority=0, invented=False)

    def _record(self, report: ExtractReport, **more: object) -> None:
        row: dict[str, object] = {
            "extract_id": self.next_id,
            "file_name": report.file,
            "dataset_id": report.dataset,
            "outcome": report.outcome,
            **{name: getattr(report, name) for name in _COUNTS.split(", ")},
            "loaded_at": datetime.now(UTC).replace(tzinfo=None),
            "loaded_by": _user(),
            "seconds": report.seconds,
            **more,
        }
        self.connection.execute(
            f"INSERT INTO fresh_extract ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        )
        findings = [(self.next_id, f.rule, f.severity, f.row, f.column, f.value, f.message) for f in report.findings]
        append(self.connection, "fresh_finding", findings)
        self.next_id += 1
        self.news = self.news or report.outcome == "loaded"


def digest(said: object) -> str:
    """A hash of anything that JSON can hold; dates by their ISO text."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number without a name
        return None
