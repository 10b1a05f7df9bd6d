"""What the rules on rows look at: the distinct words that say what a row is about, before any claim is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from etl.dataset_place import EES_LEVELS
from etl.datasets import Dataset
from etl.findings import Finding, Severity
from etl.layouts.detect import fold
from etl.sql import literal
from etl.tidy.cells import Cells
from etl.tidy.maps import Maps, Word
from etl.tidy.places import BLANK_CODES, Gazetteer, levels_of
from etl.tidy.tables import Rows, distinct, listed, times, write

AREA_COLUMNS = {
    level: tuple(column for column in EES_LEVELS[word].columns)
    for level, word in (
        ("region", "regional"),
        ("la", "local authority"),
        ("district", "local authority district"),
        ("school", "school"),
    )
}
"""DfE's columns of each level, from the wide to the narrow one."""


@dataclass(frozen=True)
class Named:
    """The distinct words of one extract's rows with what they were taken for."""

    rows: Rows
    dataset: Dataset
    cells: Cells
    maps: Maps
    gazetteer: Gazetteer

    @property
    def by_levels(self) -> bool:
        """Whether rows say their geographic level in DfE's way."""
        return self.dataset.place.by == "levels" and self.cells.has(self.dataset.place.column)

    def is_blank(self, cell: str) -> bool:
        """Whether a cell of a place names none: blank, or a word that stands for "no place"."""
        return fold(cell) in BLANK_CODES or fold(cell) in self.gazetteer.not_places

    @cached_property
    def levels(self) -> list[Word]:
        """The words of the level column."""
        return [Word(*found) for found in distinct(self.rows, [self.cells.raw(self.dataset.place.column)])]

    @cached_property
    def areas(self) -> list[tuple[str, dict[str, str], Word]]:
        """For rows above schools: the level that the row says, its cells by column, and the rows.

        Rows of schools are many and name each an LA: what is said of areas is not looked for there.
        """
        known = {word: level.level for word, level in levels_of(self.dataset).items()}
        wide = [word for word, level in known.items() if level in ("country", "region", "la", "district")]
        said = [word for word in (fold(word.key[0]) for word in self.levels) if word in wide]
        columns = [column for names in AREA_COLUMNS.values() for column in names if self.cells.has(column)]
        if not self.by_levels or not said:
            return []
        level = self.cells.word(self.dataset.place.column)
        among = ", ".join(literal(word) for word in sorted(set(said)))
        above = Rows(self.rows.connection, self.rows.source, f"({self.rows.keep}) AND {level} IN ({among})")
        found = distinct(above, [level, *(self.cells.raw(column) for column in columns)])
        return [
            (known[key[0]], dict(zip(columns, key[1:], strict=True)), Word(key, number, first))
            for key, number, first in found
        ]

    def leave_out(self, keys: list[str], *, table: str) -> None:
        """Reject the rows with these place keys: they make no claims."""
        write(self.rows.connection, table, {"k0": keys})
        self.maps.rejected.append((table, [self.maps.place_key]))
        # Written anew: deleted rows would still be met when the column becomes an ENUM of the words that are left.
        self.rows.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {self.maps.place} AS SELECT * FROM {self.maps.place} "
            f"ANTI JOIN {table} USING (k0)"
        )


def told(found: Sequence[tuple[str, Word, str | None, str | None]], *, rule: str, severity: Severity) -> list[Finding]:
    """Findings from (message, rows, column, value), the earliest row first and cut to a readable number."""
    ordered = sorted(found, key=lambda each: each[1].first)
    findings = [
        Finding(rule, severity, times(message, word.rows), word.first, column, value)
        for message, word, column, value in ordered
    ]
    return listed(findings, sum(word.rows for _, word, *_ in found))
