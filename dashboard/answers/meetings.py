"""The meetings of a plan's board: when, what was decided, and which figures it had before it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.answers import resolve
from dashboard.answers.errors import NotFoundError
from dashboard.answers.moments import Moment, moment
from dashboard.board import Board
from dashboard.register.model import Meeting
from etl.plans import Plan
from etl.warehouse import folder, keeping


@dataclass(frozen=True, slots=True)
class Meetings:
    """The meetings, the latest first. ``kept`` are the snapshots that can be opened, id to when they were published,
    the newest first; ``current`` is the one served now; ``had`` says by a meeting's id what its board had before it:
    the snapshot that somebody named, else the one served on the evening of its day, where that is kept."""

    name: str
    plan: Plan
    meetings: tuple[Meeting, ...]
    kept: Mapping[str, datetime]
    current: str | None
    had: Mapping[int, Moment]

    def meeting(self, meeting_id: int) -> Meeting | None:
        return next((each for each in self.meetings if each.id == meeting_id), None)

    def choices(self, meeting_id: int | None) -> dict[str, str]:
        """The snapshots that a meeting may be tied to, with words; its own too where that is no longer kept."""
        found = {
            each: f"as published on {when.day} {when:%B %Y, %H:%M}" + (", the newest" if each == self.current else "")
            for each, when in self.kept.items()
        }
        own = self.meeting(meeting_id) if meeting_id is not None else None
        if own is not None and own.snapshot_id is not None and own.snapshot_id not in found:
            found[own.snapshot_id] = f"{own.snapshot_id}, no longer kept"
        return found


def meetings(board: Board, name: str) -> Meetings:
    """The meetings of a plan; raises :class:`dashboard.answers.errors.NotFoundError` for a plan that nobody knows."""
    plan = resolve.plan(board, name)
    kept = {
        each.snapshot: each.created_at for each in folder.snapshots(board.store.warehouse)
    }  # fmt: skip
    held = tuple(board.register.meetings(name))
    return Meetings(name, plan, held, kept, board.store.snapshot_id, _had(board, name, held))


def next_day(board: Board, name: str) -> date:
    """The day of the next meeting on record, today's included; today where none is."""
    return min((each.date for each in board.register.meetings(name) if each.date >= board.today), default=board.today)


def _had(board: Board, name: str, held: tuple[Meeting, ...]) -> dict[int, Moment]:
    found = {}
    for each in held:
        if each.date <= board.today:
            with suppress(NotFoundError):  # nothing that is kept was served by then
                found[each.id] = moment(board, each.date.isoformat(), plan=name)
    return found


def met(board: Board, name: str) -> tuple[tuple[date, str], ...]:
    """The days on which the board of a plan has met so far, with the title of each meeting."""
    return tuple((each.date, each.title) for each in board.register.meetings(name) if each.date <= board.today)


def keep_days(board: Board, *, who: str) -> None:
    """Pin what was served on the day of every meeting of every board, and nothing for one that was moved or renamed: a
    snapshot that a board met upon is kept for good.

    Raises ``OSError`` where the warehouse cannot be written to.
    """
    wanted = {
        f"{plan.body.name}, {each.title}, {each.date:%-d %B %Y}": (each.date, each.snapshot_id)
        for name, plan in board.plans.items()
        for each in board.register.meetings(name)
    }
    keeping.follow_days(board.store.warehouse, wanted, who=who)
