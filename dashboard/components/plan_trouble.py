"""What is in trouble in a plan, a line each: what is behind and getting worse, else what misses its target."""

from __future__ import annotations

from dash import html

from dashboard.analysis.words import gap_words, printed
from dashboard.answers.plan_page import PlanPage, Row
from dashboard.answers.row_words import row_name
from dashboard.components import marks
from dashboard.components.plan_nav import measure_address


def hot_item(page: PlanPage, row: Row) -> html.Li:
    """One line of *behind and getting worse*: the figure, its distance, since when; it leads to why, and to who is on
    it."""
    lead = row.lead
    if row.indicator is None or lead.value is None:
        raise ValueError(f"{row.anchor} has no figure that could be behind")
    gap = gap_words(lead.gap or 0.0, "behind", row.indicator, lead.comparator_name or "England")
    return html.Li(
        [
            html.A(row_name(row), href=_why_address(page, row)),
            html.Span(
                [
                    printed(lead.value, row.indicator),
                    html.Span(lead.period.label if lead.period else "", className="when"),
                ],
                className="figure",
            ),
            html.Span([marks.mark("worse"), html.Span(f"{gap}; worse {lead.worsening}")], className="why"),
        ]
    )


def failing_item(page: PlanPage, row: Row) -> html.Li:
    """One line in trouble whose figure is not getting worse: the measure, its verdict, and what that rests on."""
    rests_on = row_name(row) if row.indicator else row.lead.brief if row.units is None else "as people count"
    why = [marks.verdict(row.lead.verdict, units=row.units), html.Span(rests_on)]
    return html.Li([html.A(row.measure.short, href=_why_address(page, row)), html.Span(why, className="why")])


def _why_address(page: PlanPage, row: Row) -> str:
    """The measure of a row whose band is not at hand, on its priority's screen."""
    band = next(band for band in page.bands if any(each.id == row.measure.id for each, *_ in band.measures))
    return measure_address(page, band, row)
