"""Everything that the application serves of a warehouse: the tables of its snapshot, and what the answers say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.answers import directory, members
from dashboard.answers.errors import NotFoundError
from dashboard.answers.gap import story
from dashboard.answers.series import show
from dashboard.board import Board, open_board
from dashboard.settings import Settings
from tests.etl.local_files import DATA, held
from tests.etl.protect.attack import Number, known_numbers
from tests.etl.protect.county import GROUPS, INDICATOR

COLUMNS = ("place_id", "period", "group_id", "value", "numerator", "denominator", "status")
ON = date(2025, 9, 1)


def stored(folder: Path, indicator: str = INDICATOR) -> list[dict[str, Any]]:
    """Winners and losers as they stand in the snapshot's file."""
    return [
        dict(zip(COLUMNS, row, strict=True))
        for table in ("observation", "observation_history")
        for row in held(folder, f"SELECT {', '.join(COLUMNS)} FROM {table} WHERE indicator_id = '{indicator}'")
    ]


def answered(board: Board, places: Iterable[str]) -> dict[Number, float]:
    """What the answers say of every place and group: lines, sums over members, tables of members, parts of a gap."""
    rows: list[dict[str, Any]] = []
    known = dict[Number, float]()
    for place_id in places:
        for group in GROUPS:
            try:
                points = show(board, INDICATOR, place_id, group=group, on=ON).series.points
            except NotFoundError:
                continue
            for point in points:
                if point.members is not None and point.members != point.members_with_data:
                    continue  # a sum over some members only: the lines of those members say as much
                rows.append(
                    {
                        "place_id": place_id,
                        "period": point.period.code,
                        "group_id": group,
                        "value": point.value,
                        "numerator": point.numerator,
                        "denominator": point.denominator,
                    }
                )
        if place_id.startswith("urn/"):
            continue
        for group in GROUPS:
            known |= _side_by_side(board, place_id, group)
    return known | known_numbers(rows)


def _side_by_side(board: Board, place_id: str, group: str) -> dict[Number, float]:
    """The table of member schools and each one's part of the gap to a reference of 25 %."""
    schools = directory.members(board, place_id, on=ON)
    chosen = members.columns(board, [place_id], group=group, phase="total", on=ON)
    table = members.of_schools(board, schools, chosen, group=group, beside=None)
    rows: list[dict[str, Any]] = []
    for index, column in enumerate(table.columns):
        for place, cell in table.figures(index):
            if cell.point is not None:
                rows.append(
                    {"place_id": place.place_id, "period": column.period.code, "group_id": group}
                    | {name: getattr(cell.point, name) for name in ("value", "numerator", "denominator")}
                )
        own = show(board, INDICATOR, place_id, group=group, on=ON).series.at(column.period)
        told = story(table, index, own=own, reference=25.0)
        for part in told.contribution.parts if told.contribution else ():
            if part.place_id is not None:
                rows.append(
                    {
                        "place_id": part.place_id,
                        "period": column.period.code,
                        "group_id": group,
                        "value": part.value,
                        "numerator": None,
                        "denominator": part.weight,
                    }
                )
    return known_numbers(rows)


def board_of(folder: Path) -> Board:
    return open_board(Settings(warehouse=folder, data=DATA))
