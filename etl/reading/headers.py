"""The header of a table: one row or several, and what a crosstab's header says of each figure below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from etl.dataset_parts import Crosstab, Reading
from etl.datasets import Dataset
from etl.reading.tables import Row, fold, normal, unique_names

BETWEEN = " / "
"""Stands between the words of a crosstab's header rows where they are shown as one name."""


@dataclass(frozen=True, slots=True)
class Head:
    """The header that ends in ``row`` (from 1): its cells as one row of names.

    ``said`` holds, for each column of figures of a crosstab (by its place in ``cells``), the words of the header rows.
    """

    row: int
    cells: Row
    said: dict[int, tuple[str, ...]] = field(default_factory=dict)


def head_at(top: list[Row], number: int, reading: Reading) -> Head | None:
    """The header that begins in row ``number`` (from 1); ``None`` where the rows cannot be one of this kind."""
    last = number + reading.header_rows - 1
    if last > len(top):
        return None
    if reading.header_rows == 1 and reading.crosstab is None:
        return Head(last, top[last - 1])
    rows = [list(map(normal, row)) for row in top[number - 1 : last]]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    upper = [_spread(row, below) for row, below in pairwise(rows)]
    stacked = list(zip(*upper, rows[-1], strict=True))
    if reading.crosstab is None:
        return Head(last, [" ".join(filter(None, words)) for words in stacked])
    return _crosstab(last, stacked, reading.crosstab)


def _spread(row: Row, below: Row) -> Row:
    """A merged cell says its words for every column under it; one that stands alone (blank below) for its own."""
    spread, current = [], ""
    for cell, under in zip(row, below, strict=True):
        if cell:
            current = cell if under else ""
        elif not under:
            current = ""
        spread.append(cell or current)
    return spread


def _crosstab(last: int, stacked: list[tuple[str, ...]], crosstab: Crosstab) -> Head | None:
    left = len(crosstab.rows)
    cells = []
    for name, words in zip(crosstab.rows, stacked, strict=False):
        said = next(filter(None, reversed(words)), "")
        if said and said.casefold() != normal(name).casefold():
            return None
        cells.append(name)
    said_by = {index: words for index, words in enumerate(stacked) if index >= left and all(words)}
    if len(cells) < left or not said_by:
        return None
    return Head(last, [*cells, *(BETWEEN.join(filter(None, words)) for words in stacked[left:])], said_by)


@lru_cache(maxsize=256)
def _present(header: tuple[str, ...]) -> dict[str, str]:
    """Folded to own name, kept since every dataset is compared with the same few rows."""
    return {fold(name): name for name in reversed(unique_names(list(header)))}


def columns_of(header: Row, dataset: Dataset) -> dict[str, str]:
    """Our name (folded) to the file's column, for every column of the header; aliases lead to our name as well."""
    present = _present(tuple(header))
    names = dict(present)
    for ours, others in dataset.aliases.items():
        if fold(ours) not in present:
            other = next((present[fold(word)] for word in others if fold(word) in present), None)
            if other is not None:
                names[fold(ours)] = other
    return names
