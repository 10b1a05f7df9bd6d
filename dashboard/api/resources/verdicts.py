"""Verdicts: what can be said of every measure of a plan, with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from dashboard.answers import json_verdicts
from dashboard.answers.sayings import sayings
from dashboard.answers.verdicts import verdicts
from dashboard.api.documents.verdicts import Verdicts
from dashboard.api.parameters import Common, Word
from dashboard.api.resource import Document, Example, Question, Resource, always
from dashboard.board import Board

COLUMNS = (
    *("plan", "as_of", "line", "measure", "priority", "target", "target_type", "indicator", "group", "place", "period"),
    *("value", "comparator", "comparator_value", "gap", "standing", "verdict", "reason", "source", "publisher"),
    *("licence", "snapshot"),
)


class OfPlan(Common):
    plan: Word = Field(description="A plan, by the name of its file.", examples=["thurrock"])
    place: Word | None = Field(
        None, description="A place's id, code or name; the plan's own first where none is given."
    )
    as_of: date | None = Field(
        None, description="The day on which it is judged, by what was known then; today where none is given."
    )


class Judged(OfPlan):
    members: Literal["now", "then"] = Field(
        "now", description="Count every figure where its school is today (now), or was at the figure's time (then)."
    )


def answer(question: Question[Judged]) -> Document:
    """Every measure of a plan, judged."""
    board, given, understood = question.board, question.given, question.understood
    found = verdicts(
        board,
        understood.plan(given.plan),
        place=understood.places((given.place,))[0] if given.place else None,
        as_of=given.as_of or board.today,
        then=given.members == "then",
    )
    content = json_verdicts.verdicts(found, sayings(board, found))
    around = {name: content[name] for name in ("plan", "as_of", "snapshot")}
    return Document(content, (_cells(board, line) | around for line in content["measures"]))


def _cells(board: Board, line: dict[str, Any]) -> dict[str, Any]:
    """A line of the table; a summary has no comparator, no source and no licence of its own."""
    indicator = board.catalogue[line["indicator"]] if line["indicator"] else None
    latest = line.get("latest") or {}
    return {name: line.get(name) for name in COLUMNS} | {
        "source": latest.get("source"),
        "publisher": indicator.publication.publisher if indicator else None,
        "licence": indicator.publication.licence if indicator else None,
    }


RESOURCES = (
    Resource(
        name="verdicts",
        path="/verdicts",
        title="Whether a plan is working",
        says="A summary line a measure and a detail line a target, indicator and group, each with its verdict, its "
        "reason and all that it rests on. The document of outcomes verdicts --json. CSV holds the lines.",
        parameters=Judged,
        document=Verdicts,
        columns=COLUMNS,
        answer=answer,
        example=lambda subject: Example(given={"plan": subject.plan}),
        by_register=True,
        by_day=always,
    ),
)
