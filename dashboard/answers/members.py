"""A member's figure against the comparator's, and the members of a place side by side: what tables are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.analysis.comparison import Comparison, compared
from dashboard.analysis.model import Point
from dashboard.analysis.series import Lines
from dashboard.analysis.words import COUNTS
from dashboard.answers.columns import Column
from dashboard.answers.comparators import Beside
from dashboard.answers.directory import Place
from etl.catalogue import Indicator

SCHOOL = "school"


class Cell(NamedTuple):
    """A member's figure against the comparator's; ``point`` is ``None`` when the member has no row at all.

    ``compared`` is ``None`` where nothing is compared, and so is everything that is read from it. ``before`` names the
    closed school whose figure it is.
    """

    point: Point | None
    comparator: float | None = None
    compared: Comparison | None = None
    before: str | None = None

    @property
    def gap(self) -> float | None:
        return self.compared.gap if self.compared else None

    @property
    def standing(self) -> str | None:
        """The printed figures' own order; ``None`` too where too few are counted for any."""
        return self.compared.standing if self.compared else None

    @property
    def word(self) -> str | None:
        """``better``, ``similar``, ``worse`` (``higher``, ``lower`` where neither end is better) or ``not_tested``."""
        return self.compared.word if self.compared else None

    @property
    def why(self) -> str | None:
        """The reason of the word."""
        return self.compared.reason if self.compared else None

    @property
    def certain(self) -> bool | None:
        """Whether the difference is more than chance at 95 %; ``None`` where no interval can be had."""
        return self.compared.certain if self.compared else None

    @property
    def alert(self) -> bool | None:
        """Whether it also is at 99.8 %, for lists of many; ``None`` where no interval can be had."""
        return self.compared.alert if self.compared else None

    @property
    def value(self) -> float | None:
        return self.point.value if self.point else None

    @property
    def status(self) -> str:
        """Why there is no value, or how good it is; ``no_row`` when nothing was published for the member."""
        return self.point.status if self.point else "no_row"


@dataclass(frozen=True, slots=True)
class Row:
    place: Place
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Members by columns; ``by`` is ``school`` or the cluster scheme of the rows."""

    by: str
    group: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def column(self, indicator_id: str) -> int | None:
        return next((i for i, column in enumerate(self.columns) if column.indicator.id == indicator_id), None)

    def figures(self, index: int) -> tuple[tuple[Place, Cell], ...]:
        return tuple((row.place, row.cells[index]) for row in self.rows)


def judged(indicator: Indicator, point: Point | None, reference: float | None) -> Cell:
    """A figure against a reference. Not compared: a school's yes or no (``school_count``) with a share of schools, and
    a count, which grows with the place, with the country's."""
    if point is None or point.value is None or reference is None:
        return Cell(point, reference)
    yes_or_no = indicator.aggregation == "school_count" and point.denominator == 1
    if yes_or_no or indicator.unit in COUNTS:
        return Cell(point)
    return Cell(point, reference, compared(indicator, point, reference))


def shown(rows: Iterable[Row], *, lead: int | None) -> tuple[Row, ...]:
    """Rows furthest behind on the lead column first; those without a comparable figure last, in name order.

    Withheld figures never take part in the order, so that their place in the list tells nothing of them.
    """

    def order(row: Row) -> tuple[bool, float, str]:
        cell = row.cells[lead] if lead is not None else None
        if cell is None or cell.gap is None or cell.standing is None:
            return True, 0.0, row.place.name
        worse = -abs(cell.gap) if cell.standing == "behind" else abs(cell.gap)
        return False, worse if cell.standing != "level" else 0.0, row.place.name

    return tuple(sorted(rows, key=order))


def cell_at(lines: Lines, place: Place, column: Column, group: str) -> Point | None:
    """The place's figure for exactly that column; ``None`` when there is no row for it."""
    line = lines.pick(column.indicator, place.place_id, group, **column.scope)
    return line.at(column.period) if line else None


def reference_for(
    column: Column, point: Point | None, place: Place | None, group: str, beside: Beside | None
) -> Point | None:
    """The comparator's figure that stands beside a cell: the place's own phase where one is published, else the
    column's. Schools of one phase are not held against all schools where it can be helped, and a special school is
    held against special schools or not at all."""
    if beside is None:
        return None
    like = point or Point(column.period, None, coverage=column.coverage)
    if place is not None and place.phase == "special":
        return beside.point(column.indicator, group, like, phases=["special"])
    phases = [place.phase] if place and place.phase and column.phase == "total" and place.level == "school" else []
    return beside.point(column.indicator, group, like, phases=[*phases, column.phase])
