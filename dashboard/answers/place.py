"""A place on one page: what it is, and every indicator against its comparator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.analysis.change import since_last
from dashboard.analysis.model import Change, Point, Series
from dashboard.analysis.recent_trend import Trend, recent_trend
from dashboard.answers import directory
from dashboard.answers.comparators import Beside, authority_of
from dashboard.answers.directory import Place
from dashboard.answers.figures import SUMMED_LEVELS, Figures, gather
from dashboard.answers.members import Cell, judged
from dashboard.board import Board
from dashboard.queries import members as member_queries
from etl.catalogue import Indicator
from etl.groups import LABELS
from etl.periods import KINDS

A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Header:
    """What a place is. ``schools`` are its open ones, ``pupils`` the sum over those whose number is known."""

    place: Place
    authority: Place | None
    region: Place | None
    containers: tuple[Place, ...]
    successors: tuple[Place, ...]
    predecessors: tuple[Place, ...]
    schools: int
    pupils: int | None
    pupils_known_for: int
    invented: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator for the place: its line, its newest figure against the comparator, its change since last year and
    its trend over the five latest years."""

    indicator: Indicator
    group: str
    series: Series
    cell: Cell
    point: Point | None
    beside: Series | None
    change: Change
    scope: str
    """The phase of the comparator's figures: a school's own phase where they are published for it."""
    trend: Trend

    @property
    def latest(self) -> Point | None:
        """The newest row, with or without a value: a missing newest figure is told, not skipped."""
        return self.series.points[-1] if self.series.points else None


@dataclass(frozen=True, slots=True)
class Theme:
    theme: str
    title: str
    figures: tuple[Figure, ...]


def header(board: Board, place: Place, *, on: date) -> Header:
    """The facts at the top of a place's page, as of a day. Worked out once a snapshot."""
    return board.store.cached(("header", place.place_id, on), lambda: _header(board, place, on))


def _header(board: Board, place: Place, on: date) -> Header:
    authority = authority_of(board, place, on=on)
    region_id = (authority or place).region_id
    linked = directory.links(board, place.place_id)
    schools = directory.members(board, place.place_id, on=on) if place.level in (*SUMMED_LEVELS, "joint") else ()
    known = [school.pupils for school in schools if school.pupils is not None]
    return Header(
        place=place,
        authority=authority if authority and authority.place_id != place.place_id else None,
        region=directory.place(board, region_id) if region_id and region_id != place.place_id else None,
        containers=directory.containers(board, place.place_id, on=on),
        successors=tuple(each for each in linked if each.direction == "successor"),
        predecessors=tuple(each for each in linked if each.direction == "predecessor"),
        schools=len(schools),
        pupils=sum(known) if known else None,
        pupils_known_for=len(known),
        invented=place.invented or any(school.invented for school in schools),
    )


def profile(
    board: Board, place: Place, *, group: str, phase: str, beside: Beside | None, on: date, then: bool = False
) -> tuple[Theme, ...]:
    """Every indicator that the place has a row for, theme by theme in catalogue order. Worked out once a snapshot."""
    against = beside.comparator.place_ids if beside else None
    key = ("profile", place.place_id, group, phase, against, on, then)
    return board.store.cached(key, lambda: _profile(board, place, group, phase, beside=beside, on=on, then=then))


def _profile(
    board: Board, place: Place, group: str, phase: str, *, beside: Beside | None, on: date, then: bool
) -> tuple[Theme, ...]:
    held = gather(board, board.catalogue.indicators.values(), [place.place_id], on=on, then=then, groups=[group])
    themes = []
    for theme in board.catalogue.themes:
        figures = [
            figure(indicator, line, beside, school_phase=place.phase if place.level == "school" else None)
            for indicator in theme.indicators
            if (line := line_of(held, indicator, place.place_id, group, phase=phase)) is not None
        ]
        if figures:
            themes.append(Theme(theme.theme, theme.title, tuple(figures)))
    return tuple(themes)


def figure(indicator: Indicator, line: Series, beside: Beside | None, *, school_phase: str | None = None) -> Figure:
    """The newest figure of a line against its comparator; a school's against schools of its own phase if it can."""
    point, other = line.latest, None
    for phase in (school_phase, line.phase) if line.phase == "total" and school_phase else (line.phase,):
        other = beside.series(indicator, line.group_id, replace(line, phase=phase or line.phase)) if beside else None
        if other and point and other.at(point.period):
            break
    reference = other.at(point.period) if other and point else None
    return Figure(
        indicator=indicator,
        group=line.group_id,
        series=line,
        cell=judged(indicator, point, reference.value if reference else None),
        point=point,
        beside=other,
        change=since_last(line, indicator),
        scope=other.phase if other else line.phase,
        trend=recent_trend(line, indicator),
    )


def groups_held(board: Board, place: Place, *, on: date) -> tuple[str, ...]:
    """The pupil groups that anything is held of for a place or its member schools, all pupils first."""

    def fetch() -> set[str]:
        return set(board.store.fetch(member_queries.groups(place.place_id, on=on)).column("group_id").to_pylist())

    held = board.store.cached(("groups", place.place_id, on), fetch)
    return tuple(group for group in LABELS if group in held) + tuple(sorted(held - set(LABELS)))


def line_of(held: Figures, indicator: Indicator, place_id: str, group: str, *, phase: str) -> Series | None:
    """A place's line in the asked phase, else in all phases together. Of the indicator's own kind of period, unless
    another kind reaches a year further: a register gives Ofsted grades by month, the published series by year."""
    own = held.series(indicator, place_id, group, phase=phase) or held.series(indicator, place_id, group)
    others = [
        line
        for kind in KINDS
        if kind != indicator.time_identifier and (line := held.series(indicator, place_id, group, kind=kind))
    ]
    newest = max((line for line in others if line.latest), key=_reach, default=None)
    if own is None or own.latest is None:
        return newest or own
    return newest if newest is not None and _reach(newest) - _reach(own) > A_YEAR else own


def _reach(line: Series) -> date:
    """The end of the newest period with a figure."""
    return line.known[-1].period.end
