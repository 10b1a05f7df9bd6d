"""Actions of a plan: what, who, by when, and how a person judges their delivery."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.components import layout, marks
from etl.plans import Action


def actions_table(actions: Sequence[Action], *, today: date) -> html.Div:
    """One row an action; a cell that the plan leaves blank says so."""
    rows = [
        [
            _what(action),
            ", ".join(action.lead) or _blank("not named in the plan"),
            _due(action, today=today),
            marks.rag(action.rag),
            "; ".join(action.evidence) or _blank("none recorded"),
        ]
        for action in actions
    ]
    head = ["Action", "Lead", "Due", "Delivery, a person's judgement", "Evidence the plan asks for"]
    return layout.scroll(
        layout.table(head, rows, caption="What, who, by when, and how its delivery is judged", name="actions"),
        label="Actions",
    )


def _what(action: Action) -> list[object]:
    if not action.text and not action.outcome:
        return [_blank(f"{action.id}: an empty row of the plan")]
    first, *rest = [*([action.outcome] if action.outcome else []), *action.text]
    steps = [html.Ul([html.Li(step) for step in rest], className="sub steps")] if rest else []
    return [html.Span(first, className="action-name"), *steps]


def _due(action: Action, *, today: date) -> object:
    if action.due is None:
        return _blank("no date in the plan")
    late = action.due.date < today and action.rag not in ("green", "blue")
    words = [action.due.text]
    if late:
        words.append(f"date passed on {action.due.date:%-d %B %Y}; nothing recorded since")
    return [html.Span(words[0]), *(html.Span(word, className="sub") for word in words[1:])]


def _blank(words: str) -> html.Span:
    return html.Span(words, className="quiet")
