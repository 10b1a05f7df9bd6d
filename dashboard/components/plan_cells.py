"""The cells of one row of the plan table, column by column: whose priority, which measure, its figures, its verdict."""

from __future__ import annotations

from textwrap import shorten

from dash import html

from dashboard.analysis.words import difference, number, printed, signed
from dashboard.answers.plan_page import Band, PlanPage, Row
from dashboard.answers.row_words import row_name
from dashboard.components import marks
from dashboard.components.addresses import address
from dashboard.components.layout import hidden, present
from dashboard.components.plan_nav import measure_address, place_query
from dashboard.components.svg import Svg
from dashboard.figures.sparkline import sparkline

LOWER = {"lower": "lower is better", "closer_to_zero": "closer to zero is better"}


def priority(page: PlanPage, band: Band, span: int) -> html.Th:
    """The head of a band, beside all its rows: its name, who set it, and a strip of its verdicts."""
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


def name(page: PlanPage, band: Band, row: Row) -> html.Th:
    """The measure, said once over its rows, and under it the indicator and group of this row."""
    href = measure_address(page, band, row)
    note = LOWER.get(row.indicator.polarity) if row.indicator else None
    words = [row_name(row), *([html.Span(f" · {note}", className="nowrap")] if note else [])]
    link = html.A(row.measure.short, href=href, className="measure-name")
    parts = [
        link if row.first else hidden(f"{row.measure.short}: "),
        html.Span(words, className="sub"),
        html.Span("second target", className="sub") if row.number > 1 else None,
    ]
    return html.Th(present(parts), scope="row", className="name", role="rowheader")


def value(row: Row) -> html.Td:
    """The latest figure and its period; raises ``ValueError`` for a row without one (:func:`no_data` is for it)."""
    if row.indicator is None or row.lead.value is None:
        raise ValueError(f"{row.anchor} has no figure to print")
    text = printed(row.lead.value, row.indicator)
    bare = number(row.lead.value, row.indicator.decimals)
    figure = [html.Span(text if text.endswith("%") or text.startswith("£") else bare, className="figure")]
    period = row.lead.period.label if row.lead.period else ""
    return html.Td([*figure, html.Span(period, className="sub")], className="value", role="cell")


def gap(row: Row) -> html.Td:
    """How far from the comparator, and on which side of it."""
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


def spark(row: Row, years: tuple[int, int]) -> html.Td:
    """The line of the place, its comparator's and the target, over the years that all rows share."""
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


def no_data(row: Row) -> html.Td:
    """Instead of value, gap and trend: what people recorded, else why there is no figure."""
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


def verdict(page: PlanPage, band: Band, row: Row) -> html.Td:
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


def since(row: Row) -> html.Td:
    """Whether it is better or worse than last year, and by how much."""
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


def fresh(row: Row) -> html.Td:
    """When the next figures are due."""
    if row.fresh is None:
        return html.Td("", className="fresh", role="cell")
    return html.Td(html.Span(row.fresh.words, className="sub"), className=f"fresh is-{row.fresh.state}", role="cell")
