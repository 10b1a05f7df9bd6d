"""The verdict beside a chart: what it says, why, and the sum behind it to open."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.analysis.model import Judgement
from dashboard.answers.plan_page import Row
from dashboard.components import layout, marks, stacked
from dashboard.components.svg import Svg
from dashboard.figures.dot_rows import Scale, dot_axis, dot_row, scale
from etl.groups import label, mid_sentence


def verdict_card(row: Row) -> html.Div:
    """The lead detail of a row: mark and word, the reason in a sentence, and *how is this worked out*."""
    lead = row.lead
    children = [
        marks.verdict(lead.verdict, size="big", units=row.units),
        html.P(lead.reason, className="reason"),
        _units(lead),
        sum_of(lead),
        _change(row),
    ]
    return html.Div(layout.present(children), className=f"verdict-card edge-{marks.tone(lead.verdict)}")


def _units(lead: Judgement) -> html.Details | None:
    if not lead.units_not_meeting:
        return None
    names = html.Ul([html.Li(name) for name in lead.units_not_meeting])
    return layout.fold(f"{len(lead.units_not_meeting)} not meeting it", [names])


def sum_of(lead: Judgement, *, reason: bool = False) -> html.Details | None:
    """*How is this worked out*: the figures with their files, what is made of them, and the rule; with the ``reason``
    first where it does not stand beside it."""
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
    said = [html.P(lead.reason, className="reason")] if reason else []
    return layout.fold("How is this worked out", [*said, table])


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
    """The pupil groups of a row beside the comparator, each with its own verdict; nothing for a single group.

    Groups without a figure are named together below, each reason once.
    """
    known = [each for each in row.details if each.value is not None]
    if len(row.details) < 2 or row.indicator is None or not known:
        return None
    values = [value for each in known for value in (each.value, each.comparator_value) if value is not None]
    along = scale(values, row.indicator)
    head = ["Group", Svg(dot_axis(along, row.indicator)), "Here", "Comparator", "Gap", "Verdict"]
    period = known[0].period
    other = row.lead.comparator_name or "the comparator"
    when = f", {period.label}" if period else ""
    caption = f"{row.indicator.short} by pupil group{when}: filled dot here, open dot {other}"
    table = layout.table(
        head, [_group_row(each, row, along) for each in known], caption=caption, numbers=(2, 3), name="groups"
    )
    return html.Div([layout.scroll(stacked.cards(table), label="Pupil groups"), *_groups_without(row)])


def _group_row(each: Judgement, row: Row, along: Scale) -> list[Any]:
    if row.indicator is None or each.value is None:
        raise ValueError(f"{row.anchor}: group {each.group_id} has no figure to print")
    other = words.printed(each.comparator_value, row.indicator) if each.comparator_value is not None else "–"
    drawing = Svg(dot_row(each.value, each.comparator_value, along=along))
    own = words.printed(each.value, row.indicator)
    verdict = html.Div(layout.present([marks.verdict(each.verdict), sum_of(each, reason=True)]))
    return [label(each.group_id or "all"), drawing, own, other, _gap(each, row), verdict]


def _groups_without(row: Row) -> list[html.P]:
    """Which groups of the plan have no figure, and why."""
    missing: dict[str, list[str]] = {}
    for each in row.details:
        if each.value is None:
            missing.setdefault(each.brief or each.reason, []).append(mid_sentence(label(each.group_id or "all")))
    return [
        html.P(
            [marks.verdict("not_judged", size="small"), f" {words.listed(names, most=20)}: {why.lower()}."],
            className="note",
        )
        for why, names in missing.items()
    ]


def _gap(detail: Judgement, row: Row) -> str:
    if detail.gap is None or row.indicator is None:
        return "not compared"
    if detail.standing == "level":
        return "level"
    return f"{words.difference(detail.gap, row.indicator)} {detail.standing or ''}".strip()
