"""The schools of a briefing: a row each, its latest figures tinted by how they stand to England's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.analysis.model import Point
from dashboard.answers.briefing import Briefing
from dashboard.answers.columns import Column
from dashboard.answers.members import Cell, Row
from dashboard.components import layout
from dashboard.components.addresses import place_address
from dashboard.components.quick import quick
from dashboard.components.rug import WITHHELD, tint
from dashboard.components.values import short_value


def table(found: Briefing) -> html.Div:
    """The table, furthest behind on the first measure at the top; withheld figures by name below."""
    columns = found.table.columns
    head = [quick(html.Th, "School", scope="col"), quick(html.Th, "Pupils", scope="col", className="num n")]
    head += [_head(column) for column in columns]
    body = [_row(row, columns, found.group) for row in found.table.rows]
    foot = quick(
        html.Tr, [quick(html.Th, "England", scope="row"), quick(html.Td, ""), *_england(columns, found.england)]
    )
    rows = [
        quick(html.Caption, f"Schools of {found.place.name}, latest figures", className="vh"),
        quick(html.Thead, quick(html.Tr, head)),
        quick(html.Tbody, body),
        quick(html.Tbody, foot, className="rug-total"),
    ]
    drawn = quick(html.Table, rows, className="rug", id="schools-table")
    return layout.scroll(drawn, label=f"Schools of {found.place.name}")


def _head(column: Column) -> Any:
    return quick(html.Th, [column.indicator.short, quick(html.Span, column.period.label, className="sub")], scope="col")


def _row(row: Row, columns: Sequence[Column], group: str) -> Any:
    address = place_address(row.place.place_id, group=None if group == "all" else group)
    name = quick(html.Th, quick(html.A, row.place.name, href=address), scope="row")
    pupils = "" if row.place.pupils is None else f"{row.place.pupils:,}"
    cells = [_cell(column, cell) for column, cell in zip(columns, row.cells, strict=True)]
    return quick(html.Tr, [name, quick(html.Td, pupils, className="num n"), *cells])


def _cell(column: Column, cell: Cell) -> Any:
    if cell.value is None:
        word, _ = WITHHELD.get(cell.status, (cell.status.replace("_", " "), ""))
        kind = "rug-c" if cell.status in ("suppressed", "low", "unreliable") else "rug-na"
        return quick(html.Td, quick(html.Span, word, className="rug-words"), className=f"rug-cell {kind}")
    said = _said(column, cell)
    parts = [quick(html.Span, short_value(cell.value, column.indicator), className="rug-value")]
    parts += [quick(html.Span, said, className="rug-words")] if said else []
    return quick(html.Td, parts, className=f"rug-cell {tint(cell)}")


def _said(column: Column, cell: Cell) -> str:
    if cell.gap is None or cell.standing is None:
        return ""
    if cell.standing == "level":
        return "level"
    return f"{words.number(abs(cell.gap), column.indicator.decimals)} {cell.standing}"


def _england(columns: Sequence[Column], points: Sequence[Point | None]) -> list[Any]:
    said = [
        short_value(point.value, column.indicator) if point is not None and point.value is not None else "–"
        for column, point in zip(columns, points, strict=True)
    ]
    return [quick(html.Td, each, className="rug-cell") for each in said]
