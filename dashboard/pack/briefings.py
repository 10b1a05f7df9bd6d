"""The briefing of any place that has one: a school's, or that of a place that holds schools."""

from __future__ import annotations

from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.pack.paper.briefing import page
from dashboard.pack.sheet import of_school
from dashboard.pack.sheet_of_place import of_place


def of(board: Board, place_id: str, *, plan: str | None, group: str) -> tuple[str, bytes]:
    """The name of the file and its PDF. Raises :class:`NotFoundError` for a place that has no briefing."""
    if place_id.startswith("urn/"):
        if plan is not None:
            raise NotFoundError("a school is not read by a plan; leave the plan out")
        sheet = of_school(board, place_id.removeprefix("urn/"), on=board.today)
    else:
        sheet = of_place(board, place_id, plan=plan, group=group, on=board.today)
    return sheet.name, page(sheet)
