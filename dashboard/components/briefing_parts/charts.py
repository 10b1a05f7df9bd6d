"""The measures of a briefing as small charts side by side, each with its latest figure in words."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.analysis import words
from dashboard.analysis.gaps import gap, standing
from dashboard.answers.briefing import Briefing, Line
from dashboard.components.addresses import indicator_address
from dashboard.components.behind import Numbers
from dashboard.components.chart import draw
from dashboard.components.quick import quick
from dashboard.figures import line as figures
from dashboard.figures.line import Size

SMALL = Size(362, 250, 108)


def charts(found: Briefing) -> html.Div:
    """One figure a measure, with its table; where each number comes from stands on the indicator's screen."""
    return html.Div([_chart(found, each) for each in found.lines], className="small-charts")


def _chart(found: Briefing, each: Line) -> html.Figure:
    lines = [figures.Line(each.own, found.place.name, "place")]
    if each.england is not None and each.england.known:
        lines.append(figures.Line(each.england, "England", "england"))
    drawn = figures.line(lines, each.indicator, target=each.target, size=SMALL)
    said = _sentence(each, lines)
    link = quick(html.A, each.name, href=indicator_address(each.indicator.id, found.place.place_id, group=found.group))
    of = "" if each.indicator.short == each.name else f"{each.indicator.short}. "
    title = [quick(html.H3, link), quick(html.P, f"{of}{said}", className="note")]
    name = f"{each.name}, {found.place.name}. {of}{said}"
    return quick(
        html.Figure,
        [
            quick(html.Figcaption, title),
            draw({SMALL.width: drawn}, id=f"chart-{each.indicator.id}", name=name),
            Numbers(lines, each.indicator, target=each.target, caption=f"{each.name}, {found.place.name}"),
        ],
    )


def _sentence(each: Line, lines: Sequence[figures.Line]) -> str:
    """The latest figure, and how it stands to England's of the same year."""
    latest = each.own.latest
    if latest is None:
        return ""
    said = f"{words.printed(latest.figure, each.indicator)} in {latest.period.label}"
    theirs = lines[1].series.at(latest.period) if len(lines) > 1 else None
    if theirs is None or theirs.value is None:
        return f"{said}."
    distance = gap(latest.figure, theirs.value)
    side = standing(latest.figure, theirs.value, each.indicator)
    return f"{said}, {words.gap_words(distance, side, each.indicator, 'England')}." if side else f"{said}."
