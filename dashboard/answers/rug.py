"""The members of a place as a table that can be sorted and narrowed: which rows, in which order, and why none is told
by a figure that is not shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dashboard.analysis.cohort import too_few
from dashboard.analysis.model import Point
from dashboard.answers.columns import Column
from dashboard.answers.members import Row
from dashboard.answers.walk import Walk
from dashboard.board import Board

NAME, PUPILS = "name", "pupils"
BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class RugAsked:
    """What the address asks of the table: ``sort`` is ``name``, ``pupils`` or an indicator, with a minus for the other
    way round; ``find`` are words of a name; ``only`` may be ``behind``."""

    sort: str | None = None
    find: str | None = None
    only: str | None = None

    @property
    def narrows(self) -> bool:
        return bool(self.find or self.only == BEHIND)


@dataclass(frozen=True, slots=True)
class Rug:
    """Rows in order. ``keys`` holds, for each row, the place of each of its cells in the order of its column, or
    ``None`` where the cell takes no part in it; ``themes`` are the titles over the columns with how many each spans.
    ``of`` is the number of rows before anything was left out, ``by`` what they are sorted by (``descending``)."""

    columns: tuple[Column, ...]
    themes: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    keys: tuple[tuple[int | None, ...], ...]
    own: Row
    reference: tuple[Point | None, ...]
    of: int
    by: str
    descending: bool


def rug(board: Board, walk: Walk, asked: RugAsked) -> Rug:
    """The table of a walk as it is asked for; an unknown column leaves the walk's own order, which is by its lead.

    The lead's theme stands first and the lead first in it, where a phone shows it; the other themes follow in
    catalogue order.
    """
    order = _column_order(board, walk)
    columns = tuple(walk.table.columns[index] for index in order)
    rows = [_reordered(row, order) for row in walk.rows]
    themes = [board.catalogue.theme_of[column.indicator.id].title for column in columns]
    by, descending = _sort(asked.sort, columns)
    places = [_places(rows, number, column) for number, column in enumerate(columns)]
    keyed = list(zip(rows, zip(*places, strict=True) if columns else [()] * len(rows), strict=True))
    at = next((number for number, column in enumerate(columns) if column.indicator.id == by), 0)
    kept = [(row, keys) for row, keys in keyed if _kept(row, at, asked)]
    kept = _sorted(kept, by, at, descending=descending)
    return Rug(
        columns=columns,
        themes=tuple((title, len(list(same))) for title, same in groupby(themes)),
        rows=tuple(row for row, _ in kept),
        keys=tuple(keys for _, keys in kept),
        own=_reordered(walk.own, order),
        reference=tuple(walk.reference[index] for index in order),
        of=len(rows),
        by=by,
        descending=descending,
    )


def _sort(asked: str | None, columns: Sequence[Column]) -> tuple[str, bool]:
    known = (NAME, PUPILS, *(column.indicator.id for column in columns))
    by = (asked or "").removeprefix("-")
    if by not in known:
        return (columns[0].indicator.id if columns else NAME), False
    return by, (asked or "").startswith("-")


def _column_order(board: Board, walk: Walk) -> list[int]:
    columns, lead = walk.table.columns, walk.lead

    def theme(index: int) -> str:
        return board.catalogue.theme_of[columns[index].indicator.id].theme

    first = theme(lead) if lead is not None else None
    titles = list(dict.fromkeys(theme(index) for index in range(len(columns))))
    return sorted(
        range(len(columns)), key=lambda index: (theme(index) != first, titles.index(theme(index)), index != lead, index)
    )


def _places(rows: Sequence[Row], index: int, column: Column) -> list[int | None]:
    """Each row's place in a column, furthest behind first, equal cells alike. Withheld figures, those of too few and
    those that cannot be compared where others are take no part."""
    compared = any(row.cells[index].standing is not None for row in rows)
    amounts = [(_behind if compared else _value)(row, index, column) for row in rows]
    ranks = {amount: place for place, amount in enumerate(sorted({each for each in amounts if each is not None}))}
    return [None if amount is None else ranks[amount] for amount in amounts]


def _behind(row: Row, index: int, column: Column) -> float | None:  # noqa: ARG001 - one shape for both
    cell = row.cells[index]
    if cell.gap is None or cell.standing is None:
        return None
    return {"behind": -abs(cell.gap), "ahead": abs(cell.gap)}.get(cell.standing, 0.0)


def _value(row: Row, index: int, column: Column) -> float | None:
    point = row.cells[index].point
    if point is None or point.value is None or too_few(column.indicator, point):
        return None
    return {"higher": point.value, "closer_to_zero": -abs(point.value)}.get(column.indicator.polarity, -point.value)


def _kept(row: Row, at: int, asked: RugAsked) -> bool:
    if asked.find and asked.find.casefold() not in row.place.name.casefold():
        return False
    return asked.only != BEHIND or (bool(row.cells) and row.cells[at].standing == "behind")


Keyed = tuple[Row, tuple[int | None, ...]]


def _sorted(rows: Sequence[Keyed], by: str, at: int, *, descending: bool) -> list[Keyed]:
    """Rows without a place in the column last by name, whichever way round the others stand."""
    named = sorted(rows, key=lambda each: each[0].place.name)
    if by == NAME:
        return named[::-1] if descending else named
    number: Callable[[Keyed], int | None] = (
        (lambda each: None if each[0].place.pupils is None else -each[0].place.pupils)
        if by == PUPILS
        else (lambda each: each[1][at])
    )
    placed = [(place, each) for each in named if (place := number(each)) is not None]
    placed.sort(key=lambda each: -each[0] if descending else each[0])
    return [each for _, each in placed] + [each for each in named if number(each) is None]


def _reordered(row: Row, order: Sequence[int]) -> Row:
    return replace(row, cells=tuple(row.cells[index] for index in order))
