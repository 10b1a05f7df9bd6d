"""The members' half of a place's page: which members, which indicators and which groups make its gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.analysis.closing import Closing
from dashboard.analysis.model import Point
from dashboard.answers import directory, member_tables, members
from dashboard.answers.belonging import NOW, THEN
from dashboard.answers.columns import Column, chosen_columns, themes_of
from dashboard.answers.comparators import Beside
from dashboard.answers.directory import Place, Scheme
from dashboard.answers.figures import gather
from dashboard.answers.gap import Story, Tally, closing, story, tally
from dashboard.answers.members import Cell, Row, Table
from dashboard.board import Board

SCHOOLS = "school"
AUTHORITIES = "la"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; the words are ids, and ``None`` leaves the choice to the page."""

    group: str = "all"
    phase: str = "total"
    by: str | None = None
    within: str | None = None
    theme: str | None = None
    indicator: str | None = None
    members: str = NOW

    @property
    def then(self) -> bool:
        """Whether every figure counts where its school belonged at its own time."""
        return self.members == THEN


@dataclass(frozen=True, slots=True)
class Walk:
    """Members side by side. ``own`` is the place's row, ``reference`` the comparator's; ``lead`` the column that the
    page opens on. ``narrowed`` says that the rows are not all members (one phase or one cluster of them)."""

    by: str
    ways: tuple[Scheme, ...]
    themes: tuple[tuple[str, str], ...]
    choices: tuple[Column, ...]
    table: Table
    rows: tuple[Row, ...]
    own: Row
    reference: tuple[Point | None, ...]
    lead: int | None
    story: Story | None
    tallies: tuple[Tally, ...]
    closings: tuple[tuple[Cell, Column, Closing], ...]
    narrowed: bool


def walk(board: Board, place: Place, asked: Asked, *, beside: Beside | None, on: date) -> Walk | None:
    """The members of a place for what was asked, or ``None`` when no member of it is on record.

    Members are schools, or the clusters of a scheme (the first one where an LA has any), or the LAs of a region.
    Worked out once a snapshot.
    """
    against = beside.comparator.place_ids if beside else None
    key = ("walk", place.place_id, asked, against, on)
    return board.store.cached(key, lambda: _walk(board, place, asked, beside=beside, on=on))


def _walk(board: Board, place: Place, asked: Asked, *, beside: Beside | None, on: date) -> Walk | None:
    if place.level in directory.ABOVE:
        return _of_authorities(board, place, asked, beside=beside, on=on)
    ways = directory.schemes(board, place.place_id, on=on)
    usual = next((each.scheme for each in ways if each.scheme not in directory.NOT_CLUSTERS), SCHOOLS)
    by = asked.by if asked.by in (SCHOOLS, *(each.scheme for each in ways)) else usual
    if not ways and not directory.members(board, place.place_id, on=on):
        return None
    available = member_tables.columns(
        board, [place.place_id], group=asked.group, phase=asked.phase, on=on, then=asked.then
    )
    chosen = chosen_columns(board, available, theme=asked.theme, indicator=asked.indicator)
    if by == SCHOOLS:
        table = by_school(board, place, chosen, asked, beside=beside, on=on)
    else:
        way = next(each for each in ways if each.scheme == by)
        table = member_tables.of_clusters(
            board,
            way.places,
            chosen,
            by=by,
            group=asked.group,
            beside=beside,
            on=on,
            then=asked.then,
            within=place.place_id if way.crosses else None,
        )
    narrowed = by == SCHOOLS and (asked.phase != "total" or asked.within is not None)
    yes_or_no = [column for column in available if column.indicator.aggregation == "school_count"]
    counted = by_school(board, place, yes_or_no, asked, beside=None, on=on)
    return _finish(
        board,
        place,
        asked,
        table,
        available=available,
        ways=ways,
        narrowed=narrowed,
        beside=beside,
        on=on,
        tallies=[found for index in range(len(yes_or_no)) if (found := tally(counted, index))],
    )


def by_school(
    board: Board, place: Place, chosen: Sequence[Column], asked: Asked, *, beside: Beside | None, on: date
) -> Table:
    """The schools of today with their figures, or those whose figures counted here at their own time."""
    group, phase, within = asked.group, asked.phase, asked.within
    if asked.then:
        return member_tables.of_schools_then(
            board, place, chosen, group=group, phase=phase, within=within, beside=beside, on=on
        )
    schools = member_tables.schools_of(board, place, phase=phase, within=within, on=on)
    return member_tables.of_schools(board, schools, chosen, group=group, beside=beside, on=on)


def _of_authorities(board: Board, place: Place, asked: Asked, *, beside: Beside | None, on: date) -> Walk | None:
    inside = directory.leaves(board, place, on=on)
    if not inside:
        return None
    available = member_tables.columns_of_own(
        board, [each.place_id for each in inside], group=asked.group, phase=asked.phase
    )
    chosen = chosen_columns(board, available, theme=asked.theme, indicator=asked.indicator)
    table = replace(member_tables.of_schools(board, inside, chosen, group=asked.group, beside=beside), by=AUTHORITIES)
    return _finish(
        board, place, asked, table, available=available, ways=(), narrowed=False, beside=beside, on=on, tallies=[]
    )


def _finish(
    board: Board,
    place: Place,
    asked: Asked,
    table: Table,
    *,
    available: Sequence[Column],
    ways: tuple[Scheme, ...],
    narrowed: bool,
    beside: Beside | None,
    tallies: Sequence[Tally],
    on: date,
) -> Walk:
    own = _own(board, place, table, beside, on=on, then=asked.then)
    reference = tuple(
        members.reference_for(column, cell.point, None, table.group, beside)
        for column, cell in zip(table.columns, own.cells, strict=True)
    )
    lead = _lead(table, own, asked.indicator)
    told = None
    if lead is not None:
        against = reference[lead].value if reference[lead] else None  # type: ignore[union-attr]
        told = story(table, lead, own=own.cells[lead].point, reference=against, narrowed=narrowed)
    return Walk(
        by=table.by,
        ways=ways,
        themes=themes_of(board, available),
        choices=tuple(available),
        table=table,
        rows=members.shown(table.rows, lead=lead),
        own=own,
        reference=reference,
        lead=lead,
        story=told,
        tallies=tuple(tallies),
        closings=_closings(table, own),
        narrowed=narrowed,
    )


def _own(board: Board, place: Place, table: Table, beside: Beside | None, *, on: date, then: bool) -> Row:
    """The place's own row: for each column its published figure for exactly that scope, else its sum."""
    indicators = [column.indicator for column in table.columns]
    held = gather(board, indicators, [place.place_id], on=on, then=then, groups=[table.group])
    cells = []
    for column in table.columns:
        line = held.series(column.indicator, place.place_id, table.group, **column.scope)
        point = line.at(column.period) if line else None
        reference = members.reference_for(column, point, None, table.group, beside)
        cells.append(members.judged(column.indicator, point, reference.value if reference else None))
    on_roll = [school.pupils for school in directory.members(board, place.place_id, on=on) if school.pupils is not None]
    return Row(replace(place, pupils=sum(on_roll) if on_roll else place.pupils), tuple(cells))


def _lead(table: Table, own: Row, asked: str | None) -> int | None:
    """The column the page opens on: the one asked for, else the first that can be split into parts and is behind by
    more than chance, then behind at all, then compared at all, then the first."""
    if asked is not None and (found := table.column(asked)) is not None:
        return found

    def order(index: int) -> tuple[bool, bool, bool, int]:
        cell = own.cells[index]
        splits = any(each.point is not None and each.point.denominator for _, each in table.figures(index))
        behind = cell.standing == "behind"
        return not (splits and behind and cell.certain), not (splits and behind), cell.gap is None, index

    return min(range(len(table.columns)), key=order, default=None)


def _closings(table: Table, own: Row) -> tuple[tuple[Cell, Column, Closing], ...]:
    found = (
        (cell, column, closing(column.indicator, cell.point, cell.comparator))
        for cell, column in zip(own.cells, table.columns, strict=True)
    )
    return tuple((cell, column, each) for cell, column, each in found if each is not None)
