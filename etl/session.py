"""The database connection of one load, and everything that happens to one recognised table in it."""

from __future__ import annotations

import getpass
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from etl import reference
from etl.catalogue import Catalogue
from etl.checks import check_claims, check_header
from etl.checks.subject import Claims, Header
from etl.datasets import Dataset
from etl.detect import Detected
from etl.extract import Peeked, literal
from etl.findings import Finding, Refused
from etl.places import Places
from etl.receive import Received
from etl.report import ExtractReport
from etl.staging import stage_rows
from etl.tidy import claims as tidy_claims
from etl.tidy import maps as tidy_maps
from etl.tidy.cells import Cells
from etl.tidy.gazetteer import gazetteer
from etl.tidy.maps import Declared, Rows
from etl.tidy.new_places import note_new_places
from etl.tidy.sources import Bound, bind, definition_hash
from etl.warehouse import build
from etl.warehouse import folder as warehouse_folder
from etl.warehouse.reference import create_fresh

MAX_NOTED = 5
"""Sources whose columns a file lacks are told one by one up to here."""


@dataclass(slots=True)
class Session:
    """State of one load: the connection, what it has read so far, and what it will publish."""

    connection: duckdb.DuckDBPyConnection
    work: Path
    warehouse: Path
    catalogue: Catalogue
    datasets: dict[str, Dataset]
    places: Places
    today: date
    changes: build.Changes = field(default_factory=build.Changes)
    has_previous: bool = False
    next_id: int = 1
    news: bool = False

    @classmethod
    @contextmanager
    def open(
        cls,
        work: Path,
        *,
        warehouse: Path,
        catalogue: Catalogue,
        datasets: dict[str, Dataset],
        places: Places,
        memory_limit: str,
        threads: int,
        today: date,
    ) -> Iterator[Session]:
        """A connection that can reach the warehouse folder and nothing else, with the served snapshot as ``prev``."""
        config = {"memory_limit": memory_limit, "threads": threads, "temp_directory": str(work / "spill")}
        with duckdb.connect(str(work / "build.duckdb"), config=config) as connection:
            connection.execute(f"SET allowed_directories = [{literal(str(warehouse))}]")
            connection.execute("SET enable_external_access = false")
            session = cls(connection, work, warehouse, catalogue, datasets, places, today)
            served = warehouse_folder.current(warehouse)
            if served is not None:
                connection.execute(f"ATTACH {literal(str(served))} AS prev (READ_ONLY)")
                session.has_previous = True
                found = connection.execute("SELECT coalesce(max(extract_id), 0) + 1 FROM prev.extract").fetchone()
                session.next_id = int(found[0]) if found else 1
            build.create_tables(connection, "build")
            for table in ("extract", "finding"):
                connection.execute(f"ALTER TABLE {table} RENAME TO fresh_{table}")
            create_fresh(connection)
            yield session

    def refuse(self, file: str, sha256: str, findings: list[Finding], *, dataset: str | None = None) -> ExtractReport:
        """Report and record a file that cannot be used."""
        report = ExtractReport(file, dataset=dataset, findings=findings)
        self._refused(report, sha256, fingerprint=_digest([sha256, file, [f.message for f in findings]]))
        return report

    def read(
        self, report: ExtractReport, received: Received, peeked: Peeked, detected: Detected, declared: Declared
    ) -> None:
        """Check one recognised table and make it tidy; everything that is wrong with it ends in ``report``."""
        bound = bind(detected.dataset, self.catalogue)
        fingerprint = _digest(
            [received.sha256, detected.sheet, definition_hash(detected.dataset, bound), asdict(declared)]
        )
        if self._unchanged(report, fingerprint):
            return
        extract_id = self.next_id
        try:
            self._read(report, received, peeked, detected, declared, bound=bound, extract_id=extract_id)
        except Refused as refusal:
            report.findings.append(refusal.finding)
        except duckdb.Error as error:
            report.findings.append(Finding("read_failed", "refuse", f"the file could not be read through: {error}"))
        if any(finding.severity == "refuse" for finding in report.findings):
            self._drop(extract_id)
            self._refused(report, received.sha256, fingerprint=fingerprint)
            return
        report.outcome = "loaded"
        self.changes.replaced += self._superseded(received.sha256, detected.dataset.id)
        self._record(report, received.sha256, detected.dataset, declared, fingerprint=fingerprint)

    def publish(self, *, demonstration: bool) -> str | None:
        """Publish what was read; ``None`` when nothing changed."""
        if not self.news:
            return None
        return build.publish(
            self.connection,
            self.changes,
            folder=self.warehouse,
            work=self.work,
            catalogue=self.catalogue,
            catalogue_sha256=_digest([i.model_dump(mode="json") for i in self.catalogue.indicators.values()]),
            places=self.places,
            kinds={dataset.id: dataset.kind for dataset in self.datasets.values()},
            demonstration=demonstration,
        )

    def _read(
        self,
        report: ExtractReport,
        received: Received,
        peeked: Peeked,
        detected: Detected,
        declared: Declared,
        *,
        bound: list[Bound],
        extract_id: int,
    ) -> None:
        dataset = detected.dataset
        if dataset.kind == "facts" and not bound:
            reason = dataset.notes or "no indicator of the catalogue reads from it"
            raise Refused(Finding("indicators_none", "refuse", f"this is {dataset.title}: {reason}"))
        sheet = next(s for s in peeked.sheets if s.name == detected.sheet)
        report.findings += check_header(Header(detected.header, sheet.top[detected.header_row :], detected.header_row))
        declared = self._with_period(report, received, dataset, declared)
        cells = Cells(dataset, detected.names)
        rows, staged = stage_rows(self.connection, peeked, detected, bound, cells=cells)
        report.rows_read = staged.rows
        report.findings += staged.findings
        if not staged.rows:
            raise Refused(Finding("rows_none", "refuse", "there is no row below the header"))
        self.connection.execute("CREATE OR REPLACE TABLE rejected (source_row BIGINT)")
        used = "SELECT NULL::BIGINT AS source_row WHERE false"
        if dataset.kind != "facts":
            loaded = reference.load(
                self.connection, rows, dataset=dataset, cells=cells, places=self._gazetteer(), declared=declared,
                extract_id=extract_id,
            )  # fmt: skip
            report.reference_rows = loaded.rows
            report.findings += loaded.findings
            used = loaded.used
        if bound:
            report.findings += self._claims(rows, dataset, cells, bound, declared, extract_id=extract_id)
            self.changes.claims[f"claim_{extract_id}"] = {b.indicator.id for b in bound}
            report.observations = self._count(f"SELECT count(*) FROM claim_{extract_id}")
            used += f" UNION ALL SELECT source_row FROM claim_{extract_id}"
        claims = (
            f"SELECT place_id, source_row FROM claim_{extract_id}"
            if bound
            else "SELECT NULL AS place_id, NULL AS source_row WHERE false"
        )
        report.findings += note_new_places(
            rows, dataset=dataset, cells=cells, gazetteer=self._gazetteer(), invented=declared.invented,
            extract_id=extract_id, previous=self.has_previous, claims=claims,
        )  # fmt: skip
        report.rows_used = self._count(f"SELECT count(DISTINCT source_row) FROM ({used})")
        report.rows_rejected = self._count(
            f"SELECT count(DISTINCT source_row) FROM rejected WHERE source_row NOT IN (SELECT source_row FROM ({used}) "
            "WHERE source_row IS NOT NULL)"
        )
        report.rows_not_used = report.rows_read - report.rows_used - report.rows_rejected
        if not report.observations and not report.reference_rows:
            raise Refused(_nothing_used(report, dataset))

    def _claims(
        self, rows: Rows, dataset: Dataset, cells: Cells, bound: list[Bound], declared: Declared, *, extract_id: int
    ) -> list[Finding]:
        series = tidy_claims.series_condition(dataset, cells, bound)
        kept = Rows(self.connection, rows.source, f"({rows.keep}) AND {series}")
        maps = tidy_maps.build(
            kept,
            dataset=dataset,
            cells=cells,
            kinds=sorted({b.kind for b in bound}),
            gazetteer=self._gazetteer(),
            declared=declared,
            today=self.today,
        )
        tidy_maps.reject(kept, maps)
        findings = list(maps.findings)
        lacking = tidy_claims.insert(kept, dataset=dataset, cells=cells, bound=bound, maps=maps, extract_id=extract_id)
        findings += [
            Finding("column_absent", "note", f"{b.indicator.name}: this file has no column for it")
            for b in lacking[:MAX_NOTED]
        ]
        tidy_maps.write(
            self.connection,
            "claim_unit",
            {
                "indicator_id": [i.id for i in self.catalogue.indicators.values()],
                "unit": [i.unit for i in self.catalogue.indicators.values()],
                "name": [i.name for i in self.catalogue.indicators.values()],
            },
        )
        findings += check_claims(Claims(self.connection, kept, dataset, cells, bound, extract_id))
        return findings

    def _with_period(self, report: ExtractReport, received: Received, dataset: Dataset, declared: Declared) -> Declared:
        """Fill in the period of a file that does not say it: declared, else from its name, else refused."""
        if dataset.period.by != "declared":
            return declared
        found = reference.period_from_name(received.name, dataset) if declared.period is None else None
        if found is not None:
            report.findings.append(
                Finding(
                    "period_from_name", "warn", f"the file does not say its period; its name says {found}", value=found
                )
            )
            declared = Declared(**{**asdict(declared), "period": found})
        try:
            tidy_maps.declared_period(declared, dataset)
        except ValueError as error:
            raise Refused(
                Finding(
                    "period_missing", "refuse", f"{error}: give it with --period, or in an extract.yaml beside the file"
                )
            ) from error
        return declared

    def _gazetteer(self) -> tidy_maps.places.Gazetteer:
        return gazetteer(self.connection, self.places, previous=self.has_previous)

    def _unchanged(self, report: ExtractReport, fingerprint: str) -> bool:
        """Whether exactly this was loaded before, in an earlier load or in this one."""
        tables = ["fresh_extract", *(["prev.extract"] if self.has_previous else [])]
        for table in tables:
            found = self.connection.execute(
                f"SELECT rows_read, rows_used, rows_not_used, rows_rejected, observations, reference_rows, file_name "
                f"FROM {table} WHERE fingerprint = ? AND outcome = 'loaded'",
                [fingerprint],
            ).fetchone()
            if found:
                report.outcome = "unchanged"
                (report.rows_read, report.rows_used, report.rows_not_used, report.rows_rejected, report.observations,
                 report.reference_rows, name) = found  # fmt: skip
                if name != report.file:
                    report.findings.append(Finding("same_content", "note", f"the same content was loaded as {name}"))
                return True
        return False

    def _superseded(self, sha256: str, dataset: str) -> list[int]:
        """Earlier extracts of the same content, read or declared otherwise then: they make way."""
        if not self.has_previous:
            return []
        rows = self.connection.execute(
            "SELECT extract_id FROM prev.extract WHERE sha256 = ? AND (dataset_id = ? OR outcome = 'refused')",
            [sha256, dataset],
        ).fetchall()
        return [row[0] for row in rows if row[0] not in self.changes.replaced]

    def _drop(self, extract_id: int) -> None:
        name = f"claim_{extract_id}"
        self.changes.claims.pop(name, None)
        for table in ("place", "place_alias", "place_link", "membership", "neighbour", "inspection"):
            self.connection.execute(f"DELETE FROM fresh_{table} WHERE extract_id = {extract_id}")

    def _refused(self, report: ExtractReport, sha256: str, *, fingerprint: str) -> None:
        report.outcome = "refused"
        report.observations = report.reference_rows = report.rows_used = 0
        known = (
            self.has_previous
            and self.connection.execute(
                "SELECT 1 FROM prev.extract WHERE fingerprint = ? AND outcome = 'refused'", [fingerprint]
            ).fetchone()
        )
        if not known:
            self._record(report, sha256, None, Declared(), fingerprint=fingerprint)

    def _record(
        self, report: ExtractReport, sha256: str, dataset: Dataset | None, declared: Declared, *, fingerprint: str
    ) -> None:
        """One row of ``extract`` and its findings, to be published."""
        claims = f"claim_{self.next_id}"
        first = last = release = None
        if claims in self.changes.claims:
            found = self.connection.execute(
                f"SELECT min(period), max(period), CASE WHEN count(DISTINCT release) = 1 THEN any_value(release) END FROM {claims}"
            ).fetchone()
            first, last, release = found or (None, None, None)
        self.connection.execute(
            "INSERT INTO fresh_extract (extract_id, file_name, sha256, dataset_id, outcome, publisher, licence, release, "
            "period_first, period_last, rows_read, rows_used, rows_not_used, rows_rejected, observations, "
            "reference_rows, priority, published, loaded_at, loaded_by, seconds, invented, fingerprint) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                self.next_id, report.file, sha256, dataset.id if dataset else report.dataset, report.outcome,
                declared.publisher or (dataset.publisher if dataset else None),
                declared.licence or (dataset.licence if dataset else None), release or declared.release,
                first or declared.period, last or declared.period, report.rows_read, report.rows_used,
                report.rows_not_used, report.rows_rejected, report.observations, report.reference_rows,
                dataset.priority if dataset else 0, declared.published, datetime.now(UTC).replace(tzinfo=None),
                _user(), report.seconds, declared.invented, fingerprint,
            ],
        )  # fmt: skip
        rows = [(self.next_id, f.rule, f.severity, f.row, f.column, f.value, f.message) for f in report.findings]
        if rows:
            self.connection.executemany("INSERT INTO fresh_finding VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self.next_id += 1
        self.news = True

    def _count(self, sql: str) -> int:
        found = self.connection.execute(sql).fetchone()
        return int(found[0]) if found else 0


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number without a name
        return None


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _nothing_used(report: ExtractReport, dataset: Dataset) -> Finding:
    return Finding(
        "rows_none_used",
        "refuse",
        f"recognised as {dataset.title}, but none of its {report.rows_read:,} rows could be used "
        f"({report.rows_rejected:,} rejected, {report.rows_not_used:,} about something else)",
    )
