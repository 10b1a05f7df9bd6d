"""The indicator over the years: the place beside its comparators, with the table behind."""

from __future__ import annotations

from dash import html

from dashboard.answers.indicator import IndicatorView
from dashboard.components import layout
from dashboard.components.chart import line_chart
from dashboard.components.indicator_parts import trend
from dashboard.figures.line import FULL, NARROW, WIDE, Line

_ROLES = {"england": "england", "region": "region"}


def section(found: IndicatorView, than: str) -> html.Section:
    """The chart; where there is nothing to draw, why."""
    if found.figure is None or not found.figure.series.known:
        return layout.section(
            "Over the years", [layout.empty("Nothing to draw:", f"{found.why_nothing}.")], id="series"
        )
    lines = [Line(found.figure.series, found.place.name, "place")]
    named = set()
    for comparator, series in found.besides:
        role = _ROLES.get(comparator.key, "neighbours")
        if role in named:
            continue  # an older neighbour set would lie on top of the newer one
        named.add(role)
        lines.append(Line(series, comparator.name, role))
    notes = [comparator.note for comparator, _ in found.besides if comparator.note and comparator.key == "neighbours"]
    title = f"{found.indicator.name}: {found.place.name}"
    chart = line_chart(lines, found.indicator, id="chart-series", title=title, sizes=(NARROW, WIDE, FULL))
    told = layout.present([trend.lines(found, than)])
    return layout.section(
        "Over the years", [*told, chart, *(html.P(note, className="note") for note in notes)], id="series"
    )
