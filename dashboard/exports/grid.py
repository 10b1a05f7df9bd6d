"""A table on screen as columns and rows: spans filled in, a column for what stands below values, none for drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dash import html

from dashboard.exports.cells import BELOW, UNSEEN, Cell, Number, Value, cell, classes, pieces, words

UNNAMED = ("Item", "Remark", "Value")
"""The names of columns that have none on screen: the first, a later one, and a later one of a table without a head."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its name and a value a row. ``unit`` is said in the name where all its numbers share one."""

    name: str
    values: tuple[Value, ...]

    @property
    def is_number(self) -> bool:
        return any(isinstance(each, Number) for each in self.values)


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table; all have a value for each row."""

    columns: tuple[Column, ...]

    @property
    def rows(self) -> list[tuple[Value, ...]]:
        return list(zip(*(column.values for column in self.columns), strict=True))


def grid(table: html.Table) -> Grid:
    """The table as a spreadsheet wants it.

    A heading inside the body (a theme over its indicators) becomes a first column; a cell that spans rows is repeated,
    one that spans columns stands in the first of them. A column of drawings is left out: what it draws stands in the
    others. Words below a value have a column of their own beside it, ``<name>: note``; numbers keep their unit in the
    name of the column, or in a column ``<name>: unit`` where it differs by row.
    """
    head, body = _parts(table)
    lines, groups = _lines(body)
    width = max([len(head), *(len(line) for line in lines)])
    lines = [line + [Cell()] * (width - len(line)) for line in lines]
    names = _names(head, width=width)
    columns: list[Column] = []
    if any(groups):
        columns.append(Column(_group_name(names), tuple(groups)))
    for number, name in enumerate(names):
        cells = [line[number] for line in lines]
        if number < len(head) or any(each.value != "" or each.note for each in cells):
            columns += _columns(name, cells)
    return Grid(tuple(_unlike(columns)))


def _parts(table: html.Table) -> tuple[list[str], list[html.Tr]]:
    """The names of the columns, and the rows of all bodies."""
    head: list[str] = []
    rows: list[html.Tr] = []
    for part in pieces(table.children):
        found = [each for each in pieces(getattr(part, "children", None)) if isinstance(each, html.Tr)]
        if isinstance(part, html.Thead) and found:
            for each in pieces(found[-1].children):
                head += [_name(each), *[""] * (_span(each, "colSpan") - 1)]
        elif isinstance(part, html.Tbody | html.Tfoot):
            rows += found
        elif isinstance(part, html.Tr):
            rows.append(part)
    return head, rows


def _lines(body: Sequence[html.Tr]) -> tuple[list[list[Cell]], list[str]]:
    """Rows of cells with spans filled in, and the heading that each stands under."""
    lines: list[list[Cell]] = []
    groups: list[str] = []
    heading = ""
    hanging: dict[int, tuple[int, Cell]] = {}
    for row in body:
        cells = list(pieces(row.children))
        if len(cells) == 1 and getattr(cells[0], "scope", None) == "rowgroup" and _span(cells[0], "rowSpan") == 1:
            heading = words(_without_small(cells[0]))
            continue
        line: list[Cell] = []
        for each in cells:
            _hang(line, hanging)
            found = cell(each)
            # The head of a row is its name: a year or a number there is no amount.
            if isinstance(each, html.Th) and isinstance(found.value, Number):
                found = replace(found, value=words(_without_small(each)))
            if (rows := _span(each, "rowSpan")) > 1:
                hanging[len(line)] = (rows - 1, found)
            line += [found, *[Cell()] * (_span(each, "colSpan") - 1)]
        _hang(line, hanging)
        lines.append(line)
        groups.append(heading)
    return lines, groups


def _hang(line: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    """Cells of earlier rows that reach down into this one."""
    while len(line) in hanging:
        left, found = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (left - 1, found)
        line.append(found)


def _columns(name: str, cells: Sequence[Cell]) -> list[Column]:
    """The column itself, with its notes and units beside it where it has any; nothing for a column of drawings."""
    if any(each.drawn for each in cells) and not any(each.value != "" for each in cells):
        return []
    units = {each.value.unit for each in cells if isinstance(each.value, Number)}
    varied = len(units) > 1
    unit = "" if varied else next(iter(units), "")
    found = [Column(f"{name} ({unit})" if unit and unit not in name else name, tuple(each.value for each in cells))]
    if varied:
        said = (each.value.unit if isinstance(each.value, Number) else "" for each in cells)
        found.append(Column(f"{name}: unit", tuple(said)))
    if any(each.note for each in cells):
        notes = Column(f"{name}: note", tuple(each.note for each in cells))
        found = [*found, notes] if any(each.value != "" for each in cells) else [replace(notes, name=name)]
    return found


def _names(head: Sequence[str], *, width: int) -> list[str]:
    first, later, headless = UNNAMED
    given = [*head, *[""] * (width - len(head))]
    return [name or (first if number == 0 else later if head else headless) for number, name in enumerate(given)]


def _name(head: Any) -> str:
    """``KS4 attainment 8, 2024/25``: the words of a column's head and those below them."""
    found = cell(head)
    own = str(found.value) if not isinstance(found.value, Number | date) else words(_without_small(head))
    return ", ".join(filter(None, (own, found.note)))


def _group_name(names: Sequence[str]) -> str:
    """The column of headings inside a body is named for what they are."""
    return "Theme" if "Indicator" in names else "Group"


def _without_small(node: Any) -> list[Any]:
    """The children of a cell but for the words below them."""
    return [each for each in pieces(node.children) if not classes(each) & {*BELOW, UNSEEN}]


def _unlike(columns: Sequence[Column]) -> list[Column]:
    """No two columns of one name: ``Remark``, ``Remark 2``."""
    seen: Counter[str] = Counter()
    found = []
    for column in columns:
        seen[column.name] += 1
        many = seen[column.name]
        found.append(column if many == 1 else replace(column, name=f"{column.name} {many}"))
    return found


def _span(node: Any, name: str) -> int:
    return int(getattr(node, name, None) or 1)


def spelled(value: Value) -> str:
    """A value as plain text: a number without its unit and grouping, a day as in ``2026-05-14``.

    >>> spelled(Number(1234.5, decimals=1, unit="%", grouped=True))
    '1234.5'
    """
    if isinstance(value, Number):
        return f"{value.value:.{value.decimals}f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else value
