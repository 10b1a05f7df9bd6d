"""Actions as a table: what, who, by when, how far, how it is going; in groups where a reader asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.answers.programme import Item, Programme
from dashboard.components import marks, stacked
from dashboard.components.addresses import action_address
from dashboard.components.programme_parts.dates import day, due

DELIVERY = "Delivery, a person's judgement"
HEAD = ("Action", "Priority", "Lead", "Due", DELIVERY, "Last note")
LONGEST_NOTE = 120


def listing(found: Programme, items: Sequence[Item], *, by: str) -> html.Div:
    """The actions asked for, under one heading a group; the board's order within each, overdue first."""
    groups = _groups(found, items, by)
    return html.Div(table(found.page.name, groups, caption="What, who, by when, and how it is going"))


def table(
    plan: str, groups: Sequence[tuple[str | None, Sequence[Item]]], *, caption: str, priority: bool = True
) -> html.Div:
    """One table of actions; a group without a name has no heading. ``priority`` off leaves that column out."""
    head = [words for words in HEAD if priority or words != "Priority"]
    bodies = [
        [*([_group(name, len(items), len(head))] if name else []), *(_row(plan, item, head) for item in items)]
        for name, items in groups
        if items
    ]
    return stacked.table(head, bodies, caption=caption, name="programme")


def _groups(found: Programme, items: Sequence[Item], by: str) -> list[tuple[str | None, Sequence[Item]]]:
    if by == "priority":
        names = {priority.id: priority.short for priority in found.plan.priorities}
        ids = [*names, None]
        return [
            (names.get(i or "", "For the whole plan"), [x for x in items if x.tracked.priority_id == i]) for i in ids
        ]
    if by == "lead":
        named = [(lead, [item for item in items if lead in item.lead]) for lead in found.leads]
        return [*named, ("No lead named in the plan", [item for item in items if not item.lead])]
    return [(None, items)]


def _group(name: str, count: int, span: int) -> html.Tr:
    words = [name, html.Span(f"{count} actions" if count != 1 else "1 action", className="sub")]
    return html.Tr(html.Th(words, colSpan=span, scope="rowgroup", className="group", role="rowheader"), role="row")


def _row(plan: str, item: Item, head: Sequence[str]) -> html.Tr:
    cells = {
        "Priority": item.priority.short if item.priority else "For the whole plan",
        "Lead": ", ".join(item.lead) or _blank("not named in the plan"),
        "Due": due(item),
        DELIVERY: _delivery(item),
        "Last note": _note(item),
    }
    return stacked.row(head, [_what(plan, item), *(cells[name] for name in head[1:])], name=f"is-{item.timing}")


def _delivery(item: Item) -> list[Any]:
    stage = [html.Span(f"stage: {item.state.stage}", className="sub")] if item.state.stage else []
    return [marks.rag(item.state.rag), *stage]


def _what(plan: str, item: Item) -> list[Any]:
    tied = [
        html.Li([html.Span(measure.short), marks.verdict(verdict.verdict, size="small")])
        for measure, verdict in item.measures
    ]
    name = html.A(item.label, href=action_address(plan, item.id), className="action-name")
    number = html.Span(f"Action {item.id}", className="sub")
    return [name, number, *([html.Ul(tied, className="ties")] if tied else [])]


def _note(item: Item) -> Any:
    note = item.state.last_note
    if note is None:
        return _blank("none recorded")
    text = note.text if len(note.text) <= LONGEST_NOTE else note.text[:LONGEST_NOTE].rsplit(" ", 1)[0] + " …"
    return [html.Span(text), html.Span(day(note.at), className="sub")]


def _blank(words: str) -> html.Span:
    return html.Span(words, className="quiet")
