"""The schools of a place where they lie, each with its figure on one indicator, and the areas that they belong to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shapely.geometry.base import BaseGeometry

from dashboard.analysis.outlines import Place2, on_grid, outline
from dashboard.answers import directory
from dashboard.answers import walk as walks
from dashboard.answers.columns import Column
from dashboard.answers.comparators import Beside
from dashboard.answers.members import Cell, shown
from dashboard.answers.place_kinds import Place, Scheme
from dashboard.answers.walk import Asked, Walk
from dashboard.board import Board
from dashboard.queries import places as queries
from etl.boundaries import boundaries

LEVELS = ("la", "district", "cluster", "trust")
"""Places that schools make: of anything larger the authorities are what is compared, and they are no dots."""
FEWEST = 2
MARGIN = 0.025
"""Of the distance across all schools: how far an outline stands off them."""
LEAST_MARGIN = 250.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A school with a place on the grid; ``cell`` is ``None`` where no indicator is asked for."""

    school: Place
    at: Place2
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An area of the map: its border where a file holds one, else (``drawn``) an outline around its schools."""

    place: Place
    shape: BaseGeometry
    drawn: bool


@dataclass(frozen=True, slots=True)
class SchoolMap:
    """Schools in the order of the table of members, furthest behind first. ``nowhere`` are those whose place the
    register does not give, ``problems`` the sentences about files of boundaries that cannot be used."""

    column: Column | None
    dots: tuple[Dot, ...]
    nowhere: tuple[Place, ...]
    parts: tuple[Part, ...]
    scheme: Scheme | None
    problems: tuple[str, ...]


def school_map(
    board: Board, place: Place, walk: Walk, asked: Asked, *, beside: Beside | None, on: date
) -> SchoolMap | None:
    """The map of a place for what its page asks: the same schools, pupils, indicator and comparator.

    ``None`` where the place is made of authorities, has no indicator, or where fewer than two schools can be placed.
    """
    if place.level not in LEVELS or walk.lead is None:
        return None
    column = walk.table.columns[walk.lead]
    against = beside.comparator.place_ids if beside else None
    key = ("map", place.place_id, replace(asked, theme=None, indicator=None), walk.by, column.key, against, on)
    return board.store.cached(key, lambda: _school_map(board, place, walk, asked, column, beside=beside, on=on))


def _school_map(
    board: Board, place: Place, walk: Walk, asked: Asked, column: Column, *, beside: Beside | None, on: date
) -> SchoolMap | None:
    table = walks.by_school(board, place, [column], asked, beside=beside, on=on)
    rows = shown(table.rows, lead=0)
    dots = tuple(
        Dot(row.place, at, row.cells[0]) for row in rows if (at := on_grid(row.place.easting, row.place.northing))
    )
    if len(dots) < FEWEST:
        return None
    scheme = _scheme(place, walk)
    held = boundaries(board.settings.boundaries)
    return SchoolMap(
        column=column,
        dots=dots,
        nowhere=tuple(row.place for row in rows if on_grid(row.place.easting, row.place.northing) is None),
        parts=_parts(board, place, scheme.places if scheme else (), dots, on=on),
        scheme=scheme,
        problems=held.problems,
    )


def _scheme(place: Place, walk: Walk) -> Scheme | None:
    """The scheme that the page is read by, else the one that it would open on."""
    if place.level not in ("la", "trust"):
        return None
    drawn = [way for way in walk.ways if way.scheme not in directory.NOT_CLUSTERS]
    return next((way for way in drawn if way.scheme == walk.by), drawn[0] if drawn else None)


def _parts(board: Board, place: Place, clusters: Sequence[Place], dots: Sequence[Dot], *, on: date) -> tuple[Part, ...]:
    """The borders that files hold, and outlines around the schools of clusters that they do not; of the place itself
    its border, and without clusters its outline."""
    found = borders(board, [place, *clusters])
    where = {dot.school.place_id: dot.at for dot in dots}
    margin = max(LEAST_MARGIN, MARGIN * _across(list(where.values())))
    inside: dict[str, list[Place2]] = {}
    if any(cluster.place_id not in found for cluster in clusters):
        wanted = queries.schools_by_container([cluster.place_id for cluster in clusters], on=on)
        for container, school in zip(*board.store.fetch(wanted).to_pydict().values(), strict=True):
            if school in where:
                inside.setdefault(container, []).append(where[school])
    own = found.get(place.place_id)
    parts = [Part(replace(place, name=""), own, drawn=False)] if own is not None else []
    for cluster in clusters:
        border = found.get(cluster.place_id)
        if border is not None:
            parts.append(Part(cluster, border, drawn=False))
        elif cluster.place_id in inside:
            parts.append(Part(cluster, outline(inside[cluster.place_id], margin=margin), drawn=True))
    if not parts and place.level != "trust":
        parts.append(Part(replace(place, name=""), outline(list(where.values()), margin=margin), drawn=True))
    return tuple(parts)


def borders(board: Board, places: Collection[Place]) -> Mapping[str, BaseGeometry]:
    """The border of each of those places that a file of boundaries has, by id or by a code that the place goes by."""
    held = boundaries(board.settings.boundaries)
    if not held.files:
        return {}
    codes: dict[str, list[str]] = {place.place_id: [place.place_id] for place in places}
    for row in board.store.fetch(queries.codes(list(codes))).to_pylist():
        codes[row["place_id"]].append(row["alias"].upper())
    return {place_id: area for place_id, known in codes.items() if (area := held.area(known)) is not None}


def _across(points: Sequence[Place2]) -> float:
    """The longer side of the box around some points, in metres."""
    return max(max(side) - min(side) for side in ([east for east, _ in points], [north for _, north in points]))
