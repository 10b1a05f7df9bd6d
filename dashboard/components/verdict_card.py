"""The verdict beside a chart: what it says, why, and the sum behind it to open."""

from __future__ import annotations

from dash import html

from dashboard.analysis import words
from dashboard.analysis.model import Judgement
from dashboard.answers.plan_page import Row
from dashboard.components import layout, marks
from dashboard.components.svg import Svg
from dashboard.figures.dot_rows import dot_axis, dot_row, scale
from etl.groups import label
from etl.periods import Period


def verdict_card(row: Row) -> html.Div:
    """The lead detail of a row: mark and word, the reason in a sentence, and *how is this worked out*."""
    lead = row.lead
    children = [
        marks.verdict(lead.verdict, size="big", units=row.units),
        html.P(lead.reason, className="reason"),
        _units(lead),
        _sum(lead),
        _change(row),
    ]
    return html.Div(layout.present(children), className=f"verdict-card edge-{marks.tone(lead.verdict)}")


def _units(lead: Judgement) -> html.Details | None:
    if not lead.units_not_meeting:
        return None
    names = html.Ul([html.Li(name) for name in lead.units_not_meeting])
    return layout.fold(f"{len(lead.units_not_meeting)} not meeting it", [names])


def _sum(lead: Judgement) -> html.Details | None:
    if not lead.steps:
        return None
    lines = [
        html.Tr(
            [html.Th([step.label, _source(step.origin)], scope="row"), html.Td(step.value)],
            className=f"step-{step.kind}",
        )
        for step in lead.steps
    ]
    table = html.Table([html.Caption("The sum, line by line", className="vh"), html.Tbody(lines)], className="sum")
    return layout.fold("How is this worked out", [table])


def _source(origin: object) -> html.Span | str:
    row, name = getattr(origin, "row", None), getattr(origin, "file_name", None)
    if not name:
        return ""
    return html.Span(f"{name}, row {row:,}" if row else name, className="sub")


def _change(row: Row) -> html.P | None:
    change = row.lead.change
    if change is None or row.indicator is None:
        return None
    amount = f" ({words.signed(change.amount, row.indicator)})" if change.amount is not None else ""
    return html.P(
        ["Since last year: ", marks.verdict(change.word, size="small"), f"{amount}. {change.reason}"],
        className="change",
    )


def groups_table(row: Row) -> html.Div | None:
    """The pupil groups of a row beside the comparator, each with its own verdict; nothing for a single group."""
    if len(row.details) < 2 or row.indicator is None:
        return None
    known = [each for each in row.details if each.value is not None]
    values = [value for each in known for value in (each.value, each.comparator_value) if value is not None]
    along = scale(values, row.indicator) if values else None
    head = ["Group", Svg(dot_axis(along, row.indicator)) if along else "", "Here", "Comparator", "Gap", "Verdict"]
    rows = []
    for each in row.details:
        name = label(each.group_id or "all")
        if each.value is None or along is None:
            rows.append(
                [name, html.Span(f"no data: {each.reason}", className="quiet"), "", "", "", marks.verdict("not_judged")]
            )
            continue
        drawing = Svg(dot_row(each.value, each.comparator_value, along=along))
        gap = _gap(each, row)
        other = words.printed(each.comparator_value, row.indicator) if each.comparator_value is not None else "–"
        rows.append([name, drawing, words.printed(each.value, row.indicator), other, gap, marks.verdict(each.verdict)])
    period = next((each.period for each in known if each.period), None)
    when = f", {period.label}" if isinstance(period, Period) else ""
    caption = f"{row.indicator.short} by pupil group{when}: ● here, ○ {row.lead.comparator_name or 'comparator'}"
    return layout.scroll(layout.table(head, rows, caption=caption, numbers=(2, 3), name="groups"), label="Pupil groups")


def _gap(detail: Judgement, row: Row) -> str:
    if detail.gap is None or row.indicator is None:
        return "not compared"
    if detail.standing == "level":
        return "level"
    return f"{words.difference(detail.gap, row.indicator)} {detail.standing or ''}".strip()
