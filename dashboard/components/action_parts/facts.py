"""What the plan says of an action, and where it stands now."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.analysis.words import printed
from dashboard.answers.plan_page import PlanPage
from dashboard.answers.programme import Item, Programme
from dashboard.answers.row_words import row_name
from dashboard.components import layout, marks, stacked
from dashboard.components.addresses import action_address, address
from dashboard.components.programme_parts.dates import TIMING, day


def head(item: Item) -> html.Div:
    """Its name, who leads it, and the dates: the plan's and what is forecast now."""
    where = item.priority.short if item.priority else "For the whole plan"
    state, due = item.state, item.tracked.due
    timing = html.Span(TIMING[item.timing], className="late" if item.timing == "overdue" else "")
    aside = layout.facts(
        ("Lead", ", ".join(item.lead) or html.Span("not named in the plan", className="quiet")),
        ("Due, as planned", item.due_words or html.Span("no date in the plan", className="quiet")),
        ("Last day of that", day(due) if due else None),
        ("Forecast now", day(state.forecast) if state.forecast else None),
        ("Began", day(state.started) if state.started else None),
        ("Today", timing),
        ("Stage", state.stage),
        ("Delivery", marks.rag(state.rag)),
    )
    lede = None
    if state.withdrawn:
        lede = f"Withdrawn: the plan has not had this action since {day(state.withdrawn)}. Its history is kept."
    elif item.timing == "blank":
        lede = "The plan's table has a row here with nothing in it. It is kept, so that the numbering stays true."
    return layout.heading(item.label, eyebrow=f"Action {item.id}, {where}", lede=lede, aside=aside)


def planned(found: Programme, item: Item) -> html.Section | None:
    """The steps and the evidence that the plan asks for; nothing where its row says no more than the name."""
    action = item.action
    if action is None:
        return None
    body: list[Any] = []
    if item.steps:
        body += [html.H3("What is to be done"), html.Ul([html.Li(step) for step in item.steps], className="dashes")]
    wanted: list[Any] = [html.Li(each) for each in action.evidence]
    wanted += [html.Li(["As for ", _other(found, each), "."]) for each in action.evidence_refs]
    if wanted:
        body += [html.H3("Evidence that the plan asks for"), html.Ul(wanted, className="dashes")]
    if action.cost:
        body += [html.H3("Cost"), html.P(action.cost)]
    return layout.section("In the plan", body, id="planned") if body else None


def _other(found: Programme, action_id: str) -> Any:
    item = found.item(action_id)
    return html.A(item.label if item else action_id, href=action_address(found.page.name, action_id))


def measures(found: Programme, item: Item) -> html.Section:
    """The measures that it should move, each with its verdict and newest figure."""
    if not item.measures:
        why = "The plan does not say which measure this action should move, so whether it worked cannot be watched."
        return layout.section("What it should move", [layout.empty("No measure.", why)], id="measures")
    place = None if found.page.place_id == found.plan.body.places[0] else found.page.place_id
    bands = {measure.id: priority.id if priority else "across" for priority, measure in found.plan.all_measures}
    rows = [
        [
            html.A(
                measure.short,
                href=address(f"/plan/{found.page.name}/priority/{bands[measure.id]}", place=place) + f"#{measure.id}",
            ),
            marks.verdict(verdict.verdict),
            _latest(found.page, measure.id),
            verdict.reason,
        ]
        for measure, verdict in item.measures
    ]
    table = layout.table(
        ["Measure", "Verdict, computed", "Latest", "Why"], rows, caption="Verdicts are worked out from figures alone"
    )
    return layout.section("What it should move", [layout.scroll(stacked.cards(table), label="Measures")], id="measures")


def _latest(page: PlanPage, measure_id: str) -> Any:
    """The first figure of the measure that there is."""
    row = next((row for row in page.rows if row.measure.id == measure_id and row.lead.value is not None), None)
    if row is None or row.indicator is None or row.lead.value is None:
        return html.Span("no figure", className="quiet")
    period = row.lead.period.label if row.lead.period else ""
    return [printed(row.lead.value, row.indicator), html.Span(f"{row_name(row)}, {period}", className="sub")]
