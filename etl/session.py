"""The database connection of one load: what it has read so far, and the snapshot that is built of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb

from etl.catalogue import Catalogue
from etl.datasets import Dataset
from etl.findings import Finding
from etl.ledger import Ledger, digest
from etl.places import Places
from etl.report import ExtractReport
from etl.sql import first_row, literal
from etl.tidy.tables import write
from etl.warehouse import build
from etl.warehouse import folder as warehouse_folder
from etl.warehouse.reference import TABLES, create_fresh

MEMORY_LIMIT = "1000MB"
"""Of the database while it loads: with what Python and Arrow hold beside it, a file of a gigabyte stays under 1.5."""


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

    def drop(self, extract_id: int) -> None:
        """Forget what was read of an extract that is refused after all."""
        self.changes.views.pop(extract_id, None)
        for table in TABLES:
            self.connection.execute(f"DELETE FROM fresh_{table} WHERE extract_id = {extract_id}")
