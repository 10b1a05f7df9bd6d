"""What people edit of actions, of a school's support and of meetings. Each is checked against what stands there now
before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

import sqlalchemy as sa

from dashboard.register import reading
from dashboard.register.errors import RegisterError, StaleEdit
from dashboard.register.model import KEEP, ActionState, Evidence, Meeting, Support, SupportCategory, Unchanged
from dashboard.register.plan_sync import STARTED
from dashboard.register.tables import ActionRow, EvidenceRow, MeetingRow, NoteRow, SupportRow
from dashboard.register.writing import Edit, day, one_of, stale, text
from etl.plans import Rag, Stage
from etl.yaml_file import nearest


@dataclass(frozen=True, slots=True)
class ActionEdit:
    """What a note on an action changes beside its text; what is left at ``KEEP`` stays."""

    text: str
    at: date
    rag: Rag | Unchanged = KEEP
    stage: Stage | Unchanged | None = KEEP
    forecast: date | Unchanged | None = KEEP
    started: date | Unchanged | None = KEEP


def note(edit: Edit, name: str, action_id: str, given: ActionEdit, *, version: int) -> ActionState:
    """Add a note and the action's next version."""
    now = _action(edit, name, action_id)
    if now.version != version:
        raise StaleEdit(stale(f"Action {action_id}", now.notes[0].by if now.notes else None), now)
    told = text("the note", given.text)
    day("the note", given.at, edit)
    wanted = {
        field: getattr(now, field) if isinstance(getattr(given, field), Unchanged) else getattr(given, field)
        for field in ("rag", "stage", "forecast", "started")
    }
    one_of("RAG", wanted["rag"], get_args(Rag))
    if wanted["stage"] is not None:
        one_of("stage", wanted["stage"], get_args(Stage))
    # The first note in a stage that reaches pupils says when it began, unless the note says so itself.
    if wanted["started"] is None and isinstance(given.started, Unchanged) and wanted["stage"] in STARTED:
        wanted["started"] = given.at
    row = ActionRow(plan=name, action_id=action_id, version=version + 1, withdrawn=now.withdrawn, **wanted)
    changes: dict[str, tuple[Any, Any]] = {field: (getattr(now, field), value) for field, value in wanted.items()}
    edit.add(row, plan=name, kind="action", key=action_id, changes=changes)
    said = NoteRow(
        plan=name, action_id=action_id, at=given.at, text=told, rag=wanted["rag"], forecast=wanted["forecast"]
    )
    edit.add(said, plan=name, kind="note", key=action_id, changes={"text": (None, told)})
    edit.session.flush()
    return _action(edit, name, action_id)


def evidence(edit: Edit, name: str, action_id: str, *, at: date, told: str, indicator_id: str | None) -> Evidence:
    _action(edit, name, action_id)
    day("the evidence", at, edit)
    said = text("the evidence", told)
    row = EvidenceRow(plan=name, action_id=action_id, at=at, text=said, indicator_id=indicator_id)
    changes = {"text": (None, said), "indicator": (None, indicator_id), "at": (None, at)}
    edit.add(row, plan=name, kind="evidence", key=action_id, changes=changes)
    edit.session.flush()
    return reading.evidence(row)


def support(edit: Edit, place_id: str, *, plan: str | None, version: int, **given: Any) -> Support:
    """The next category of a school."""
    found = reading.support(edit.session, place_id=place_id).get(place_id, [])
    now = found[0] if found else None
    if (now.version if now else 0) != version:
        raise StaleEdit(stale(f"The support of {place_id}", now.by if now else None), now)
    one_of("category", given["category"], get_args(SupportCategory))
    day("the category", given["since"], edit, ahead=True)
    if given["next_review"] is not None and given["next_review"] < given["since"]:
        raise RegisterError(
            f"the next review ({given['next_review']}) is before the category begins ({given['since']})"
        )
    given["reason"] = text("the reason", given["reason"])
    for field in ("evidence", "support"):
        given[field] = text(f"the {field}", given[field], needed=False)
    row = SupportRow(plan=plan, place_id=place_id, version=version + 1, **given)
    changes = {field: (getattr(now, field) if now else None, value) for field, value in given.items()}
    edit.add(row, plan=plan, kind="support", key=place_id, changes=changes)
    edit.session.flush()
    return reading.supported(row)


def meeting(
    edit: Edit,
    name: str,
    meeting_id: int | None,
    *,
    version: int,
    held: date,
    title: str,
    decisions: Sequence[str],
    snapshot_id: str | None,
) -> Meeting:
    """A meeting's first or next version; a board may meet on a day that is still to come."""
    found = [each for each in reading.meetings(edit.session, name) if each.id == meeting_id]
    now = found[0] if found else None
    if meeting_id is not None and now is None:
        raise RegisterError(f"the plan {name} has no meeting {meeting_id}")
    if now is not None and now.version != version:
        raise StaleEdit(stale(f"The meeting of {now.date:%-d %B %Y}", now.by), now)
    number = meeting_id or (edit.session.scalar(sa.select(sa.func.max(MeetingRow.meeting_id))) or 0) + 1
    row = MeetingRow(
        plan=name,
        meeting_id=number,
        version=version + 1,
        held=held,
        title=text("the title", title),
        decisions=[text("a decision", each) for each in decisions if each.strip()],
        snapshot_id=snapshot_id,
    )
    changes: dict[str, tuple[Any, Any]] = {
        "date": (now.date if now else None, row.held),
        "title": (now.title if now else None, row.title),
        "decisions": (list(now.decisions) if now else [], row.decisions),
        "snapshot": (now.snapshot_id if now else None, row.snapshot_id),
    }
    edit.add(row, plan=name, kind="meeting", key=str(number), changes=changes)
    edit.session.flush()
    return reading.meeting(row)


def _action(edit: Edit, name: str, action_id: str) -> ActionState:
    found = reading.actions(edit.session, name, only=action_id).get(action_id)
    if found is None:
        known = list(reading.actions(edit.session, name))
        raise RegisterError(f"the plan {name} has no action {action_id!r}{nearest(action_id, known)}")
    return found
