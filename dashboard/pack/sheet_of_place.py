"""One page about a cluster, trust or authority: the measures of its plan as lines, and its schools' latest figures."""

from __future__ import annotations

from datetime import date

from dashboard.analysis import words
from dashboard.answers.briefing import Briefing, Line, briefing
from dashboard.answers.columns import Column
from dashboard.answers.errors import NotFoundError
from dashboard.answers.members import Cell, Row
from dashboard.board import Board
from dashboard.components.rug import WITHHELD
from dashboard.components.values import short_value
from dashboard.figures import line as figures
from dashboard.pack import wording
from dashboard.pack.names import slug
from dashboard.pack.sheet import Sheet, SheetChart, SheetRow
from etl.groups import label

MOST_SCHOOLS = 60
"""Schools that one page holds in a legible size; the furthest behind stand first, the others are on the screen."""


def of_place(board: Board, place_id: str, *, plan: str | None, group: str, on: date) -> Sheet:
    """The briefing of a place that holds schools, as its screen says it.

    Raises :class:`NotFoundError` for a place that nobody knows or that holds none, and for a plan that is none of its.
    """
    found = briefing(board, place_id, plan=plan, group=group, on=on)
    if found is None:
        raise NotFoundError(f"no cluster, trust or authority has the id {place_id}")
    if plan is not None and found.plan != plan:
        known = ", ".join(name for name, _ in found.plans) or "none"
        raise NotFoundError(f"{found.place.name} takes no part in the plan {plan}; its plans: {known}")
    columns = found.table.columns
    rows = [_row(row, columns) for row in found.table.rows[:MOST_SCHOOLS]]
    more = len(found.table.rows) - MOST_SCHOOLS
    rows.append(SheetRow(("England", "", *_england(found)), strong=(0,)))
    files = sorted({point.origin.file_name for line in found.lines for point in line.own.known if point.origin})
    return Sheet(
        title=found.place.name,
        eyebrow=f"{found.place.level_name} briefing. {_size(found)}",
        lede=_lede(found),
        notes=(wording.INVENTED,) if found.invented else (),
        charts=tuple(_chart(found, each) for each in found.lines),
        columns=("School", "Pupils", *(f"{each.indicator.short}, {each.period.label}" for each in columns)),
        numbers=tuple(range(1, len(columns) + 2)),
        rows=tuple(rows) if columns else (),
        after=tuple(
            filter(
                None,
                (
                    f"And {more} more schools, on the screen." if more > 0 else "",
                    "A number after a figure is its distance from England's; bold is behind by more than chance.",
                    f"Not shown, since nothing is held here: {', '.join(found.lacking)}." if found.lacking else "",
                    f"Figures read in: {words.listed(files, most=6)}." if files else "No figure is held here.",
                ),
            )
        ),
        foot=f"{found.place.name} · as of {on:%-d %B %Y} · snapshot {board.store.snapshot_id}",
        name=f"{slug(found.place.name)}-briefing.pdf",
        even=True,
    )


def _size(found: Briefing) -> str:
    schools = words.plural(len(found.table.rows), "school")
    return f"{schools}, {found.pupils:,} pupils" if found.pupils else schools


def _lede(found: Briefing) -> str:
    plan = dict(found.plans).get(found.plan or "")
    by = f"By the measures of {plan.title}" if plan else "No plan names this place: the usual figures"
    whom = "" if found.group == "all" else f", {label(found.group).lower()}"
    return f"{by}{whom}."


def _chart(found: Briefing, each: Line) -> SheetChart:
    lines = [figures.Line(each.own, "Here", "place")]
    if each.england is not None and each.england.known:
        lines.append(figures.Line(each.england, "England", "england"))
    told = "; ".join(wording.latest_words(one.name, one.series, each.indicator) for one in lines)
    title = each.name if each.name == each.indicator.short else f"{each.name}: {each.indicator.short}"
    said = f"Line chart. {title}, {found.place.name}. {told}."
    return SheetChart(each.indicator, title, said, tuple(lines), each.target)


def _row(row: Row, columns: tuple[Column, ...]) -> SheetRow:
    pupils = "" if row.place.pupils is None else f"{row.place.pupils:,}"
    cells = [_cell(column, cell) for column, cell in zip(columns, row.cells, strict=True)]
    strong = tuple(
        number for number, cell in enumerate(row.cells, start=2) if cell.standing == "behind" and cell.certain
    )
    return SheetRow((row.place.name, pupils, *cells), strong=strong)


def _cell(column: Column, cell: Cell) -> str:
    """The figure with its distance from England's in words; one that is withheld has its reason and nothing else."""
    if cell.value is None:
        return WITHHELD.get(cell.status, (cell.status.replace("_", " "), ""))[0]
    value = short_value(cell.value, column.indicator)
    if cell.gap is None or cell.standing is None:
        return value
    if cell.standing == "level":
        return f"{value}, level"
    return f"{value}, {words.number(abs(cell.gap), column.indicator.decimals)} {cell.standing}"


def _england(found: Briefing) -> list[str]:
    return [
        short_value(point.value, column.indicator) if point is not None and point.value is not None else "not published"
        for column, point in zip(found.table.columns, found.england, strict=True)
    ]
