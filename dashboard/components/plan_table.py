"""The plan as one table: a band a priority, a row an indicator, verdicts in one column that the eye runs down."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.answers.plan_page import Band, PlanPage, Row
from dashboard.components import plan_cells
from dashboard.components.layout import present
from dashboard.components.svg import Svg
from dashboard.figures.sparkline import pandemic_band, sparkline_axis, years_shown

COLUMNS = ("prior", "name", "value", "gap", "trend", "verdict", "since", "fresh")


def plan_table(page: PlanPage) -> html.Table:
    """All bands of a plan; every value column holds the lead detail of its row."""
    years = years_shown([row.lead.place_series for row in page.rows])
    return html.Table(
        [
            html.Caption(f"{page.plan.title}: every measure, its latest figure and its verdict", className="vh"),
            html.Colgroup([html.Col(className=f"col-{name}") for name in COLUMNS]),
            _head(page, years),
            *(_band(page, band, years) for band in page.bands),
        ],
        className="plan",
        role="table",
        style={"--rows": len(page.rows), **_pandemic(years)},
    )


def _pandemic(years: tuple[int, int]) -> dict[str, str]:
    """Where the style sheet draws the band behind the column of sparklines."""
    band = pandemic_band(first_year=years[0], last_year=years[1])
    return {"--pandemic-from": f"{band[0]:.1f}px", "--pandemic-to": f"{band[1]:.1f}px"} if band else {}


def _head(page: PlanPage, years: tuple[int, int]) -> html.Thead:
    key = html.Span(
        [
            html.B(page.place_name if len(page.place_name) < 20 else "here", className="key-place"),
            html.Span("England", className="key-england"),
            html.Span("target", className="key-target"),
        ],
        className="key",
    )
    cells: list[tuple[str, Any]] = [
        ("prior", "Priority"),
        ("name", "Measure and indicator"),
        ("value", "Latest"),
        ("gap", "Gap to comparator"),
        ("trend", [key, Svg(sparkline_axis(first_year=years[0], last_year=years[1]))]),
        ("verdict", "Verdict on the target"),
        ("since", "Since last year"),
        ("fresh", "Next figures"),
    ]
    return html.Thead(
        html.Tr(
            [html.Th(words, scope="col", className=name, role="columnheader") for name, words in cells], role="row"
        ),
        role="rowgroup",
    )


def _band(page: PlanPage, band: Band, years: tuple[int, int]) -> html.Tbody:
    rows = band.rows
    return html.Tbody(
        [_row(page, band, row, years, head=(number == 0), span=len(rows)) for number, row in enumerate(rows)],
        role="rowgroup",
    )


def _row(page: PlanPage, band: Band, row: Row, years: tuple[int, int], *, head: bool, span: int) -> html.Tr:
    cells = [plan_cells.priority(page, band, span) if head else None, plan_cells.name(page, band, row)]
    if row.lead.value is None:
        cells.append(plan_cells.no_data(row))
    else:
        cells.extend([plan_cells.value(row), plan_cells.gap(row), plan_cells.spark(row, years)])
    cells.extend([plan_cells.verdict(page, band, row), plan_cells.since(row), plan_cells.fresh(row)])
    kinds = [
        "first-of-band" if head else "",
        "" if row.first else "same-measure",
        "no-data" if row.lead.value is None else "",
    ]
    return html.Tr(present(cells), id=row.anchor, className=" ".join(filter(None, kinds)), role="row")
