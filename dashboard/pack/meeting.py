"""Which state of the board a pack shows: its meeting's figures, and what people had written by then."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from dashboard.answers import moments, resolve
from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.register.model import Meeting
from etl.deciding.served import created_at, evening
from etl.warehouse import folder
from etl.warehouse.folder import WarehouseError


@dataclass(frozen=True, slots=True)
class Held:
    """A board turned to a meeting of ``day``. ``meeting`` is what the register has of it (``None``: not on record);
    ``notes`` say where the figures are not those that the meeting had before it."""

    board: Board
    day: date
    meeting: Meeting | None
    snapshot: str
    notes: tuple[str, ...]

    @property
    def published(self) -> str:
        """When its figures were published here: ``22 November 2026 at 09:30``."""
        return f"{created_at(self.snapshot):%-d %B %Y at %H:%M} UTC"


def held(board: Board, plan: str, *, day: date) -> Held:
    """The state for the meeting of a day: of a past one what its board had before it, of one to come today's, or the
    snapshot that somebody tied it to.

    Where nothing is kept of a past day its figures are the current ones, judged as of that day, and a note says so.
    Raises :class:`NotFoundError` for a plan that nobody knows, :class:`dashboard.store.NoSnapshotError` where nothing
    has been loaded.
    """
    resolve.plan(board, plan)
    meeting = next((each for each in board.register.meetings(plan) if each.date == day), None)
    until = min(day, board.today)
    notes = [] if meeting else ["No meeting of this day is on record."]
    tied = meeting.snapshot_id if meeting else None
    if day > board.today:
        return _to_come(board, day, meeting, tied, notes)
    with suppress(NotFoundError):
        found = moments.moment(board, day.isoformat(), plan=plan)
        turned = moments.at(board, found)
        return Held(turned, day, meeting, found.snapshot, tuple(filter(None, (*notes, found.note))))
    notes.append(f"No figures are kept from {day:%-d %B %Y}: these are the current ones, judged as of that day.")
    store = board.store.pinned()
    turned = replace(board, store=store, register=board.register.at(evening(until)), day=until)
    return Held(turned, day, meeting, store.snapshot_id or "", tuple(notes))


def _to_come(board: Board, day: date, meeting: Meeting | None, tied: str | None, notes: list[str]) -> Held:
    if tied is not None:
        try:
            name = folder.find(board.store.warehouse, tied).stem
        except WarehouseError:
            notes.append("The snapshot that the meeting is tied to is no longer kept: these are the current figures.")
        else:
            return Held(board.as_at(name, day=board.today), day, meeting, name, tuple(notes))
    store = board.store.pinned()
    return Held(replace(board, store=store), day, meeting, store.snapshot_id or "", tuple(notes))
