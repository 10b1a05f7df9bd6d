"""Where a place's figures stand within the spread of every authority, from the worse end to the better."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.analysis.cohort import too_few
from dashboard.analysis.intervals import Interval, of_point
from dashboard.analysis.model import Point
from dashboard.analysis.rank import Rank, rank
from dashboard.analysis.spread import Spread, position, spread
from dashboard.answers.place import Figure
from dashboard.board import Board
from dashboard.queries import members as member_queries
from etl.periods import Period


@dataclass(frozen=True, slots=True)
class Spine:
    """One figure within the spread of authorities, as positions from 0 (worse end) to 1 (better end)."""

    figure: Figure
    spread: Spread
    rank: Rank | None
    low: float
    lower_quartile: float
    upper_quartile: float
    high: float
    at: float
    others: tuple[float, ...] = ()
    """Every authority with a figure; those without one are in no part of it."""


def spines(board: Board, figures: Sequence[Figure], *, group: str) -> tuple[Spine, ...]:
    """Those figures within the spread of every authority at the same period and scope.

    Left out: indicators without a better end, without an English figure, or published for under twenty authorities.
    """
    keys = {
        each.indicator.id: (
            each.indicator.id,
            each.point.period.code,
            each.point.period.kind,
            each.series.phase,
            each.point.coverage,
        )
        for each in figures
        if each.point is not None and each.cell.comparator is not None
    }
    if not keys:
        return ()
    asked = tuple(keys.values())
    # Only a place's own interval gives its rank one, so the others' are worked out for those indicators alone.
    ranked = frozenset(each.indicator.id for each in figures if each.point and of_point(each.point, each.indicator))
    key = ("authorities", asked, group, ranked)
    values = board.store.cached(key, lambda: _authorities(board, asked, group, ranked))
    found = (_spine(each, values.get(each.indicator.id)) for each in figures)
    return tuple(each for each in found if each is not None)


@dataclass(frozen=True, slots=True)
class Authorities:
    """Every authority's value and, where its counts allow, its interval, for one indicator."""

    values: Mapping[str, float | None]
    intervals: Mapping[str, Interval]


def _authorities(
    board: Board, keys: Sequence[member_queries.Key], group: str, ranked: Collection[str]
) -> dict[str, Authorities]:
    """The authorities by indicator, from one select; intervals for the indicators ``ranked``."""
    values: dict[str, dict[str, float | None]] = {}
    intervals: dict[str, dict[str, Interval]] = {}
    periods = {key[0]: Period(key[1], key[2]) for key in keys}
    columns = ["indicator_id", "place_id", "value", "numerator", "denominator", "lower", "upper"]
    for row in board.store.fetch(member_queries.authority_figures(keys=keys, group=group)).select(columns).to_pylist():
        name, place_id = row.pop("indicator_id"), row.pop("place_id")
        values.setdefault(name, {})[place_id] = row["value"]
        interval = of_point(Point(periods[name], **row), board.catalogue[name]) if name in ranked else None
        if interval is not None:
            intervals.setdefault(name, {})[place_id] = interval
    return {name: Authorities(found, intervals.get(name, {})) for name, found in values.items()}


def _spine(each: Figure, among: Authorities | None) -> Spine | None:
    indicator, centre, point = each.indicator, each.cell.comparator, each.point
    wide = spread(list(among.values.values())) if among else None
    if among is None or wide is None or centre is None or point is None or point.value is None:
        return None
    if indicator.polarity not in ("higher", "lower"):
        return None

    def at(value: float) -> float:
        return position(value, centre=centre, low=wide.low, high=wide.high, polarity=indicator.polarity)

    ranked = rank(among.values, each.series.place_id, polarity=indicator.polarity, intervals=among.intervals)
    return Spine(
        figure=each,
        spread=wide,
        rank=None if too_few(indicator, point) else ranked,
        low=at(wide.low),
        lower_quartile=at(wide.lower_quartile),
        upper_quartile=at(wide.upper_quartile),
        high=at(wide.high),
        at=at(point.value),
        others=tuple(at(value) for value in among.values.values() if value is not None),
    )
