"""Plans: their priorities, measures and targets."""

from __future__ import annotations

from typing import Any

from dashboard.answers import directory, resolve
from dashboard.api.documents.plans import Plan as PlanDocument
from dashboard.api.documents.plans import PlanDetail
from dashboard.api.paging import paged
from dashboard.api.parameters import Common, Paged
from dashboard.api.resource import Document, Example, InPath, Listing, Question, Resource
from dashboard.board import Board
from etl.plans import Measure, Plan, Priority

COLUMNS = (*PlanDocument.model_fields, "snapshot")
MEASURE_COLUMNS = (
    *("plan", "priority", "priority_name", "measure", "short", "text", "indicators", "breakdowns", "target"),
    *("target_type", "operator", "value", "unit", "by", "comparator", "snapshot"),
)


def several(question: Question[Paged]) -> Listing:
    """Every plan."""
    board = question.board
    return paged(
        question,
        [_plan(board, name, plan) for name, plan in board.plans.items()],
        lambda page: [
            item | {"places": [each["id"] for each in item["places"]], "snapshot": board.store.snapshot_id}
            for item in page
        ],
    )


def one(question: Question[Common]) -> Document:
    """A plan with everything that it measures."""
    board, name = question.board, question.path["plan"]
    plan = resolve.plan(board, name)
    content = _plan(board, name, plan) | {
        "vision": plan.vision,
        "tree": [_priority(each) for each in plan.priorities],
        "measures_across": [_measure(each) for each in plan.measures],
        "actions_across": [each.id for each in plan.actions],
    }
    rows = [
        row | {"plan": name, "snapshot": board.store.snapshot_id}
        for priority, measure in plan.all_measures
        for row in _cells(priority, measure)
    ]
    return Document(content, rows)


def _plan(board: Board, name: str, plan: Plan) -> dict[str, Any]:
    known = directory.named(board, list(plan.body.places))
    return {
        "plan": name,
        "title": plan.title,
        "subtitle": plan.subtitle,
        "status": plan.status,
        "body": plan.body.name,
        "places": [{"id": each, "name": known[each].name if each in known else None} for each in plan.body.places],
        "period": plan.period.label,
        "start": plan.period.start,
        "end": plan.period.end,
        "priorities": len(plan.priorities),
        "measures": len(plan.all_measures),
        "actions": len(plan.all_actions),
    }


def _priority(priority: Priority) -> dict[str, Any]:
    return {
        "id": priority.id,
        "number": priority.number,
        "short": priority.short,
        "title": priority.title,
        "owner": priority.owner,
        "measures": [_measure(each) for each in priority.measures],
        "actions": [each.id for each in priority.actions],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "short": measure.short,
        "text": measure.text,
        "indicators": list(measure.indicators),
        "context": list(measure.context),
        "breakdowns": list(measure.breakdowns),
        "targets": [each.model_dump(mode="json") for each in measure.targets],
    }


def _cells(priority: Priority | None, measure: Measure) -> list[dict[str, Any]]:
    """A line a target."""
    return [
        {
            "priority": priority.id if priority else None,
            "priority_name": priority.short if priority else None,
            "measure": measure.id,
            "short": measure.short,
            "text": measure.text,
            "indicators": list(measure.indicators),
            "breakdowns": list(measure.breakdowns),
            "target": number,
            "target_type": target.type,
            "operator": target.operator,
            "value": target.value,
            "unit": target.unit,
            "by": target.by.date.isoformat() if target.by else None,
            "comparator": target.comparator.area if target.comparator else None,
        }
        for number, target in enumerate(measure.targets, start=1)
    ]


RESOURCES = (
    Resource(
        name="plans",
        path="/plans",
        title="Plans",
        says="Every strategic plan, whose it is and for when.",
        parameters=Paged,
        document=PlanDocument,
        columns=COLUMNS,
        answer=several,
        example=lambda _: Example(given={"limit": "1"}),
        listing=True,
    ),
    Resource(
        name="plan",
        path="/plans/<plan>",
        title="One plan with its priorities, measures and targets",
        says="What the plan sets out to reach, and by which indicators it is judged. CSV holds a line a target.",
        parameters=Common,
        document=PlanDetail,
        columns=MEASURE_COLUMNS,
        answer=one,
        example=lambda subject: Example(subject.plan),
        in_path=InPath("plan", "A plan, by the name of its file.", "thurrock"),
    ),
)
