"""The table behind a chart, from what the chart was drawn from: a period a row, a line a column.

Six small charts beside each other have six such tables, which few readers open: they are written as markup, without
an element for each cell. The files of a chart take the same table as elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from dash import html
from markupsafe import escape

from dashboard.components import layout
from dashboard.components.svg import Block
from dashboard.figures.drawn import Figure

NOTHING = "–"
"""Where a line has no figure."""
TARGET = "Target"
"""The line that stands last, whenever it was drawn."""

Cell = tuple[str, str]
"""A value as printed and what stands below it (its counts, that it is provisional); both empty where there is none."""


def rows(figure: Figure) -> tuple[list[str], list[tuple[str, list[Cell]]]]:
    """The names of the lines, the place's own first, and for each period of the axis a cell of each line."""
    said: dict[str, dict[str, Cell]] = {}
    for trace in reversed(figure["data"]):
        line = said.setdefault(trace["name"], {})
        for period, text in zip(trace["x"], trace["text"], strict=True):
            value, _, more = text.partition(" (")
            line[period] = value, more.removesuffix(")")
    periods = figure["layout"]["xaxis"]["categoryarray"]
    names = sorted(said, key=lambda name: name == TARGET)
    return names, [(period, [said[name].get(period, ("", "")) for name in names]) for period in periods]


def fold(figure: Figure, *, caption: str) -> Block:
    """The table as a disclosure below its chart; ``caption`` says whose figures they are, of what."""
    names, lines = rows(figure)
    words, *names = _escaped([caption, *names])
    head = "".join(f'<th scope="col" class="num">{name}</th>' for name in names)
    body = "".join(f"<tr>{_row(period, cells)}</tr>" for period, cells in lines)
    made = (
        f'<table class="data"><caption>{words}</caption><thead><tr><th scope="col">Period</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
    scrolls = f'<div class="scroll" role="group" aria-label="Table: {words}">{made}</div>'
    return Block(f'<details><summary>Table behind this chart</summary><div class="fold">{scrolls}</div></details>')


def _row(period: str, cells: Sequence[Cell]) -> str:
    period, *said = _escaped([period, *chain.from_iterable(cells)])
    made = "".join(
        f'<td class="num">{value or NOTHING}<span class="sub">{more}</span></td>'
        if more
        else f'<td class="num">{value or NOTHING}</td>'
        for value, more in zip(said[::2], said[1::2], strict=True)
    )
    return f'<th scope="row">{period}</th>{made}'


def _escaped(texts: Sequence[str]) -> list[str]:
    """Texts with the signs of HTML escaped, all at once: a table has hundreds."""
    return str(escape("\x00".join(texts))).split("\x00")


def table(figure: Figure, *, caption: str) -> html.Table:
    """The same table as elements."""
    names, lines = rows(figure)
    made: list[list[Any]] = [
        [
            period,
            *(
                [value or NOTHING, html.Span(more, className="sub")] if more else value or NOTHING
                for value, more in cells
            ),
        ]
        for period, cells in lines
    ]
    return layout.table(["Period", *names], made, caption=caption, numbers=range(1, len(names) + 1))
