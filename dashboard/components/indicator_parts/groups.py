"""Pupil groups now: each against the same group in the comparator, and against the other pupils here and there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.answers.directory import Place
from dashboard.answers.pupil_groups import GroupNow
from dashboard.components import layout, stacked
from dashboard.components.addresses import indicator_address
from dashboard.components.rug import against
from dashboard.components.svg import Svg
from dashboard.components.values import counted, inline
from dashboard.figures.dot_rows import Scale, dot_axis, dot_row, scale
from etl.catalogue import Indicator


def section(
    rows: Sequence[GroupNow],
    indicator: Indicator,
    place: Place,
    than: str,
    *,
    title: str = "Pupil groups now",
    without: Sequence[tuple[str, str]] = (),
) -> html.Section | None:
    """One row a group, then the groups ``without`` a figure and why; nothing where only all pupils are held."""
    if len(rows) < 2:
        return None
    values = [value for each in rows for value in (each.point.value, each.cell.comparator) if value is not None]
    along = scale(values, indicator)
    head = html.Thead(
        html.Tr(
            [
                html.Th("Pupils", scope="col"),
                html.Th("Here", scope="col", className="num"),
                html.Th(than, scope="col", className="num"),
                html.Th(Svg(dot_axis(along, indicator)), scope="col", className="dots-cell"),
                html.Th(f"Against the same in {than}", scope="col"),
                html.Th("Against the other pupils", scope="col"),
            ]
        )
    )
    body = html.Tbody([_row(each, indicator, place, along=along, than=than) for each in rows])
    table = stacked.cards(
        html.Table([html.Caption("Pupil groups", className="vh"), head, body], className="data group-rows")
    )
    return layout.section(
        title,
        layout.present([layout.scroll(table, label="Pupil groups"), _without(without)]),
        id="groups",
        note="Each group at its newest period. Intervals are 95 % ones and stand where the source gives counts.",
    )


def _row(each: GroupNow, indicator: Indicator, place: Place, *, along: Scale, than: str) -> html.Tr:
    link = html.A(each.name, href=indicator_address(indicator.id, place.place_id, group=each.group))
    value = each.point.value or 0.0
    reference = "–" if each.cell.comparator is None else words.printed(each.cell.comparator, indicator)
    return html.Tr(
        [
            html.Th([link, html.Span(_basis(each, indicator), className="sub")], scope="row"),
            html.Td(html.Span(words.printed(value, indicator), className="strong nowrap"), className="num"),
            html.Td(reference, className="num england"),
            html.Td(Svg(dot_row(value, each.cell.comparator, along=along)), className="dots-cell"),
            html.Td(against(indicator, each.cell) or html.Span("not compared", className="quiet")),
            html.Td(_others(each, indicator, than)),
        ]
    )


def _without(groups: Sequence[tuple[str, str]]) -> html.P | None:
    said = "; ".join(f"{name} ({why})" for name, why in groups)
    return html.P(f"Without a figure: {said}.", className="note") if said else None


def _basis(each: GroupNow, indicator: Indicator) -> str:
    said = [each.point.period.label]
    if made_of := words.counts(each.point, indicator):
        said.append(made_of)
    elif each.point.denominator:
        said.append(f"{words.number(each.point.denominator, 0)} {counted(indicator)}")
    if each.interval is not None:
        low, high = (
            words.number(each.interval.lower, indicator.decimals),
            words.number(each.interval.upper, indicator.decimals),
        )
        said.append(f"interval {low} to {high}")
    return " · ".join(said)


def _others(each: GroupNow, indicator: Indicator, than: str) -> list[Any] | html.Span:
    """Two honest readings of one gap: to the others here, and to the others in the comparator."""
    said = []
    both = (("here", each.gap_here, each.certain_here), (f"in {than}", each.gap_there, each.certain_there))
    for place, amount, certain in both:
        if amount is not None:
            doubt = ", may be chance" if certain is False else ""
            said.append(html.Div(f"{words.signed(amount, indicator)} to {inline(each.others or '')} {place}{doubt}"))
    return said or html.Span("–", className="quiet")
