"""Reference files: registers, memberships, neighbours, inspections and links become reference rows.

Each kind has one module with ``load``, which fills the ``fresh_…`` tables of the session from the staged rows. A file
of figures has no kind here, and may name clusters beside its figures (:mod:`etl.reference.drawn`).
"""

from __future__ import annotations

import duckdb

from etl.datasets import Dataset
from etl.declared import Declared, declared_period
from etl.findings import Finding
from etl.reference import drawn, inspections, links, lookup, membership, neighbours, register
from etl.reference.subject import Loaded, Subject
from etl.tidy.cells import Cells
from etl.tidy.places import Gazetteer
from etl.tidy.tables import Rows
from etl.warehouse.reference import TABLES

__all__ = ["Loaded", "load"]

_KINDS = {
    "register": register.load,
    "links": links.load,
    "membership": membership.load,
    "neighbours": neighbours.load,
    "inspections": inspections.load,
    "lookup": lookup.load,
}


def load(
    connection: duckdb.DuckDBPyConnection,
    rows: Rows,
    *,
    dataset: Dataset,
    cells: Cells,
    places: Gazetteer,
    declared: Declared,
    extract_id: int,
) -> Loaded:
    """Fill the reference tables from one staged table; counts every row that was written."""
    subject = Subject(connection, rows, dataset, cells, places, declared.invented, extract_id)
    findings: list[Finding] = []
    used = (
        _KINDS[dataset.kind](subject, findings) if dataset.kind in _KINDS else "SELECT NULL AS source_row WHERE false"
    )
    if dataset.drawn:
        used += f" UNION ALL {drawn.load(subject, findings, period=declared_period(declared, dataset))}"
    written = sum(
        subject.count(f"SELECT count(*) FROM fresh_{table} WHERE extract_id = {extract_id}") for table in TABLES
    )
    return Loaded(written, used, findings)
