"""Rows into what the register hands out: the state now, or as it was at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from dashboard.register.model import (
    ActionState,
    Entry,
    Evidence,
    Judged,
    JudgedOutcome,
    Meeting,
    Note,
    PlanVersion,
    Support,
    SupportCategory,
)
from dashboard.register.tables import (
    ActionRow,
    EditRow,
    EntryRow,
    EvidenceRow,
    JudgementRow,
    MeetingRow,
    NoteRow,
    PlanVersionRow,
    Record,
    SupportRow,
)
from etl.plans import Rag, Stage

Row = TypeVar("Row", bound=Record)


def revision(session: Session, *, at: datetime | None = None) -> int:
    """The number of the last edit, or of the last one up to a moment."""
    select = sa.select(sa.func.max(EditRow.id))
    return session.scalar(select if at is None else select.where(EditRow.recorded <= at)) or 0


def edited(session: Session, *, at: datetime | None = None) -> datetime | None:
    """When the last edit was made, or the last one up to a moment."""
    select = sa.select(sa.func.max(EditRow.recorded))
    return session.scalar(select if at is None else select.where(EditRow.recorded <= at))


def rows(session: Session, kind: type[Row], *where: sa.ColumnElement[bool], at: datetime | None = None) -> list[Row]:
    """Every row of a kind, oldest first, that was there at a moment."""
    select = sa.select(kind).join(kind.edit).options(contains_eager(cast(Any, kind.edit))).where(*where)
    if at is not None:
        select = select.where(EditRow.recorded <= at)
    return list(session.scalars(select.order_by(kind.id)))


def actions(
    session: Session, plan: str, *, only: str | None = None, at: datetime | None = None
) -> dict[str, ActionState]:
    """The state of every action of a plan that the register knows (or of one), withdrawn ones included."""

    def of(kind: type[Any]) -> list[Any]:
        return rows(session, kind, kind.plan == plan, *([kind.action_id == only] if only else []), at=at)

    notes: defaultdict[str, list[Note]] = defaultdict(list)
    for row in of(NoteRow):
        notes[row.action_id].append(note(row))
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for row in of(EvidenceRow):
        found[row.action_id].append(evidence(row))
    latest: dict[str, ActionRow] = {row.action_id: row for row in of(ActionRow)}
    return {
        action_id: ActionState(
            plan=plan,
            action_id=action_id,
            rag=cast(Rag, row.rag),
            stage=cast(Stage | None, row.stage),
            forecast=row.forecast,
            withdrawn=row.withdrawn,
            notes=newest(notes[action_id]),
            evidence=newest(found[action_id]),
            version=row.version,
            started=row.started,
        )
        for action_id, row in latest.items()
    }


Dated = TypeVar("Dated", Note, Evidence)


def newest(found: Sequence[Dated]) -> tuple[Dated, ...]:
    """By the day that they speak of, the last written of one day first."""
    return tuple(sorted(found, key=lambda each: each.at)[::-1])


def judgements(session: Session, plan: str, *, at: datetime | None = None) -> list[Judged]:
    """Every judgement, the last recorded first."""
    return [judged(row) for row in reversed(rows(session, JudgementRow, JudgementRow.plan == plan, at=at))]


def support(
    session: Session, *, plan: str | None = None, place_id: str | None = None, at: datetime | None = None
) -> dict[str, list[Support]]:
    """By school, the last recorded first."""
    where = [SupportRow.plan == plan] if plan is not None else []
    where += [SupportRow.place_id == place_id] if place_id is not None else []
    found: dict[str, list[Support]] = {}
    for row in reversed(rows(session, SupportRow, *where, at=at)):
        found.setdefault(row.place_id, []).append(supported(row))
    return found


def meetings(session: Session, plan: str, *, at: datetime | None = None) -> list[Meeting]:
    """The meetings of a plan's board as last recorded, the latest first."""
    latest = {row.meeting_id: row for row in rows(session, MeetingRow, MeetingRow.plan == plan, at=at)}
    return sorted((meeting(row) for row in latest.values()), key=lambda each: (each.date, each.id), reverse=True)


def history(
    session: Session, plan: str | None, *, kind: str | None = None, key: str | None = None, at: datetime | None = None
) -> list[Entry]:
    """Lines of history, the last first; without a plan those of all plans and of none."""
    given = ((EntryRow.plan, plan), (EntryRow.kind, kind), (EntryRow.key, key))
    where = [column == value for column, value in given if value is not None]
    return [entry(row) for row in reversed(rows(session, EntryRow, *where, at=at))]


def plan_versions(session: Session, plan: str, *, at: datetime | None = None) -> list[PlanVersionRow]:
    """How the plan's file has read, the last first."""
    return rows(session, PlanVersionRow, PlanVersionRow.plan == plan, at=at)[::-1]


def plan_hash(session: Session, plan: str) -> str | None:
    """The hash of a plan's file as the register last took it in."""
    select = sa.select(PlanVersionRow.sha256).where(PlanVersionRow.plan == plan)
    return session.scalar(select.order_by(PlanVersionRow.id.desc()).limit(1))


def note(row: NoteRow) -> Note:
    return Note(row.at, row.text, cast(Rag, row.rag), row.forecast, row.edit.by, row.edit.recorded)


def evidence(row: EvidenceRow) -> Evidence:
    return Evidence(row.id, row.at, row.text, row.indicator_id, row.edit.by, row.edit.recorded)


def judged(row: JudgementRow) -> Judged:
    return Judged(
        plan=row.plan,
        measure_id=row.measure_id,
        target=row.target,
        at=row.at,
        outcome=cast(JudgedOutcome, row.outcome),
        met_units=row.met_units,
        all_units=row.all_units,
        text=row.text,
        by=row.edit.by,
        recorded=row.edit.recorded,
        version=row.version,
    )


def supported(row: SupportRow) -> Support:
    return Support(
        place_id=row.place_id,
        category=cast(SupportCategory, row.category),
        since=row.since,
        reason=row.reason,
        evidence=row.evidence,
        support=row.support,
        next_review=row.next_review,
        by=row.edit.by,
        recorded=row.edit.recorded,
        version=row.version,
        plan=row.plan,
    )


def meeting(row: MeetingRow) -> Meeting:
    return Meeting(
        id=row.meeting_id,
        plan=row.plan,
        date=row.held,
        title=row.title,
        decisions=tuple(row.decisions),
        snapshot_id=row.snapshot_id,
        version=row.version,
        by=row.edit.by,
        recorded=row.edit.recorded,
    )


def entry(row: EntryRow) -> Entry:
    return Entry(
        id=row.id,
        recorded=row.edit.recorded,
        by=row.edit.by,
        plan=row.plan,
        kind=row.kind,
        key=row.key,
        field=row.field,
        before=row.before,
        after=row.after,
    )


def version(row: PlanVersionRow) -> PlanVersion:
    return PlanVersion(row.id, row.plan, row.sha256, row.edit.recorded)
