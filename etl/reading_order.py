"""Every file of a load is received and recognised, then all are read, reference kinds first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from etl import one_table
from etl.declared import Declared
from etl.findings import Refused
from etl.layouts.detect import Detected, detect
from etl.reading.extract import peek
from etl.reading.receive import Received, Unreadable, receive
from etl.reading.tables import Peeked
from etl.report import ExtractReport
from etl.session import Session
from etl.side_notes import declared_for

ORDER = ("register", "links", "membership", "neighbours", "lookup", "inspections", "facts")
"""Reference rows are there before the figures that refer to them."""
Progress = Callable[[str, int, int], None]
"""Called with the file in hand, how many files are done, and how many there are."""


@dataclass(slots=True)
class _Table:
    """One recognised table of a file on its way through."""

    report: ExtractReport
    received: Received
    peeked: Peeked
    detected: Detected
    declared: Declared


def read_all(
    session: Session,
    paths: list[Path],
    *,
    work: Path,
    period: str | None,
    release: str | None,
    dataset: str | None,
    progress: Progress | None,
) -> list[ExtractReport]:
    """Recognise every file, then read them, reference kinds first; the reports are in the order of the files."""
    reports: list[ExtractReport] = []
    tables: list[_Table] = []
    for number, path in enumerate(paths):
        top = path if path.is_dir() else path.parent
        staging = work / f"received-{number}"
        staging.mkdir()
        for received in receive([path], staging=staging):
            if isinstance(received, Unreadable):
                reports.append(session.refuse(received.name, "", [received.finding]))
                continue
            reports.extend(
                _recognise(session, received, tables, top=top, period=period, release=release, dataset=dataset)
            )
    for number, table in enumerate(sorted(tables, key=_turn)):
        if progress is not None:
            progress(table.report.file, number, len(tables))
        started = perf_counter()
        one_table.read(session, table.report, table.received, table.peeked, table.detected, table.declared)
        table.report.seconds += perf_counter() - started
    if progress is not None:
        progress("publishing", len(tables), len(tables))
    return reports


def _turn(table: _Table) -> tuple[int, bool]:
    """Reference kinds first; of the facts last those that know schools by establishment number only, since the others
    tell which school has which."""
    place = table.detected.dataset.place
    by_number = place.level == "school" and all("laestab" in column.casefold() for column in place.columns)
    return ORDER.index(table.detected.dataset.kind), by_number


def _recognise(
    session: Session,
    received: Received,
    tables: list[_Table],
    *,
    top: Path,
    period: str | None,
    release: str | None,
    dataset: str | None,
) -> list[ExtractReport]:
    started = perf_counter()
    try:
        declared = declared_for(
            received.name, beside=received.beside, top=top, period=period, release=release, dataset=dataset
        )
        peeked = peek(received.path)
        found = detect(peeked, session.datasets.values(), chosen=declared.dataset)
    except Refused as refusal:
        return [session.refuse(received.name, received.sha256, [refusal.finding])]
    reports = []
    for detected in found:
        name = received.name if len(found) == 1 else f"{received.name} [{detected.sheet}]"
        report = ExtractReport(name, dataset=detected.dataset.id, seconds=(perf_counter() - started) / len(found))
        reports.append(report)
        tables.append(_Table(report, received, peeked, detected, declared))
    return reports
