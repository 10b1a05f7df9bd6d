"""What the loaders of reference rows share: the staged rows, and how a field of them reads in SQL."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import duckdb

from etl.datasets import Dataset
from etl.date_words import day_sql
from etl.findings import Finding
from etl.layouts.detect import fold
from etl.place_names import PlaceError
from etl.sql import count, literal
from etl.tidy.cells import Cells
from etl.tidy.places import Gazetteer
from etl.tidy.tables import Rows, distinct, write


@dataclass(frozen=True, slots=True)
class Loaded:
    """Reference rows written, a select of the ``source_row`` of every row that was used, and findings."""

    rows: int
    used: str
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Subject:
    """One staged reference table; the expressions are over its rows, aliased ``s``."""

    connection: duckdb.DuckDBPyConnection
    rows: Rows
    dataset: Dataset
    cells: Cells
    gazetteer: Gazetteer
    invented: bool
    extract_id: int

    def has(self, field: str) -> bool:
        """Whether the dataset names a column for the field and the file has it."""
        column = self.dataset.fields.get(field)
        return column is not None and self.cells.has(column)

    def text(self, field: str) -> str:
        """The cell, trimmed; null where it is blank or the file lacks the column."""
        if not self.has(field):
            return "CAST(NULL AS VARCHAR)"
        cell = f"trim({self.cells.raw(self.dataset.fields[field])})"
        # Not nullif(nullif(…)): DuckDB 2.0 cannot bind "… IS NOT NULL" of that where a column is blank throughout.
        return f"CASE WHEN {cell} NOT IN ('', 'NULL') THEN {cell} END"

    def date(self, field: str) -> str:
        """The cell as a date of the dataset's format; null where it is none."""
        if not self.has(field):
            return "CAST(NULL AS DATE)"
        form = self.dataset.formats.get(field, "%Y-%m-%d")
        return day_sql(self.text(field), form)

    def number(self, field: str, kind: str) -> str:
        """The cell as a number of an SQL type; null where it is none."""
        return f"try_cast({self.text(field)} AS {kind})"

    def word(self, field: str, words_of: str | None = None) -> str:
        """Our id for the cell by the dataset's ``words``; null where they do not know it."""
        known = self.dataset.words.get(words_of or field, {})
        return self.meaning(f"lower({self.text(field)})", known)

    def meaning(self, cell: str, known: dict[str, str | tuple[str, ...]]) -> str:
        """A CASE from folded words to our ids."""
        whens = []
        for ours, words in known.items():
            listed = (words,) if isinstance(words, str) else words
            whens.append(f"WHEN {cell} IN ({', '.join(literal(fold(w)) for w in listed)}) THEN {literal(ours)}")
        return f"CASE {' '.join(whens)} END" if whens else "CAST(NULL AS VARCHAR)"

    def urn(self, field: str) -> str:
        """``urn/<number>`` of a cell that holds a URN; null for anything else."""
        number = f"try_cast({self.text(field)} AS INTEGER)"
        return f"CASE WHEN {number} BETWEEN 10000 AND 9999999 THEN 'urn/' || {number} END"

    def map_places(self, table: str, field: str, levels: tuple[str, ...]) -> str:
        """Write a map from a field's cells to places of the levels; returns the join condition with it as ``table``."""
        key = self.text(field)
        columns: dict[str, list[object]] = {"k0": [], "place_id": [], "region_id": []}
        for (cell,), _, _ in distinct(self.rows, [f"coalesce({key}, '')"]):
            try:
                place_id = self.gazetteer.directory.resolve_first([cell], levels=levels)
            except PlaceError:
                continue
            for name, value in zip(columns, (cell, place_id, self.gazetteer.region_of.get(place_id)), strict=True):
                columns[name].append(value)
        write(self.connection, table, columns)
        return f"{table}.k0 = {key}"

    def count(self, sql: str) -> int:
        """A single number."""
        return count(self.connection, sql)


def slug(words: str) -> str:
    """A name as part of an id: ``Hunslet & Riverside`` is ``hunslet-and-riverside``."""
    plain = unicodedata.normalize("NFKD", words.replace("&", " and ")).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
