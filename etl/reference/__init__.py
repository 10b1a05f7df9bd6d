"""Reference files: registers, memberships, neighbours, inspections and links become reference rows.

Each kind has one module with ``load``, which fills the ``fresh_…`` tables of the session from the staged rows.
"""

from __future__ import annotations

import re
from datetime import datetime

import duckdb

from etl.datasets import Dataset
from etl.findings import Finding
from etl.reference import inspections, links, lookup, membership, neighbours, register
from etl.reference.subject import Loaded, Subject
from etl.tidy.cells import Cells
from etl.tidy.maps import Declared, Rows
from etl.tidy.places import Gazetteer
from etl.warehouse.reference import TABLES

__all__ = ["Loaded", "load", "period_from_name"]

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
    used = _KINDS[dataset.kind](subject, findings)
    written = sum(
        subject.count(f"SELECT count(*) FROM fresh_{table} WHERE extract_id = {extract_id}") for table in TABLES
    )
    return Loaded(written, used, findings)


def period_from_name(name: str, dataset: Dataset) -> str | None:
    """The period that a file's name tells by the dataset's pattern, as a code or in words that ``--period`` takes.

    A day (``20150407``, ``31_Jan_2026``) is read as its month.
    """
    if dataset.period.file_name is None:
        return None
    found = re.search(dataset.period.file_name, name.rsplit("/", maxsplit=1)[-1], re.IGNORECASE)
    if found is None:
        return None
    text = found[1] if found.groups() else found[0]
    if dataset.period.kind == "snapshot":
        for form in ("%Y%m%d", "%d_%b_%Y", "%d_%B_%Y", "%Y-%m-%d", "%B_%Y", "%b_%Y"):
            try:
                return f"{datetime.strptime(text, form):%Y-%m}"
            except ValueError:
                continue
    return text.replace("_", "/")
