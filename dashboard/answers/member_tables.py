"""Tables of members read from the store: schools with their own figures, clusters with the sums over their schools."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from dashboard.analysis.series import Lines, own_figures, summed_figures
from dashboard.answers import belonging, directory
from dashboard.answers.columns import Column, by_indicator
from dashboard.answers.comparators import Beside
from dashboard.answers.directory import Place
from dashboard.answers.members import SCHOOL, Cell, Row, Table, cell_at, judged, reference_for
from dashboard.board import Board
from dashboard.queries import members as queries
from dashboard.queries import observations
from etl.catalogue import Indicator


def columns(
    board: Board, container_ids: Sequence[str], *, group: str, phase: str, on: date, then: bool = False
) -> tuple[Column, ...]:
    """The newest period of every indicator that enough member schools have a figure for, in catalogue order."""
    rows = board.store.fetch(queries.columns(container_ids, group=group, on=on, then=then)).to_pylist()
    return by_indicator(board, rows, phase)


def columns_of_own(board: Board, place_ids: Sequence[str], *, group: str, phase: str) -> tuple[Column, ...]:
    """The same over the places' own figures, for places that are no school: the LAs of a region."""
    rows = board.store.fetch(queries.columns_of(place_ids, group=group)).to_pylist()
    return by_indicator(board, rows, phase)


def of_schools(
    board: Board,
    schools: Sequence[Place],
    chosen: Sequence[Column],
    *,
    group: str,
    beside: Beside | None,
    on: date | None = None,
) -> Table:
    """Each school's own figures for those columns; a school stands against the comparator's figure for its phase.

    With a day, a school without a figure of its own has that of the closed school that it took over from.
    """
    keys = [column.key for column in chosen]
    ids = [school.place_id for school in schools]
    lines = own_figures(board.store.fetch(queries.figures(ids, keys=keys, group=group))) if keys and ids else Lines()
    told: dict[tuple[str, queries.Key], str] = {}
    if on is not None and keys and ids:
        indicators = {column.indicator.id: column.indicator for column in chosen}
        told = belonging.fill_from_before(board, lines, ids, keys, indicators=indicators, group=group, on=on)
    rows = tuple(Row(school, _cells(lines, school, chosen, group, beside, told)) for school in schools)
    return Table(SCHOOL, group, tuple(chosen), rows)


def of_schools_then(
    board: Board,
    place: Place,
    chosen: Sequence[Column],
    *,
    group: str,
    phase: str,
    within: str | None,
    beside: Beside | None,
    on: date,
) -> Table:
    """The schools whose figures for those columns counted in a place at their own time, closed ones too, by name."""
    keys = [column.key for column in chosen]
    table = board.store.fetch(queries.then_figures(place.place_id, keys=keys, group=group, within=within, on=on))
    known = directory.named(board, sorted(set(table.column("place_id").to_pylist())))
    schools = sorted(
        (school for school in known.values() if phase in ("total", school.phase)), key=lambda school: school.name
    )
    lines = own_figures(table)
    return Table(
        SCHOOL,
        group,
        tuple(chosen),
        tuple(Row(each, _cells(lines, each, chosen, group, beside, {})) for each in schools),
    )


def of_clusters(
    board: Board,
    clusters: Sequence[Place],
    chosen: Sequence[Column],
    *,
    by: str,
    group: str,
    beside: Beside | None,
    on: date,
    then: bool = False,
    within: str | None = None,
) -> Table:
    """Each cluster's sum over its schools (those that the place ``within`` holds too); columns that none has a sum for
    (rates without counts) are left out."""
    indicators = {column.indicator.id: column.indicator for column in chosen}
    ids = [cluster.place_id for cluster in clusters]
    lines = summed(board, indicators, ids, group=group, on=on, then=then, within=within)
    summable = [column for column in chosen if _has_any(lines, clusters, column, group)]
    rows = tuple(Row(cluster, _cells(lines, cluster, summable, group, beside, {})) for cluster in clusters)
    return Table(by, group, tuple(summable), rows)


def summed(
    board: Board,
    indicators: Mapping[str, Indicator],
    containers: Collection[str],
    *,
    group: str | None,
    on: date,
    then: bool = False,
    within: str | None = None,
) -> Lines:
    """Sums over the member schools of those places, by the one rule for sums (coverage, suppression, estimates)."""
    if not indicators or not containers:
        return Lines()
    scales = {name: indicator.scale for name, indicator in indicators.items()}
    groups = None if group is None else [group]
    table = board.store.fetch(
        observations.aggregated(scales, containers, on=on, then=then, within=within, groups=groups)
    )
    return summed_figures(table, indicators)


def schools_of(board: Board, place: Place, *, phase: str, within: str | None, on: date) -> tuple[Place, ...]:
    """The open schools of a place, all or those of one phase or of one cluster as well."""
    schools = directory.members(board, place.place_id, on=on)
    if phase != "total":
        schools = tuple(school for school in schools if school.phase == phase)
    if within:
        inside = {school.place_id for school in directory.members(board, within, on=on)}
        schools = tuple(school for school in schools if school.place_id in inside)
    return schools


def _cells(
    lines: Lines,
    place: Place,
    chosen: Sequence[Column],
    group: str,
    beside: Beside | None,
    told: Mapping[tuple[str, queries.Key], str],
) -> tuple[Cell, ...]:
    cells = []
    for column in chosen:
        point = cell_at(lines, place, column, group)
        reference = reference_for(column, point, place, group, beside)
        cell = judged(column.indicator, point, reference.value if reference else None)
        cells.append(cell._replace(before=told.get((place.place_id, column.key))))
    return tuple(cells)


def _has_any(lines: Lines, places: Sequence[Place], column: Column, group: str) -> bool:
    found = (cell_at(lines, place, column, group) for place in places)
    return any(point is not None and point.value is not None for point in found)
