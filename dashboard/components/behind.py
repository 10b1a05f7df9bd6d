"""The table behind a chart over the years: a period a row, a line a column, and for each empty cell the reason.

Six small charts beside each other have six such tables, which few readers open: they are written as markup, without
an element for each cell. The files of a chart take the same table as elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from dash import html
from markupsafe import escape

from dashboard.analysis import words
from dashboard.analysis.model import Point
from dashboard.components import layout
from dashboard.components.svg import Block
from dashboard.figures import axis
from dashboard.figures.line import Line, Steps
from etl.catalogue import Indicator
from etl.periods import Period

TARGET = "Target"
NO_TARGET = "–"
"""Where the target does not yet, or no longer, hold."""
STATUS_WORDS = {
    "suppressed": "suppressed, small numbers",
    "not_applicable": "not applicable",
    "not_available": "not available",
    "low": "low, rounds to zero",
    "unreliable": "withheld, unreliable",
}


class Cell(NamedTuple):
    """What a cell says, and what stands below it (counts); ``known`` is false where it says why there is no figure."""

    text: str
    more: str = ""
    known: bool = True


def cell(point: Point | None, indicator: Indicator, period: Period) -> Cell:
    """A figure with its counts, or why there is none."""
    if point is None:
        return Cell(axis.why_empty(period, indicator), known=False)
    if point.value is None:
        return Cell(STATUS_WORDS.get(point.status, point.status.replace("_", " ")), known=False)
    estimated = " (estimated)" if point.status == "estimated" else ""
    return Cell(words.printed(point.value, indicator) + estimated, words.counts(point, indicator) or "")


class Numbers(Block):
    """The table behind a small chart, as a disclosure below it; ``caption`` says whose figures they are, of what.

    ``lines`` and ``target`` are those that the chart was drawn from.
    """

    def __init__(self, lines: Sequence[Line], indicator: Indicator, *, caption: str, target: Steps = ()) -> None:
        self._lines, self._indicator, self._caption, self._target = lines, indicator, caption, dict(target)
        super().__init__(_fold(caption, self._head(), self._rows()))

    def table(self) -> html.Table:
        """The same table as elements."""
        names = self._head()
        rows: list[list[Any]] = [[period, *map(element, cells)] for period, cells in self._rows()]
        return layout.table(["Period", *names], rows, caption=self._caption, numbers=range(1, len(names) + 1))

    def _head(self) -> list[str]:
        return [*(each.name for each in self._lines), *([TARGET] if self._target else [])]

    def _rows(self) -> Iterator[tuple[str, list[Cell]]]:
        along = axis.axis([each.series for each in self._lines], upto=self._target)
        held = [{point.period.code: point for point in each.series.points} for each in self._lines]
        for period in along.periods:
            cells = [_small(points.get(period.code), self._indicator, period) for points in held]
            if self._target:
                asked = self._target.get(period)
                cells.append(Cell(NO_TARGET if asked is None else words.printed(asked, self._indicator)))
            yield period.label, cells


def element(said: Cell) -> Any:
    """A cell as the content of an element."""
    if not said.known:
        return html.Span(said.text, className="quiet")
    return [said.text, html.Span(said.more, className="sub")] if said.more else said.text


def _small(point: Point | None, indicator: Indicator, period: Period) -> Cell:
    """A cell of a table that has no column for the release: it says itself that a figure is not final."""
    said = cell(point, indicator, period)
    if not said.known or point is None or point.release == "final":
        return said
    return said._replace(more=", ".join(filter(None, (said.more, point.release))))


def _fold(caption: str, names: Sequence[str], rows: Iterable[tuple[str, list[Cell]]]) -> str:
    made = list(rows)
    said = [caption, *names]
    for period, cells in made:
        said.append(period)
        for each in cells:
            said += each[:2]
    words_, *head = escaped = _escaped(said)
    told = iter(escaped[1 + len(names) :])
    body = "".join(f'<tr><th scope="row">{next(told)}</th>{_cells(cells, told)}</tr>' for _, cells in made)
    top = "".join(f'<th scope="col" class="num">{name}</th>' for name in head[: len(names)])
    return (
        '<details><summary>Table behind this chart</summary><div class="fold">'
        f'<div class="scroll" role="group" aria-label="Table: {words_}"><table class="data"><caption>{words_}</caption>'
        f'<thead><tr><th scope="col">Period</th>{top}</tr></thead><tbody>{body}</tbody></table></div></div></details>'
    )


def _cells(cells: Sequence[Cell], told: Iterator[str]) -> str:
    """The cells of a row, with their words as they come escaped."""
    made = ""
    for each in cells:
        text, more = next(told), next(told)
        if not each.known:
            text = f'<span class="quiet">{text}</span>'
        elif more:
            text += f'<span class="sub">{more}</span>'
        made += f'<td class="num">{text}</td>'
    return made


def _escaped(texts: Sequence[str]) -> list[str]:
    """Texts with the signs of HTML escaped, all at once: a table has hundreds."""
    return str(escape("\x00".join(texts))).split("\x00")
