"""The document of ``actions PLAN --json``: how every action stands, what it is to move, and what hangs loose."""

from __future__ import annotations

from dashboard.answers.json_parts import Document, day
from dashboard.answers.programme import Item, Programme
from dashboard.register.model import Evidence, Note

STATES = {"complete": "done"}
"""Where the screen's word for an action's date is not the command's."""


def actions(found: Programme) -> Document:
    """The document. ``state`` is ``overdue``, ``slipping`` (forecast later than due), ``due``, ``undated``, ``done``,
    ``withdrawn`` or ``blank`` (an empty row of the plan). ``rag`` is a person's word and a verdict is computed; neither
    is worked out from the other."""
    return {
        "plan": found.page.name,
        "place": found.page.place_id,
        "as_of": found.today.isoformat(),
        "snapshot": found.page.answer.snapshot_id,
        "actions": [_action(item, found) for item in found.items],
        "orphans": {
            "priorities": list(found.orphans.priorities),
            "measures": list(found.orphans.measures),
            "actions": list(found.orphans.actions),
        },
    }


def _action(item: Item, found: Programme) -> Document:
    action, state = item.action, item.state
    return {
        "id": item.id,
        "priority": item.priority.id if item.priority else None,
        "outcome": action.outcome if action else None,
        "text": list(action.text) if action else [],
        "lead": list(item.lead),
        "due": {"text": action.due.text, "date": action.due.date.isoformat()} if action and action.due else None,
        "forecast": day(state.forecast),
        "started": day(state.started),
        "stage": state.stage,
        "rag": state.rag,
        "state": STATES.get(item.timing, item.timing),
        "measures": [{"measure": measure.id, "verdict": verdict.verdict} for measure, verdict in item.measures],
        "note": _note(state.last_note) if state.last_note else None,
        "notes": len(state.notes),
        "evidence": [_evidence(each) for each in state.evidence],
        "withdrawn": day(state.withdrawn),
        "orphan": item.id in found.orphans.actions,
        "version": state.version,
    }


def _note(note: Note) -> Document:
    return {
        "at": note.at.isoformat(),
        "text": note.text,
        "rag": note.rag,
        "forecast": day(note.forecast),
        "by": note.by,
        "recorded": note.recorded.isoformat(timespec="seconds"),
    }


def _evidence(found: Evidence) -> Document:
    return {"at": found.at.isoformat(), "text": found.text, "indicator": found.indicator_id, "by": found.by}
