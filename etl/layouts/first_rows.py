"""The first tidy rows of a file by a layout that is still being described: read by the loader itself, kept nowhere.

The first rows of the file are written out as a file of their own and go through the same staging, checks and tidying as
a load does. What is shown is therefore what a load would make of them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from etl import one_table
from etl.catalogue import Catalogue
from etl.datasets import Dataset
from etl.declared import Declared
from etl.findings import Finding, Refused
from etl.layouts.detect import detect
from etl.places import Places
from etl.reading.extract import peek
from etl.reading.receive import Received
from etl.reading.tables import SAMPLE_ROWS, Sheet
from etl.report import ExtractReport
from etl.session import Session

SHOWN = 12
SAMPLE_ONLY = frozenset({"rejects_too_many", "rows_none_used"})
"""Rules about a file as a whole: of its first rows they say nothing."""


@dataclass(frozen=True, slots=True)
class TidyRow:
    """One observation: ids of place, group and phase, the period's code with its kind, and the numbers."""

    source_row: int
    indicator: str
    place_id: str
    place: str
    period: str
    period_kind: str
    group: str
    phase: str
    value: float | None
    numerator: float | None
    denominator: float | None
    status: str


@dataclass(frozen=True, slots=True)
class FirstRows:
    """``rows`` are the first observations of ``observations`` that the first ``read`` rows give; ``findings`` what the
    checks say of those."""

    rows: tuple[TidyRow, ...]
    observations: int
    read: int
    used: int
    findings: tuple[Finding, ...]


def first_rows(
    sheet: Sheet,
    dataset: Dataset,
    *,
    catalogue: Catalogue,
    places: Places,
    warehouse: Path,
    beside: Path,
    declared: Declared | None = None,
    today: date | None = None,
) -> FirstRows:
    """What the loader makes of the sheet's first rows by the dataset; the schools and clusters of the snapshot that is
    served are known. ``beside`` is a folder in the warehouse to work in: a loader reaches no other."""
    with TemporaryDirectory(prefix="look-", dir=beside, ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve()
        path = work / "first.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(sheet.top[:SAMPLE_ROWS])
        report = ExtractReport("first rows", dataset=dataset.id)
        with Session.open(
            work, warehouse=warehouse.resolve(), catalogue=catalogue, datasets={dataset.id: dataset}, places=places,
            memory_limit="500MB", threads=1, today=today or date.today(),
        ) as session:  # fmt: skip
            peeked = peek(path)
            try:
                (detected,) = detect(peeked, [dataset], chosen=dataset.id)
            except Refused as refusal:
                return FirstRows((), 0, 0, 0, (refusal.finding,))
            received = Received("first rows", path, "", work)
            one_table.read(session, report, received, peeked, detected, declared or Declared())
            rows, number, used = _claims(session, places)
        findings = tuple(each for each in report.findings if each.rule not in SAMPLE_ONLY)
        return FirstRows(rows, number, report.rows_read, used, findings)


def _claims(session: Session, places: Places) -> tuple[tuple[TidyRow, ...], int, int]:
    """The claims, also of a file that the checks refuse: one sees why."""
    connection = session.connection
    views = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE regexp_matches(view_name, '^claim_\\d+$')"
    ).fetchall()
    if not views:
        return (), 0, 0
    ((view,), *_) = views
    names = dict(connection.execute("SELECT place_id, name FROM fresh_place").fetchall())
    if session.ledger.has_previous:
        names = dict(connection.execute("SELECT place_id, name FROM prev.place").fetchall()) | names
    names |= dict(zip(places.place["place_id"].to_pylist(), places.place["name"].to_pylist(), strict=True))
    found = connection.execute(
        "SELECT source_row, indicator_id::VARCHAR, place_id::VARCHAR, period::VARCHAR, period_kind::VARCHAR, "
        "group_id::VARCHAR, phase::VARCHAR, value, numerator, denominator, status::VARCHAR "
        f"FROM {view} ORDER BY source_row, indicator_id::VARCHAR LIMIT {SHOWN}"
    ).fetchall()
    counts = connection.execute(f"SELECT count(*), count(DISTINCT source_row) FROM {view}").fetchone() or (0, 0)
    rows = tuple(TidyRow(row[0], row[1], row[2], names.get(row[2], row[2]), *row[3:]) for row in found)
    return rows, int(counts[0]), int(counts[1])
