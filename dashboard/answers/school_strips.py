"""Where a school lies among the schools of its authority and phase, indicator by indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.analysis.cohort import too_few
from dashboard.analysis.model import Point
from dashboard.analysis.strip import Strip, strip
from dashboard.analysis.words import COUNTS
from dashboard.answers import member_tables
from dashboard.answers.place import Figure
from dashboard.answers.place_kinds import Place
from dashboard.board import Board
from dashboard.queries import members as queries
from etl.periods import Period


def school_strips(
    board: Board, school: Place, authority: Place | None, figures: Sequence[Figure], *, group: str, on: date
) -> dict[str, Strip]:
    """The strip of each indicator that at least ten schools of the phase have a figure of, by indicator.

    Left out are the school's own figures of too few, yes or no, counts, and what has no better end; of the others
    those that are withheld or of too few, which the strip counts.
    """
    shown = [figure for figure in figures if _placed(figure)]
    if authority is None or not shown:
        return {}
    keys = tuple(
        (each.indicator.id, each.point.period.code, each.point.period.kind, each.series.phase, each.point.coverage)
        for each in shown
        if each.point is not None
    )
    key = ("school strips", authority.place_id, school.phase, keys, group, on)
    held = board.store.cached(key, lambda: _held(board, authority, school.phase, keys, group=group, on=on))
    found = {}
    for figure in shown:
        values, left_out = held.get(figure.indicator.id, ({}, 0))
        others = [value for place_id, value in values.items() if place_id != school.place_id]
        own = figure.point.figure if figure.point else 0.0
        drawn = strip(own, others, polarity=figure.indicator.polarity, left_out=left_out)
        if drawn is not None:
            found[figure.indicator.id] = drawn
    return found


def _placed(figure: Figure) -> bool:
    """Whether a school's figure may be put among others."""
    indicator, point = figure.indicator, figure.point
    if point is None or point.value is None or indicator.unit in COUNTS or indicator.aggregation == "school_count":
        return False
    return too_few(indicator, point) is None


def _held(
    board: Board, authority: Place, phase: str | None, keys: Sequence[queries.Key], *, group: str, on: date
) -> Mapping[str, tuple[Mapping[str, float], int]]:
    """Of each indicator the values that may be drawn, by school, and how many may not. One select."""
    schools = member_tables.schools_of(board, authority, phase=phase or "total", within=None, on=on)
    periods = {each[0]: Period(each[1], each[2]) for each in keys}
    columns = ["indicator_id", "place_id", "value", "numerator", "denominator", "status"]
    found: dict[str, tuple[dict[str, float], int]] = {}
    wanted = queries.figures([school.place_id for school in schools], keys=keys, group=group)
    for row in board.store.fetch(wanted).select(columns).to_pylist():
        name, place_id = row.pop("indicator_id"), row.pop("place_id")
        values, left_out = found.get(name, ({}, 0))
        point = Point(periods[name], **row)
        if point.value is not None and too_few(board.catalogue[name], point) is None:
            values[place_id] = point.value
        elif row["status"] != "not_applicable":
            left_out += 1
        found[name] = values, left_out
    return found
