"""Where a school lies among the others of its authority, and which of its phase are nearest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import hypot

from dashboard.analysis.outlines import Place2, on_grid
from dashboard.answers import directory
from dashboard.answers.place_kinds import Place
from dashboard.answers.school_map import Dot
from dashboard.board import Board

NEAREST = 5


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The school's own place on the grid, the ``others`` of its authority, and the ``nearest`` of its phase, how far
    off they are in metres and in a straight line."""

    school: Place
    authority: Place
    at: Place2
    others: tuple[Dot, ...]
    nearest: tuple[tuple[Place, float], ...]


def neighbourhood(board: Board, school: Place, authority: Place | None, *, on: date) -> Neighbourhood | None:
    """``None`` where the register gives the school no coordinates, or no other school of its authority any."""
    at = on_grid(school.easting, school.northing)
    if at is None or authority is None:
        return None
    others = tuple(
        Dot(each, where)
        for each in directory.members(board, authority.place_id, on=on)
        if each.place_id != school.place_id and (where := on_grid(each.easting, each.northing))
    )
    if not others:
        return None
    away = [
        (hypot(dot.at[0] - at[0], dot.at[1] - at[1]), dot.school) for dot in others if dot.school.phase == school.phase
    ]
    away.sort(key=lambda each: (each[0], each[1].name))
    return Neighbourhood(school, authority, at, others, tuple((place, metres) for metres, place in away[:NEAREST]))
