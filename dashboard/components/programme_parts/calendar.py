"""The programme along the months: each action from start to due date, with what is forecast now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.answers.programme import Item
from dashboard.components import layout
from dashboard.components.programme_parts.dates import in_brief
from dashboard.components.svg import Svg
from dashboard.figures.timeline import Bar, timeline

NOTE = (
    "A bar runs from the start that was recorded to the plan's date (diamond); a disc is the date forecast now. "
    "The same dates stand in the table below."
)


def section(items: Sequence[Item], *, today: date) -> html.Section:
    """The actions asked for that have a date, by date; the others are counted."""
    bars = [_bar(item) for item in items if item.tracked.counts]
    dated = sorted((bar for bar in bars if bar.dates), key=lambda bar: bar.due or bar.forecast or bar.dates[0])
    if not dated:
        why = "No action shown has a due date, a start or a forecast. A forecast is given with a note on the action."
        return layout.section("Timeline", [layout.empty("No dates.", why)], id="timeline")
    drawn = Svg(timeline(dated, today=today, title="Timeline of the actions"))
    rest = len(bars) - len(dated)
    words = f"{rest} actions have no date at all and are not drawn." if rest > 1 else "1 action has no date at all."
    return layout.section(
        "Timeline",
        layout.present([_figure(drawn, dated), html.P(words, className="note") if rest else None]),
        id="timeline",
        note=NOTE,
    )


def _figure(drawn: Svg, bars: Sequence[Bar]) -> html.Figure:
    """The drawing with its dates as a table."""
    rows = [[bar.name, *(_day(each) for each in (bar.start, bar.due, bar.forecast)), bar.words] for bar in bars]
    table = layout.table(
        ["Action", "Started", "Due", "Forecast", "State"], rows, caption="Timeline of the actions: their dates"
    )
    behind = layout.fold("Table behind this chart", [layout.scroll(table, label="Dates of the actions")])
    caption = html.Figcaption("Timeline of the actions", className="vh")
    return html.Figure([caption, layout.scroll(drawn, label="Timeline"), behind])


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else "–"


def _bar(item: Item) -> Bar:
    return Bar(
        name=item.label,
        state=item.timing,
        words=in_brief(item),
        start=item.state.started,
        due=item.tracked.due,
        forecast=item.state.forecast,
    )
