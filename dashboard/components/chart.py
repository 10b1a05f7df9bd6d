"""A chart with what belongs to it: its words for who cannot see it, its notes, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.analysis.model import Point, Series
from dashboard.components import layout
from dashboard.components.behind import cell, element
from dashboard.components.svg import Chart
from dashboard.figures import axis
from dashboard.figures.drawn import Figure, svg
from dashboard.figures.line import MIDDLE, NARROW, WIDE, Line, Size, Steps, line
from dashboard.figures.starts import Start, during
from etl.catalogue import Indicator
from etl.periods import Period


def line_chart(
    lines: Sequence[Line],
    indicator: Indicator,
    *,
    id: str,
    title: str,
    target: Steps = (),
    trajectory: Steps = (),
    starts: Sequence[Start] = (),
    sizes: Sequence[Size] = (NARROW, MIDDLE, WIDE),
) -> html.Figure:
    """Lines over the years; the first is the place's own. The caption names the chart, the table holds its numbers.

    ``starts`` are the actions meant to move it, where somebody recorded when they began. It is drawn at each of the
    ``sizes``; the screen shows the widest that fits where it stands.
    """
    along = axis.axis([each.series for each in lines], upto=[period for period, _ in (*target, *trajectory)])
    notes = [*axis.notes(along, [each.series for each in lines], indicator), *_begun(starts)]
    drawing = draw(
        {
            size.width: line(lines, indicator, target=target, trajectory=trajectory, starts=starts, size=size)
            for size in sizes
        },
        id=id,
        name=f"{title}. {_summary(lines, indicator)}",
    )
    return html.Figure(
        [
            html.Figcaption(html.H3(title)),
            drawing,
            html.Ul([html.Li(note) for note in notes], className="chart-notes") if notes else None,
            layout.fold("Table behind this chart", [table_behind(lines, indicator, along.periods, starts=starts)]),
        ]
    )


def draw(figures: Mapping[int, Figure], *, id: str, name: str) -> html.Div:
    """A chart that is drawn at several widths (pixels), with a way to explore it; ``name`` are its words."""
    drawn = [svg(figure, width=width, name=name, classes=f"w{width}") for width, figure in figures.items()]
    explore = html.Button(
        ["Explore", layout.hidden(f" the chart: {name.partition('.')[0]}")],
        type="button",
        className="explore",
        **{"data-explore": id},
    )
    return html.Div([Chart("".join(drawn), id=id, figures=figures), explore], className="chart")


def _begun(starts: Sequence[Start]) -> list[str]:
    """What the ticks at the foot stand for."""
    if not starts:
        return []
    told = [f"{each.label} on {each.day.day} {each.day:%B %Y}, {each.name}" for each in sorted(starts, key=_day)]
    return [f"Ticks at the foot mark when actions began: {'; '.join(told)}"]


def _day(start: Start) -> date:
    return start.day


def table_behind(
    lines: Sequence[Line], indicator: Indicator, periods: Sequence[Period], *, starts: Sequence[Start] = ()
) -> html.Div:
    """Every number of the chart with its counts, release and the file and row that it came from, and the actions that
    began in each period."""
    own = lines[0].series
    rows = []
    begun = during(starts, periods)
    for period in periods:
        point = own.at(period)
        cells: list[Any] = [period.label]
        cells += [element(cell(each.series.at(period), indicator, period)) for each in lines]
        cells += [point.release if point else "", _origin(point)]
        cells += [", ".join(each.label for each in begun[period])] if starts else []
        rows.append(cells)
    head = ["Period", *(each.name for each in lines), "Release", f"Source of {lines[0].name}"]
    head += ["Actions begun"] if starts else []
    table = layout.table(head, rows, caption=f"{indicator.name}, {_unit(indicator)}", numbers=range(1, len(lines) + 1))
    published = indicator.publication
    source = html.P(
        [
            f"Source: {published.publisher}, {published.title}; {published.licence}. ",
            html.A("Definition", href=f"/methods#{indicator.id}"),
        ],
        className="note",
    )
    return html.Div([layout.scroll(table, label=f"Table: {indicator.short}"), source])


def _origin(point: Point | None) -> Any:
    if point is None or point.value is None:
        return ""
    if point.basis == "aggregated":
        return f"summed over {point.members_with_data} of {point.members} members"
    if point.origin is None:
        return ""
    name = f"{point.origin.file_name}, row {point.origin.row:,}" if point.origin.row else point.origin.file_name
    return html.A(name, href=f"/data/{point.origin.extract_id}") if point.origin.extract_id else name


def _summary(lines: Sequence[Line], indicator: Indicator) -> str:
    said = [
        f"{each.name}: {words.printed(latest.figure, indicator)} in {latest.period.label}"
        for each in lines
        if (latest := each.series.latest) is not None
    ]
    return "; ".join(said) + ". The table below holds every figure."


def _unit(indicator: Indicator) -> str:
    return {"percent": "per cent", "pp": "percentage points"}.get(indicator.unit, indicator.unit)


def lines_of(
    name: str, own: Series, comparator: tuple[str, Series] | None, beside: Sequence[tuple[str, str, Series]]
) -> list[Line]:
    """The lines of a chart: the place, its comparator in grey, and those asked for beside it."""
    found = [Line(own, name, "place")]
    if comparator is not None and comparator[1].known:
        found.append(Line(comparator[1], comparator[0], "england"))
    found += [Line(series, words_, "region" if role == "region" else "neighbours") for words_, role, series in beside]
    return found
