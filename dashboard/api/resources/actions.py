"""Actions: what people are doing about a plan, and how it stands."""

from __future__ import annotations

from typing import Any

from dashboard.answers import json_actions
from dashboard.answers.programme import programme
from dashboard.api.documents.plans import Actions
from dashboard.api.resource import Document, Example, Question, Resource, always
from dashboard.api.resources.verdicts import OfPlan

COLUMNS = (
    *("plan", "place", "as_of", "id", "priority", "outcome", "text", "lead", "due", "due_words", "forecast"),
    *("started", "stage", "rag", "state", "measures", "note", "note_at", "note_by", "notes", "evidence"),
    *("withdrawn", "orphan", "snapshot"),
)


def answer(question: Question[OfPlan]) -> Document:
    """Every action of a plan, overdue first."""
    board, given, understood = question.board, question.given, question.understood
    found = programme(
        board,
        understood.plan(given.plan),
        place=understood.places((given.place,))[0] if given.place else None,
        as_of=given.as_of or board.today,
    )
    content = json_actions.actions(found)
    around = {name: content[name] for name in ("plan", "place", "as_of", "snapshot")}
    return Document(content, (_cells(item) | around for item in content["actions"]))


def _cells(item: dict[str, Any]) -> dict[str, Any]:
    due, note = item["due"] or {}, item["note"] or {}
    return item | {
        "due": due.get("date"),
        "due_words": due.get("text"),
        "measures": [f"{each['measure']}: {each['verdict']}" for each in item["measures"]],
        "note": note.get("text"),
        "note_at": note.get("at"),
        "note_by": note.get("by"),
        "evidence": [each["text"] for each in item["evidence"]],
    }


RESOURCES = (
    Resource(
        name="actions",
        path="/actions",
        title="What is being done about a plan",
        says="Every action, overdue first: lead, dates, stage, RAG, last note, evidence, and the measures that it is "
        "to move. The document of outcomes actions --json.",
        parameters=OfPlan,
        document=Actions,
        columns=COLUMNS,
        answer=answer,
        example=lambda subject: Example(given={"plan": subject.plan}),
        by_register=True,
        by_day=always,
    ),
)
