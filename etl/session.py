"""The database connection of one load, and everything that happens to one recognised table in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb

from etl import reference
from etl.catalogue import Catalogue
from etl.checks import check_claims, check_header, check_rows, column_absent, personal_cell
from etl.checks.named import Named
from etl.checks.subject import Claims, Header
from etl.datasets import Dataset
from etl.declared import with_period
from etl.findings import Finding, Refused
from etl.layouts import name_words
from etl.layouts.detect import Detected
from etl.ledger import Ledger, digest
from etl.places import Places
from etl.reading.receive import Received
from etl.reading.tables import Peeked
from etl.report import ExtractReport
from etl.sql import count, first_row, literal
from etl.staging import columns_read, stage_rows
from etl.tally import check_tally, tally
from etl.tidy import claims as tidy_claims
from etl.tidy import maps as tidy_maps
from etl.tidy.cells import Cells
from etl.tidy.gazetteer import gazetteer
from etl.tidy.maps import Declared
from etl.tidy.new_places import note_new_places
from etl.tidy.places import Gazetteer
from etl.tidy.sources import Bound, bind, definition_hash
from etl.tidy.tables import Rows, write
from etl.warehouse import build
from etl.warehouse import folder as warehouse_folder
from etl.warehouse.reference import TABLES, create_fresh
from etl.warehouse.repair import fault
from etl.warehouse.workshop import of_the_machine

MEMORY_LIMIT = "1000MB"
"""Of the database while it loads: with what Python and Arrow hold beside it, a file of a gigabyte stays under 1.5."""
_NO_ROWS = "SELECT NULL::BIGINT AS source_row WHERE false"


@dataclass(slots=True)
class Session:
    """State of one load: the connection, what it has read so far, and what it will publish."""

    connection: duckdb.DuckDBPyConnection
    work: Path
    warehouse: Path
    base: Path | None
    catalogue: Catalogue
    datasets: dict[str, Dataset]
    places: Places
    today: date
    accept_rejects: frozenset[str]
    ledger: Ledger
    changes: build.Changes = field(default_factory=build.Changes)

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
        accept_rejects: frozenset[str] = frozenset(),
        base: Path | None = None,
    ) -> Iterator[Session]:
        """A connection that can reach the warehouse folder and nothing else, with ``base`` as ``prev``: the snapshot
        to build upon, the served one unless another is named."""
        spill = str(work / "spill")
        with duckdb.connect(
            ":memory:",  # what does not fit is spilled into the load's own folder
            config={"memory_limit": memory_limit, "threads": threads, "temp_directory": spill},
        ) as connection:
            connection.execute(f"SET allowed_directories = [{literal(str(warehouse))}]")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET enable_progress_bar = false")  # standard output belongs to the command
            ledger = Ledger(connection, has_previous=False)
            base = warehouse_folder.current(warehouse) if base is None else base
            if base is not None:
                connection.execute(f"ATTACH {literal(str(base))} AS prev (READ_ONLY)")
                found = first_row(connection, "SELECT coalesce(max(extract_id), 0) + 1 FROM prev.extract")
                ledger = Ledger(connection, has_previous=True, next_id=int(found[0]) if found else 1)
            build.create_tables(connection, "memory")
            for table in ("extract", "finding"):
                connection.execute(f"ALTER TABLE {table} RENAME TO fresh_{table}")
            create_fresh(connection)
            indicators = catalogue.indicators.values()
            write(
                connection,
                "claim_unit",
                {
                    "indicator_id": [i.id for i in indicators],
                    "unit": [i.unit for i in indicators],
                    "name": [i.name for i in indicators],
                },
            )
            yield cls(connection, work, warehouse, base, catalogue, datasets, places, today, accept_rejects, ledger)

    def refuse(self, file: str, sha256: str, findings: list[Finding]) -> ExtractReport:
        """Report and record a file that cannot be used."""
        report = ExtractReport(file, findings=findings)
        said = digest([sha256, file, [finding.message for finding in findings]])
        self.ledger.refused(report, sha256=sha256, fingerprint=said)
        return report

    def read(
        self, report: ExtractReport, received: Received, peeked: Peeked, detected: Detected, declared: Declared
    ) -> None:
        """Check one recognised table and make it tidy; everything that is wrong with it ends in ``report``."""
        dataset = detected.dataset
        bound = bind(dataset, self.catalogue)
        fingerprint = digest(
            [received.sha256, detected.sheet, definition_hash(dataset, bound), asdict(declared), received.name]
            if dataset.period.by == "declared" and declared.period is None  # its name may tell the period
            else [received.sha256, detected.sheet, definition_hash(dataset, bound), asdict(declared)]
        )
        if self.ledger.unchanged(report, fingerprint):
            return
        extract_id = self.ledger.next_id
        try:
            declared = with_period(declared, report.findings, name=received.name, dataset=dataset)
            self._read(report, peeked, detected, declared, bound=bound, extract_id=extract_id)
        except Refused as refusal:
            report.findings.append(refusal.finding)
        except duckdb.Error as error:
            if of_the_machine(error) or (self.base is not None and fault(self.base, thorough=True)):
                raise  # not the extract's fault: the whole load ends
            report.findings.append(Finding("read_failed", "refuse", f"the file could not be read through: {error}"))
        if any(finding.severity == "refuse" for finding in report.findings):
            self._drop(extract_id)
            self.ledger.refused(report, sha256=received.sha256, fingerprint=fingerprint)
            return
        report.outcome = "loaded"
        self.changes.replaced |= set(self.ledger.superseded(received.sha256, dataset.id))
        self.ledger.loaded(
            report,
            sha256=received.sha256,
            dataset=dataset,
            declared=declared,
            fingerprint=fingerprint,
            claims=self.changes.views.get(extract_id),
        )

    def build(self, *, demonstration: bool, created: datetime | None = None) -> Path | None:
        """Build a snapshot of what was read, in the load's own folder; ``None`` when nothing changed.

        ``created`` (UTC) is now unless a snapshot is built again that has its time already.
        """
        if not self.ledger.news and not self.changes.replaced:
            return None
        return build.build(
            self.connection,
            self.changes,
            base=self.base,
            work=self.work,
            created=created or warehouse_folder.next_moment(self.warehouse),
            catalogue=self.catalogue,
            catalogue_sha256=digest([i.model_dump(mode="json") for i in self.catalogue.indicators.values()]),
            places=self.places,
            kinds={dataset.id: dataset.kind for dataset in self.datasets.values()},
            limits={dataset.id: dataset.disclosure for dataset in self.datasets.values() if dataset.protected},
            demonstration=demonstration,
        )

    def _read(
        self,
        report: ExtractReport,
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
        below, read = sheet.top[detected.header_row :], columns_read(dataset, detected, bound)
        report.findings += check_header(
            Header(detected.header, below, detected.header_row, dataset, detected.names, read, self.today)
        )
        cells = Cells(dataset, detected.names)
        rows, staged = stage_rows(self.connection, peeked, detected, bound, cells=cells)
        report.rows_read = staged.rows
        report.findings += staged.findings
        if not staged.rows:
            raise Refused(Finding("rows_none", "refuse", "there is no row below the header"))
        personal_cell.find(rows)
        self.connection.execute("CREATE OR REPLACE TABLE rejected (source_row BIGINT)")
        words = gazetteer(self.connection, self.places, previous=self.ledger.has_previous)
        used, named = _NO_ROWS, "SELECT NULL AS place_id, NULL AS source_row WHERE false"
        if dataset.kind != "facts" or dataset.drawn:
            loaded = reference.load(
                self.connection,
                rows,
                dataset=dataset,
                cells=cells,
                places=words,
                declared=declared,
                extract_id=extract_id,
            )
            report.reference_rows = loaded.rows
            report.findings += loaded.findings
            used = loaded.used
        if bound:
            report.findings += self._claims(rows, dataset, cells, bound, declared, words, extract_id=extract_id)
            report.findings += name_words.find(
                self.connection, report.file, dataset=dataset, datasets=self.datasets.values()
            )
            report.observations = count(self.connection, f"SELECT count(*) FROM claim_{extract_id}")
            named = f"SELECT place_id, source_row FROM used_{extract_id}"
            used += f" UNION ALL SELECT source_row FROM used_{extract_id}"
        report.findings += note_new_places(
            rows,
            dataset=dataset,
            cells=cells,
            gazetteer=words,
            invented=declared.invented,
            extract_id=extract_id,
            previous=self.ledger.has_previous,
            claims=named,
        )
        tally(self.connection, report, used)
        check_tally(report, dataset, accepted=self.accept_rejects)

    def _claims(
        self,
        rows: Rows,
        dataset: Dataset,
        cells: Cells,
        bound: list[Bound],
        declared: Declared,
        words: Gazetteer,
        *,
        extract_id: int,
    ) -> list[Finding]:
        series = tidy_claims.series_condition(dataset, cells, bound)
        kept = Rows(self.connection, rows.source, f"({rows.keep}) AND {series}")
        maps = tidy_maps.build(
            kept,
            dataset=dataset,
            cells=cells,
            kinds=sorted({b.kind for b in bound}),
            gazetteer=words,
            declared=declared,
            today=self.today,
        )
        said = check_rows(Named(kept, dataset, cells, maps, words))
        tidy_maps.reject(kept, maps)
        inserted = tidy_claims.insert(kept, dataset=dataset, cells=cells, bound=bound, maps=maps, extract_id=extract_id)
        self.changes.views[extract_id] = f"claim_{extract_id}"
        return [
            *maps.findings,
            *said,
            *column_absent.find(inserted.lacking, bound, dataset, cells),
            *check_claims(
                Claims(
                    self.connection,
                    kept,
                    dataset,
                    cells,
                    bound,
                    extract_id,
                    inserted.shared_table,
                    previous=self.ledger.has_previous,
                    dated=self.places.dated,
                )
            ),
        ]

    def _drop(self, extract_id: int) -> None:
        self.changes.views.pop(extract_id, None)
        for table in TABLES:
            self.connection.execute(f"DELETE FROM fresh_{table} WHERE extract_id = {extract_id}")
