"""The plan as one table: a band a priority, a row an indicator, verdicts in one column that the eye runs down."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from dash import html

from dashboard.analysis.words import difference, gap_words, number, printed, signed
from dashboard.answers.plan_page import Band, PlanPage, Row
from dashboard.answers.row_words import row_name
from dashboard.components import marks
from dashboard.components.addresses import address
from dashboard.components.layout import hidden, present
from dashboard.components.svg import Svg
from dashboard.figures.sparkline import pandemic_band, sparkline, sparkline_axis, years_shown

COLUMNS = ("prior", "name", "value", "gap", "trend", "verdict", "since", "fresh")
LOWER = {"lower": "lower is better", "closer_to_zero": "closer to zero is better"}


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
    cells = [_priority(page, band, span) if head else None, _name(page, band, row)]
    if row.lead.value is None:
        cells.append(_no_data(row))
    else:
        cells.extend([_value(row), _gap(row), _spark(row, years)])
    cells.extend([_verdict(page, band, row), _since(row), _fresh(row)])
    kinds = [
        "first-of-band" if head else "",
        "" if row.first else "same-measure",
        "no-data" if row.lead.value is None else "",
    ]
    return html.Tr(present(cells), id=row.anchor, className=" ".join(filter(None, kinds)), role="row")


def _priority(page: PlanPage, band: Band, span: int) -> html.Th:
    href = f"/plan/{page.name}/priority/{band.id}" + place_query(page)
    strip = html.Span([marks.mark(row.lead.verdict) for row in band.rows], className="strip", **{"aria-hidden": "true"})
    label = [
        html.Span(str(band.number), className="band-number") if band.number else None,
        html.Span(band.name, className="band-name"),
    ]
    return html.Th(
        html.Div(
            present(
                [
                    html.A(present(label), href=href),
                    html.Span(f"set by {page.place_name}", className="sub") if band.owned else None,
                    strip,
                ]
            ),
            className="band-head",
        ),
        scope="rowgroup",
        rowSpan=span,
        className="prior",
        role="rowheader",
    )


def _name(page: PlanPage, band: Band, row: Row) -> html.Th:
    href = _measure_address(page, band, row)
    note = LOWER.get(row.indicator.polarity) if row.indicator else None
    words = [row_name(row), *([html.Span(f" · {note}", className="nowrap")] if note else [])]
    name = html.A(row.measure.short, href=href, className="measure-name")
    parts = [
        name if row.first else hidden(f"{row.measure.short}: "),
        html.Span(words, className="sub"),
        html.Span("second target", className="sub") if row.number > 1 else None,
    ]
    return html.Th(present(parts), scope="row", className="name", role="rowheader")


def _value(row: Row) -> html.Td:
    if row.indicator is None or row.lead.value is None:
        raise ValueError(f"{row.anchor} has no figure to print")
    text = printed(row.lead.value, row.indicator)
    bare = number(row.lead.value, row.indicator.decimals)
    figure = [html.Span(text if text.endswith("%") or text.startswith("£") else bare, className="figure")]
    period = row.lead.period.label if row.lead.period else ""
    return html.Td([*figure, html.Span(period, className="sub")], className="value", role="cell")


def _gap(row: Row) -> html.Td:
    lead, indicator = row.lead, row.indicator
    if indicator is None or lead.gap is None:
        return html.Td(html.Span("not compared", className="sub"), className="gap", role="cell")
    if lead.standing in (None, "level"):
        words = "level with" if lead.standing == "level" else "from"
        size = "level" if lead.standing == "level" else difference(lead.gap, indicator)
    else:
        words, size = f"{lead.standing}{' of' if lead.standing == 'ahead' else ''}", difference(lead.gap, indicator)
    name = lead.comparator_name or "England"
    first = html.Span(size if lead.standing != "level" else "level", className="size")
    second = html.Span(f"{words} {name}" if lead.standing != "level" else f"with {name}", className="sub")
    return html.Td([first, second], className=f"gap is-{lead.standing or 'plain'}", role="cell")


def _spark(row: Row, years: tuple[int, int]) -> html.Td:
    lead = row.lead
    drawing = ""
    if row.indicator and lead.place_series:
        drawing = sparkline(
            lead.place_series,
            lead.comparator_series,
            indicator=row.indicator,
            title=" ".join(filter(None, [row.indicator.short, row.group_name])),
            first_year=years[0],
            last_year=years[1],
            # Where the target is the comparator itself, its own line is the target.
            target=lead.target_line if row.target.type == "absolute_by_date" else (),
            comparator_name=lead.comparator_name or "England",
        )
    return html.Td(
        Svg(drawing) if drawing else html.Span("one year only", className="sub"), className="trend", role="cell"
    )


def _no_data(row: Row) -> html.Td:
    said = row.lead.recorded
    if said is not None:
        words = f": {shorten(said.text, 150, placeholder=' …')}" if said.text else ""
        told = ["Recorded", f" by {said.by}, {said.at:%-d %B %Y}{words}"]
    else:
        told = ["No data", f" {_why(row)}"]
    children = [html.Strong(told[0]), html.Span(told[1], className="sub")]
    return html.Td(children, colSpan=3, className="missing", role="cell")


def _why(row: Row) -> str:
    if row.indicator is None:
        return "The plan names no indicator for this."
    if row.lead.wanting:
        return f"Waits for: {row.lead.wanting}."
    return row.lead.reason or "Nothing is held."


def _verdict(page: PlanPage, band: Band, row: Row) -> html.Td:
    """The verdict, which leads to its sum: the priority's screen with this figure drawn."""
    brief = row.groups_words or row.lead.brief
    mark = marks.verdict(row.lead.verdict, units=row.units)
    place = None if page.place_id == page.plan.body.places[0] else page.place_id
    figure = {f"figure.{row.measure.id}": row.anchor if row.lead.value is not None else None}
    where = address(f"/plan/{page.name}/priority/{band.id}", place=place, **figure)
    opens = html.A([mark, hidden(f", how it is worked out: {row_name(row)}")], href=f"{where}#{row.measure.id}")
    return html.Td(
        [opens, html.Span(brief, className="sub")],
        className=f"verdict-cell is-{marks.tone(row.lead.verdict)}",
        role="cell",
    )


def _since(row: Row) -> html.Td:
    change = row.lead.change
    if change is None or row.indicator is None:
        return html.Td(html.Span("nothing to compare", className="sub"), className="since", role="cell")
    amount = None
    if change.amount is not None and change.since is not None:
        amount = f"{signed(change.amount, row.indicator)} since {change.since.label}"
    return html.Td(
        [marks.verdict(change.word, size="small"), html.Span(amount or change.reason, className="sub")],
        className="since",
        role="cell",
    )


def _fresh(row: Row) -> html.Td:
    if row.fresh is None:
        return html.Td("", className="fresh", role="cell")
    return html.Td(html.Span(row.fresh.words, className="sub"), className=f"fresh is-{row.fresh.state}", role="cell")


def _measure_address(page: PlanPage, band: Band, row: Row) -> str:
    """The measure of a row on its priority's screen: its chart, why, and its actions."""
    return f"/plan/{page.name}/priority/{band.id}{place_query(page)}#{row.measure.id}"


def _why_address(page: PlanPage, row: Row) -> str:
    """The same for a row whose band is not at hand."""
    band = next(band for band in page.bands if any(each.id == row.measure.id for each, *_ in band.measures))
    return _measure_address(page, band, row)


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


def place_query(page: PlanPage) -> str:
    """The part of an address that keeps the place chosen, where it is not the plan's own, and whose schools count."""
    place = None if page.place_id == page.plan.body.places[0] else page.place_id
    return address("", place=place, members="then" if page.answer.then else None)
