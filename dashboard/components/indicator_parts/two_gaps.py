"""The gap of a group to the other pupils, twice: to the others here, and to the others in the comparator."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.analysis import words
from dashboard.answers.gap_series import GapPoint
from dashboard.answers.indicator import IndicatorView
from dashboard.components import layout
from dashboard.components.svg import Svg
from dashboard.components.values import inline
from dashboard.figures.gap_bars import gap_bars
from etl.catalogue import Indicator


def section(found: IndicatorView, than: str) -> html.Section | None:
    """Two rows of bars side by side; nothing where no such gap is known."""
    both = found.two_gaps
    if both is None:
        return None
    others = inline(both.others)
    drawn = [
        _bars(found.indicator, points, f"To the others {where}")
        for points, where in ((both.here, "here"), (both.there, f"in {than}"))
        if any(point.gap is not None for point in points)
    ]
    return layout.section(
        f"The gap: {inline(both.group)} and {others}",
        [html.Div(drawn, className="two-gaps")],
        id="group-gaps",
        note=f"{both.group} less {others}. The gap here also closes when the others here fall; the gap to those in "
        f"{than} is measured on a line that nobody here moves.",
    )


def _bars(indicator: Indicator, points: Sequence[GapPoint], title: str) -> html.Div:
    drawing = Svg(
        gap_bars(
            [(point.period.label, point.gap, point.broken) for point in points],
            decimals=indicator.decimals,
            polarity=indicator.polarity,
            title=title,
        )
    )
    rows = [
        [
            point.period.label,
            "no figure on one side" if point.gap is None else words.signed(point.gap, indicator),
            "not comparable with the years before" if point.broken else "",
        ]
        for point in points
    ]
    table = layout.table(["Period", "Gap", ""], rows, caption=title, numbers=(1,))
    behind = layout.fold("Table behind this chart", [table])
    return html.Div(html.Figure([html.Figcaption(html.H3(title)), layout.scroll(drawing, label=title), behind]))
