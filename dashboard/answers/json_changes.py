"""The document of ``changes [PLAN] --json``. Values are plain: text, numbers, null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from dashboard.answers import json_form
from dashboard.answers.changes import ActionMoved, PlanChanges
from dashboard.answers.json_parts import Document, day
from dashboard.answers.moments import Moment
from dashboard.answers.plan_differences import Flip
from dashboard.register.model import ActionState


def changes(found: Sequence[PlanChanges], *, since: Moment, until: Moment) -> Document:
    """The two moments, the files that came and went in between, and each plan with what changed in it.

    ``observations`` are those of the plan's indicators for its own places, their members and those they are compared
    with; ``because`` of a line lists what it rests on that differs, the weightiest first.
    """
    files = {
        "came": [asdict(each) for each in found[0].came] if found else [],
        "went": [asdict(each) for each in found[0].went] if found else [],
    }
    return {
        "since": _moment(since),
        "until": _moment(until),
        "files": files,
        "plans": [_plan(each) for each in found],
    }


def _moment(each: Moment) -> Document:
    return {
        "asked": each.asked,
        "date": each.day.isoformat(),
        "snapshot": each.snapshot,
        "built": each.built.isoformat(timespec="seconds"),
        "meeting": each.title,
        "note": each.note,
    }


def _plan(each: PlanChanges) -> Document:
    (said,) = json_form.plan_changes([each.change])
    return {
        **said,
        "place": each.change.place_id,
        "observations": [asdict(one) | {"files": list(one.files)} for one in each.observed],
        "ranks": [_rank(flip) for flip in each.change.flips if flip.places_gained],
        "actions": [_action(one) for one in each.actions],
    }


def _rank(flip: Flip) -> Document:
    return {
        "measure": flip.measure_id,
        "target": flip.target,
        "indicator": flip.indicator_id,
        "group": flip.group_id,
        "place": flip.place_id,
        "before": flip.before.rank if flip.before else None,
        "after": flip.after.rank if flip.after else None,
        "places_gained": flip.places_gained,
    }


def _action(each: ActionMoved) -> Document:
    return {
        "action": each.action_id,
        "before": _state(each.before),
        "after": _state(each.after),
        "notes": [{"date": n.at.isoformat(), "text": n.text, "rag": n.rag, "by": n.by} for n in each.notes],
        "evidence": [
            {"date": e.at.isoformat(), "text": e.text, "indicator": e.indicator_id, "by": e.by} for e in each.evidence
        ],
    }


def _state(state: ActionState | None) -> Document | None:
    if state is None:
        return None
    return {
        "rag": state.rag,
        "stage": state.stage,
        "forecast": day(state.forecast),
        "started": day(state.started),
        "withdrawn": day(state.withdrawn),
    }
