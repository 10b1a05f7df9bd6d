"""The first rows of a table as columns: which row is the header, and what stands below each name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from etl.dataset_parts import BLANKS
from etl.reading.tables import TOP_ROWS, Sheet, fold, unique_names

SAMPLE = 200
"""Rows that are looked at below the header."""
MOST_WORDS = 40
"""A column with more different words is no column of groups."""
URN = re.compile(r"^1\d{5}$")
YEAR = re.compile(r"^(?:19|20)\d{2}$")
NUMBER = re.compile(r"^[-+]?[£]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?\s*%?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sample: its name, and its cells that say something."""

    name: str
    cells: list[str]

    @property
    def words(self) -> list[str]:
        """Its different cells in the order of their first appearance."""
        return list(dict.fromkeys(self.cells))

    def share(self, fits: Callable[[str], object]) -> float:
        """How much of it fits; nothing of a column without a cell."""
        return sum(bool(fits(cell)) for cell in self.cells) / len(self.cells) if self.cells else 0.0


def header_row(sheet: Sheet) -> int:
    """The row (from 1) that looks like the header: the first of the widest rows whose cells are words, none twice."""
    widths = [sum(bool(cell.strip()) for cell in row) for row in sheet.top]
    widest = max(widths, default=0)
    for number, row in enumerate(sheet.top[:TOP_ROWS], start=1):
        filled = [fold(cell) for cell in row if cell.strip()]
        named = sum(not NUMBER.match(cell) or bool(YEAR.match(cell)) for cell in filled)
        if len(filled) >= max(2, 0.7 * widest) and named >= 0.7 * len(filled) and len(set(filled)) == len(filled):
            return number
    return 1


def columns(sheet: Sheet, header: int) -> list[Column]:
    """The columns below a header row, by the first rows of the sheet."""
    names = unique_names(sheet.top[header - 1]) if sheet.top else []
    rows = sheet.top[header : header + SAMPLE]
    return [
        Column(name, [row[n].strip() for row in rows if n < len(row) and fold(row[n]) not in BLANKS])
        for n, name in enumerate(names)
    ]


def is_number(column: Column) -> bool:
    return column.share(NUMBER.match) > 0.4 and not column.share(URN.match) > 0.9
