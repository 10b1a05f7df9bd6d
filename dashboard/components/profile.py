"""Every indicator of a place, theme by theme: value, comparator, place in the spread of authorities, change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html

from dashboard.analysis import words
from dashboard.analysis.comparison import by_chance
from dashboard.analysis.recent_trend import Trend
from dashboard.answers.place import Figure, Theme
from dashboard.answers.spines import Spine
from dashboard.components import layout, marks, stacked
from dashboard.components.addresses import indicator_address
from dashboard.components.rug import WITHHELD, against
from dashboard.components.svg import Svg
from dashboard.components.values import short_value, unit_note
from dashboard.figures.spine import spine as draw_spine


def profile(
    themes: Sequence[Theme], spines: Sequence[Spine], *, place_id: str, than: str, query: Mapping[str, str | None]
) -> html.Div:
    """One table for all themes, so that values line up down the page; a theme is a row of its own."""
    by_id = {spine.figure.indicator.id: spine for spine in spines}
    ends = html.Span([html.Span("worse"), html.Span(than), html.Span("better")], className="spine-head")
    columns = [
        html.Th("Indicator", scope="col", className="name"),
        html.Th("Here", scope="col", className="num here"),
        html.Th(than, scope="col", className="num there"),
        html.Th(ends, scope="col", className="spine-cell") if spines else None,
        html.Th("Gap", scope="col", className="gap"),
        html.Th("Since the year before", scope="col", className="change"),
    ]
    head, wide = html.Thead(html.Tr(layout.present(columns))), 6 if spines else 5
    bodies = [
        html.Tbody(
            [
                html.Tr(html.Th(html.H3(theme.title), scope="rowgroup", colSpan=wide), className="theme-row"),
                *(_row(figure, by_id or None, place_id, query) for figure in theme.figures),
            ]
        )
        for theme in themes
    ]
    label = f"Every indicator against {than}"
    table = stacked.cards(html.Table([html.Caption(label, className="vh"), head, *bodies], className="data profile"))
    return html.Div([layout.scroll(table, label=label), _key(than, spines), _chance(themes)])


def _row(figure: Figure, spines: Mapping[str, Spine] | None, place_id: str, query: Mapping[str, str | None]) -> html.Tr:
    """``spines`` is ``None`` where no figure has one: then there is no column for them."""
    indicator = figure.indicator
    spine = spines.get(indicator.id) if spines else None
    link = html.A(indicator.name, href=indicator_address(indicator.id, place_id, **query))
    below = unit_note(indicator)
    name = html.Th(layout.present([link, html.Span(below, className="sub") if below else None]), scope="row")
    if figure.point is None or figure.point.value is None:
        wide = 4 if spines is None else 5
        return html.Tr([name, html.Td(_nothing(figure), colSpan=wide, className="quiet")])
    reference = "–" if figure.cell.comparator is None else short_value(figure.cell.comparator, indicator)
    return html.Tr(
        layout.present(
            [
                name,
                html.Td([_value(figure), html.Span(_basis(figure), className="sub")], className="num"),
                html.Td(reference, className="num england"),
                html.Td(_spine(spine), className="spine-cell") if spines is not None else None,
                html.Td(_gap(figure, spine)),
                html.Td(over_time(figure)),
            ]
        )
    )


def _value(figure: Figure) -> html.Span:
    value = figure.point.value if figure.point else None
    return html.Span("" if value is None else short_value(value, figure.indicator), className="strong nowrap")


def _basis(figure: Figure) -> str:
    """The period, the counts behind the value, and how it came about where that is not as published."""
    point = figure.point
    if point is None:
        return ""
    said = [point.period.label]
    if made_of := words.counts(point, figure.indicator):
        said.append(made_of)
    if point.basis == "aggregated":
        said.append("summed over schools")
    if point.status == "estimated":
        said.append("estimated")
    return " · ".join(said)


def _nothing(figure: Figure) -> str:
    latest = figure.latest
    if latest is None:
        return "No figure"
    if latest.basis == "aggregated" and latest.members is not None:
        return (
            f"No figure for {latest.period.label}: {latest.members_with_data} of {latest.members} members have counts"
        )
    if latest.status == "not_available":
        return f"No figure for {latest.period.label}: the publisher gives none"
    word, why = WITHHELD.get(latest.status, ("no figure", ""))
    return f"{word.capitalize()} for {latest.period.label}" + (f": {why}" if why else "")


def _spine(spine: Spine | None) -> Svg | None:
    if spine is None:
        return None
    return Svg(
        draw_spine(
            low=spine.low,
            lower_quartile=spine.lower_quartile,
            upper_quartile=spine.upper_quartile,
            high=spine.high,
            place=spine.at,
            certain=spine.figure.cell.alert,
            others=spine.others,
        )
    )


def _gap(figure: Figure, spine: Spine | None) -> list[html.Span]:
    said = against(figure.indicator, figure.cell)
    behind = " strong" if figure.cell.standing == "behind" and figure.cell.certain is not False else ""
    found = [html.Span(said or "not compared", className=f"nowrap{behind}" if said else "quiet")]
    if spine is not None and spine.rank is not None:
        found.append(html.Span(spine.rank.words, className="sub"))
        if spine.rank.between:
            found.append(html.Span(f"by chance {spine.rank.between}", className="sub"))
    return found


TRENDS = {
    "improving": ("improved", "improving"),
    "worsening": ("worse", "worsening"),
    "no_clear_trend": ("no_clear_change", "no clear trend"),
    "not_tested": ("not_compared", "not tested"),
}
"""The mark and the word of each trend; where neither end is better it has a word and no mark."""
CLEAR = ("improving", "worsening", "rising", "falling")


def trend_word(trend: Trend) -> html.Span:
    """The trend as mark and word."""
    if trend.word not in TRENDS:
        return html.Span(trend.word, className="strong")
    return marks.worded(*TRENDS[trend.word])


def over_time(figure: Figure) -> list[html.Span]:
    """The change since the year before and, where there is a clear one, the trend of five years."""
    trend = html.Span(["five years: ", trend_word(figure.trend)], className="sub")
    return [*change(figure), *([trend] if figure.trend.word in CLEAR else [])]


def change(figure: Figure) -> list[html.Span]:
    """The signed change with its own word, or why there is none."""
    moved = figure.change
    one_school = figure.point is not None and figure.point.denominator == 1
    if moved.amount is None or (one_school and figure.indicator.aggregation == "school_count"):
        return [html.Span("–", title=moved.reason), layout.hidden(moved.reason)]
    since = f"since {moved.since.label}" if moved.since else ""
    amount = words.signed(moved.amount, figure.indicator)
    if moved.word == "not_compared":
        why = html.Span(moved.reason, className="sub") if figure.indicator.polarity != "neutral" else None
        return layout.present([html.Span(amount, className="nowrap"), html.Span(since, className="sub"), why])
    return [
        html.Span([marks.verdict(moved.word, size="small"), html.Span(f" {amount}", className="nowrap")]),
        html.Span(since, className="sub"),
    ]


def _chance(themes: Sequence[Theme]) -> html.P | None:
    """How many of the words above chance alone would make."""
    made = by_chance(figure.cell.word for theme in themes for figure in theme.figures)
    if made.expected < 1:
        return None
    return html.P(
        f"Better, similar and worse go by the 95 % interval. Of the {made.tested} compared so, chance alone would call "
        f"about {words.number(made.expected, 0)} better or worse.",
        className="note",
    )


def _key(than: str, spines: Sequence[Spine]) -> html.P | None:
    if not spines:
        return None
    count = max(spine.spread.n for spine in spines)
    return html.P(
        f"Each row has its own scale with {than} in the middle and the better end to the right. The bar spans up to "
        f"{count} local authorities, a tick each, the darker part the middle half. A filled dot is better or worse "
        f"than {than} at 99.8 %, the level for many at once; an open one is not, or its source gives no pupil numbers.",
        className="note spine-key",
    )
