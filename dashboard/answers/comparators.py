"""What a place is put beside: England, its region, or its statistical neighbours in a named and dated set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.analysis.model import Point, Series
from dashboard.analysis.neighbours import neighbour_mean
from dashboard.analysis.series import Lines, own_figures
from dashboard.answers import directory
from dashboard.answers.directory import Place
from dashboard.board import Board
from dashboard.queries import observations
from etl.catalogue import Indicator

ENGLAND = "E92000001"


@dataclass(frozen=True, slots=True)
class Comparator:
    """``key`` is the word in the address, ``name`` the one on screen, ``note`` what a reader must know of it."""

    key: str
    name: str
    place_ids: tuple[str, ...]
    note: str | None = None

    @property
    def is_mean(self) -> bool:
        return self.key.startswith("neighbours")


@dataclass(frozen=True, slots=True)
class Beside:
    """A comparator with its figures, always given in the scope of the figure that they stand beside."""

    comparator: Comparator
    lines: Lines

    def series(self, indicator: Indicator, group: str, own: Series) -> Series | None:
        """The comparator's line with the phase, kind and coverage of ``own``; ``None`` when nothing of it is held."""
        held = [self.lines.like(indicator, place_id, group, own) for place_id in self.comparator.place_ids]
        if not self.comparator.is_mean:
            return held[0] if held else None
        known = {line.place_id: {point.period: point for point in line.points} for line in held if line is not None}
        periods = {point.period: point for points in known.values() for point in points.values()}
        means = [
            self._mean({place_id: points.get(like.period) for place_id, points in known.items()}, like)
            for like in sorted(periods.values(), key=lambda point: point.period.end)
        ]
        found = tuple(point for point in means if point is not None)
        return Series(indicator.id, self.comparator.key, own.phase, group, own.period_kind, found) if found else None

    def point(self, indicator: Indicator, group: str, own: Point, *, phases: Collection[str]) -> Point | None:
        """The comparator's figure for the period and coverage of one figure, in the first of the phases that has it."""
        for phase in phases:
            line = self.series(indicator, group, Series(indicator.id, "", phase, group, own.period.kind, (own,)))
            found = line.at(own.period) if line else None
            if found is not None and found.value is not None:
                return found
        return None

    def _mean(self, points: Mapping[str, Point | None], like: Point) -> Point | None:
        values = {place_id: point.value if point else None for place_id, point in points.items()}
        mean = neighbour_mean(values, self.comparator.place_ids)
        if mean is None:
            return None
        return like._replace(
            value=mean.value,
            numerator=None,
            denominator=None,
            lower=None,
            upper=None,
            status="ok",
            basis="derived",
            origin=None,
            members=mean.of,
            members_with_data=mean.with_value,
        )


def comparators(board: Board, place: Place, *, authority: Place | None) -> tuple[Comparator, ...]:
    """What the place may be put beside, England first. ``authority`` is the LA that it is or lies in, if one."""
    found = [] if place.place_id == ENGLAND else [Comparator("england", "England", (ENGLAND,))]
    region_id = (authority or place).region_id
    if region_id and region_id != place.place_id and (region := directory.place(board, region_id)):
        found.append(Comparator("region", region.name, (region_id,)))
    if authority:
        for number, each in enumerate(directory.neighbour_sets(board, authority.place_id)):
            key = "neighbours" if number == 0 else f"neighbours-{each.dated:%Y-%m}"
            found.append(
                Comparator(
                    key,
                    each.words[0].upper() + each.words[1:],
                    each.place_ids,
                    f"The simple mean of the {len(each.place_ids)} authorities most like {authority.name}, "
                    f"each counting once whatever its size; set of {each.dated:%B %Y}.",
                )
            )
    return tuple(found)


def beside(
    board: Board, comparator: Comparator, indicators: Collection[str], *, groups: Collection[str] | None = None
) -> Beside:
    """The comparator with everything that is held of those indicators for it: one select for a page, kept for the
    next one of the same snapshot."""

    def make() -> Lines:
        return own_figures(board.store.fetch(observations.series(indicators, comparator.place_ids, groups=groups)))

    key = ("beside", comparator.place_ids, tuple(indicators), None if groups is None else tuple(groups))
    return Beside(comparator, board.store.cached(key, make))


def chosen(available: tuple[Comparator, ...], key: str | None) -> Comparator | None:
    """The comparator of that key, else the first; ``None`` where nothing can be compared."""
    return next((each for each in available if each.key == key), available[0] if available else None)


def authority_of(board: Board, place: Place, *, on: date) -> Place | None:
    """The LA that a place is or lies in: itself, its parent, or for a trust or joint area none (they span several)."""
    if place.level == "la":
        return place
    if place.level in ("cluster", "district", "school") and place.parent_id:
        parent = directory.place(board, place.parent_id)
        if parent and parent.level == "la":
            return parent
    if place.level == "school":
        holders = directory.containers(board, place.place_id, on=on)
        return next((holder for holder in holders if holder.level == "la"), None)
    return None
