"""What a cluster set for itself: its own priorities in each plan that it takes part in, with their verdicts."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard.analysis import words
from dashboard.answers.directory import Place
from dashboard.answers.plan_page import Band, PlanPage, Row
from dashboard.answers.row_words import row_name
from dashboard.components import layout, marks
from dashboard.components.addresses import address


def section(pages: Sequence[PlanPage], place: Place) -> html.Section | None:
    """One part a plan; nothing for a place that takes part in none."""
    if not pages:
        return None
    parts = [part for page in pages for part in _plan(page, place)]
    return layout.section(f"Priorities of {place.name}", parts, id="priorities")


def _plan(page: PlanPage, place: Place) -> list[html.Div | html.P]:
    whole = html.A(f"{page.plan.title}, for {place.name}", href=_address(page, f"/plan/{page.name}"))
    if page.own_bands:
        rest = len(page.bands) - len(page.own_bands)
        more = f" holds these and the {words.plural(rest, 'priority', 'priorities')} that everybody has."
        return [*(_band(page, band) for band in page.own_bands), html.P([whole, more], className="more")]
    if page.of_cluster:
        told = f"{place.name} has set no priorities of its own yet; those that everybody has are judged for it: "
    else:
        told = "Judged for it in: "
    return [html.P([told, whole, "."])]


def _band(page: PlanPage, band: Band) -> html.Div:
    agreed = band.priority.agreed if band.priority else None
    when = f"Agreed on {agreed.day} {agreed:%B %Y}." if agreed else None
    name = html.A(band.name, href=_address(page, f"/plan/{page.name}/priority/{band.id}"))
    serves = next(
        (each.short for each in page.plan.priorities if band.priority and each.id == band.priority.parent), None
    )
    said = " ".join(filter(None, (when, f"For everybody's priority: {serves}." if serves else None)))
    rows = html.Ul([html.Li(_row(row)) for row in band.rows], className="own-measures")
    return html.Div(layout.present([html.H3(name), html.P(said, className="note") if said else None, rows]))


def _row(row: Row) -> list[html.Div]:
    """The measure, its newest figure with the gap, and the verdict with what it rests on."""
    lead, indicator = row.lead, row.indicator
    figure: list[html.Strong | html.Span] = [html.Span("no figure", className="quiet")]
    if indicator is not None and lead.value is not None:
        figure = [html.Strong(words.printed(lead.value, indicator))]
        if lead.period:
            figure.append(html.Span(f" {lead.period.label}", className="quiet"))
        if lead.gap is not None and lead.standing is not None:
            gap = words.gap_words(lead.gap, lead.standing, indicator, lead.comparator_name or "England")
            figure.append(html.Span(gap, className="sub"))
    return [
        html.Div([html.Span(row.measure.short), html.Span(row_name(row), className="sub")]),
        html.Div(figure),
        html.Div([marks.verdict(lead.verdict, units=row.units), html.Span(lead.brief or lead.reason, className="sub")]),
    ]


def _address(page: PlanPage, path: str) -> str:
    return address(path, place=page.place_id, members="then" if page.answer.then else None)
