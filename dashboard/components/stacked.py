"""A table that becomes a list of cards on a narrow screen: every cell carries the words of its column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components import layout


def row(head: Sequence[str], cells: Sequence[Any], *, name: str = "") -> html.Tr:
    """One row; its first cell is its head. Roles are given out: a table that is laid out as cards loses its own."""
    first, *rest = cells
    return html.Tr(
        [
            html.Th(first, scope="row", role="rowheader"),
            *(
                html.Td(cell, role="cell", **{"data-head": words.partition(",")[0]})
                for words, cell in zip(head[1:], rest, strict=True)
            ),
        ],
        role="row",
        className=name,
    )


def table(head: Sequence[str], bodies: Sequence[Sequence[html.Tr]], *, caption: str, name: str) -> html.Div:
    """The table with a body for each group of rows, in a box of its own that scrolls."""
    made = html.Table(
        [
            html.Caption(caption, className="vh"),
            html.Thead(
                html.Tr([html.Th(words, scope="col", role="columnheader") for words in head], role="row"),
                role="rowgroup",
            ),
            *(html.Tbody(list(rows), role="rowgroup") for rows in bodies if rows),
        ],
        className=f"data stacked {name}",
        role="table",
    )
    return layout.scroll(made, label=caption)


def cards(table: html.Table) -> html.Table:
    """A table that was made elsewhere, so that it becomes cards too: each cell takes the words of its column's head.

    A head that is a drawing names nothing. Rows, cells and groups keep their roles by name.
    """
    parts = _inside(table)
    heads: list[str] = []
    for part in parts:
        if isinstance(part, html.Thead):
            heads = [_words(cell) for row in _inside(part) for cell in _inside(row)]
    for part in parts:
        if isinstance(part, html.Thead | html.Tbody):
            part.role = "rowgroup"
            for row in _inside(part):
                _give_roles(row, heads, top=isinstance(part, html.Thead))
    table.role = "table"
    table.className = f"{table.className} stacked"
    return table


def _give_roles(row: html.Tr, heads: Sequence[str], *, top: bool) -> None:
    row.role = "row"
    cells = _inside(row)
    for cell, words in zip(cells, heads, strict=False):
        if isinstance(cell, html.Th):
            cell.role = "columnheader" if top else "rowheader"
            continue
        cell.role = "cell"
        if words and not top and not hasattr(cell, "colSpan"):
            setattr(cell, "data-head", words.partition(",")[0])


def _inside(part: Any) -> list[Any]:
    held = getattr(part, "children", None)
    return [each for each in held if each is not None] if isinstance(held, list | tuple) else [held]


def _words(cell: Any) -> str:
    held = getattr(cell, "children", None)
    return held if isinstance(held, str) else ""
