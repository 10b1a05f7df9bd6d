"""One recognised table in a load: it is checked and made tidy, and how that ended is written into its report."""

from __future__ import annotations

from dataclasses import asdict

import duckdb

from etl import reference
from etl.checks import check_claims, check_header, check_rows, column_absent, personal_cell
from etl.checks.named import Named
from etl.checks.subject import Claims, Header
from etl.datasets import Dataset
from etl.declared import Declared, with_period
from etl.findings import Finding, Refused
from etl.layouts import name_words
from etl.layouts.detect import Detected
from etl.ledger import digest
from etl.reading.receive import Received
from etl.reading.tables import Peeked
from etl.report import ExtractReport
from etl.session import Session
from etl.sql import count
from etl.staging import columns_read, stage_rows
from etl.tally import check_tally, tally
from etl.tidy import claims as tidy_claims
from etl.tidy import maps as tidy_maps
from etl.tidy.cells import Cells
from etl.tidy.gazetteer import gazetteer
from etl.tidy.new_places import note_new_places
from etl.tidy.places import Gazetteer
from etl.tidy.sources import Bound, bind, definition_hash
from etl.tidy.tables import Rows
from etl.warehouse.repair import fault
from etl.warehouse.workshop import of_the_machine

_NO_ROWS = "SELECT NULL::BIGINT AS source_row WHERE false"


def read(
    session: Session,
    report: ExtractReport,
    received: Received,
    peeked: Peeked,
    detected: Detected,
    declared: Declared,
) -> None:
    """Check one recognised table and make it tidy; everything that is wrong with it ends in ``report``."""
    dataset = detected.dataset
    bound = bind(dataset, session.catalogue)
    fingerprint = digest(
        [received.sha256, detected.sheet, definition_hash(dataset, bound), asdict(declared), received.name]
        if dataset.period.by == "declared" and declared.period is None  # its name may tell the period
        else [received.sha256, detected.sheet, definition_hash(dataset, bound), asdict(declared)]
    )
    if session.ledger.unchanged(report, fingerprint):
        return
    extract_id = session.ledger.next_id
    try:
        declared = with_period(declared, report.findings, name=received.name, dataset=dataset)
        _read(session, report, peeked, detected, declared, bound=bound, extract_id=extract_id)
    except Refused as refusal:
        report.findings.append(refusal.finding)
    except duckdb.Error as error:
        if of_the_machine(error) or (session.base is not None and fault(session.base, thorough=True)):
            raise  # not the extract's fault: the whole load ends
        report.findings.append(Finding("read_failed", "refuse", f"the file could not be read through: {error}"))
    if any(finding.severity == "refuse" for finding in report.findings):
        session.drop(extract_id)
        session.ledger.refused(report, sha256=received.sha256, fingerprint=fingerprint)
        return
    report.outcome = "loaded"
    session.changes.replaced |= set(session.ledger.superseded(received.sha256, dataset.id))
    session.ledger.loaded(
        report,
        sha256=received.sha256,
        dataset=dataset,
        declared=declared,
        fingerprint=fingerprint,
        claims=session.changes.views.get(extract_id),
    )


def _read(
    session: Session,
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
    below, columns = sheet.top[detected.header_row :], columns_read(dataset, detected, bound)
    report.findings += check_header(
        Header(detected.header, below, detected.header_row, dataset, detected.names, columns, session.today)
    )
    cells = Cells(dataset, detected.names)
    rows, staged = stage_rows(session.connection, peeked, detected, bound, cells=cells)
    report.rows_read = staged.rows
    report.findings += staged.findings
    if not staged.rows:
        raise Refused(Finding("rows_none", "refuse", "there is no row below the header"))
    personal_cell.find(rows)
    session.connection.execute("CREATE OR REPLACE TABLE rejected (source_row BIGINT)")
    words = gazetteer(session.connection, session.places, previous=session.ledger.has_previous)
    used, named = _NO_ROWS, "SELECT NULL AS place_id, NULL AS source_row WHERE false"
    if dataset.kind != "facts" or dataset.drawn:
        loaded = reference.load(
            session.connection,
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
        report.findings += _claims(session, rows, dataset, cells, bound, declared, words, extract_id=extract_id)
        report.findings += name_words.find(
            session.connection, report.file, dataset=dataset, datasets=session.datasets.values()
        )
        report.observations = count(session.connection, f"SELECT count(*) FROM claim_{extract_id}")
        named = f"SELECT place_id, source_row FROM used_{extract_id}"
        used += f" UNION ALL SELECT source_row FROM used_{extract_id}"
    report.findings += note_new_places(
        rows,
        dataset=dataset,
        cells=cells,
        gazetteer=words,
        invented=declared.invented,
        extract_id=extract_id,
        previous=session.ledger.has_previous,
        claims=named,
    )
    tally(session.connection, report, used)
    check_tally(report, dataset, accepted=session.accept_rejects)


def _claims(
    session: Session,
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
    kept = Rows(session.connection, rows.source, f"({rows.keep}) AND {series}")
    maps = tidy_maps.build(
        kept,
        dataset=dataset,
        cells=cells,
        kinds=sorted({b.kind for b in bound}),
        gazetteer=words,
        declared=declared,
        today=session.today,
    )
    said = check_rows(Named(kept, dataset, cells, maps, words))
    tidy_maps.reject(kept, maps)
    inserted = tidy_claims.insert(kept, dataset=dataset, cells=cells, bound=bound, maps=maps, extract_id=extract_id)
    session.changes.views[extract_id] = f"claim_{extract_id}"
    return [
        *maps.findings,
        *said,
        *column_absent.find(inserted.lacking, bound, dataset, cells),
        *check_claims(
            Claims(
                session.connection,
                kept,
                dataset,
                cells,
                bound,
                extract_id,
                inserted.shared_table,
                previous=session.ledger.has_previous,
                dated=session.places.dated,
            )
        ),
    ]
