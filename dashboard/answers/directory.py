"""Places: finding one, what it belongs to and what belongs to it, as of a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from dashboard.analysis.neighbours import NeighbourSet
from dashboard.answers.place_kinds import (
    ABOVE,
    DRAWN,
    NOT_CLUSTERS,
    PLANNING_AREAS,
    SCHEME_NAMES,
    Place,
    Scheme,
    of_row,
    one_of,
    scheme_name,
)
from dashboard.board import Board
from dashboard.queries import directory as queries
from dashboard.queries import places as place_queries

__all__ = ["ABOVE", "DRAWN", "MOST_FOUND", "NOT_CLUSTERS", "SCHEME_NAMES", "Place", "Scheme", "one_of"]

MOST_FOUND = 60
"""Answers to a search; more than that and the words want narrowing."""

MOST_TRUSTS = 60


def place(board: Board, place_id: str) -> Place | None:
    """The place with that id; ``None`` when the snapshot knows none."""
    rows = board.store.fetch(place_queries.by_id([place_id])).to_pylist()
    return of_row(rows[0]) if rows else None


def named(board: Board, place_ids: list[str]) -> dict[str, Place]:
    """Those of the places that exist, by id."""
    if not place_ids:
        return {}
    return {row["place_id"]: of_row(row) for row in board.store.fetch(place_queries.by_id(place_ids)).to_pylist()}


def find(board: Board, words: str) -> tuple[Place, ...]:
    """Places by name or code, the best match first and an LA before a school; nothing for empty words."""
    folded = " ".join(words.split()).casefold()
    if not folded:
        return ()
    return tuple(of_row(row) for row in board.store.fetch(queries.matching(folded, limit=MOST_FOUND)).to_pylist())


def members(board: Board, place_id: str, *, on: date, level: str | None = "school") -> tuple[Place, ...]:
    """The open places that belong to a place on that day, by name."""

    def make() -> tuple[Place, ...]:
        return tuple(map(of_row, board.store.fetch(queries.members(place_id, on=on, level=level)).to_pylist()))

    return board.store.cached(("members", place_id, on, level), make)


def containers(board: Board, place_id: str, *, on: date) -> tuple[Place, ...]:
    """What a place belongs to on that day: LA, district, clusters, trust, joint area."""
    return tuple(of_row(row) for row in board.store.fetch(queries.containers(place_id, on=on)).to_pylist())


def schemes(board: Board, place_id: str, *, on: date) -> tuple[Scheme, ...]:
    """The ways a place is divided, in their own order: cluster schemes, districts, trusts at work in an LA; hubs and
    LAs of a trust. A cluster is not divided further: its schools are few enough to be read one by one.

    A ward that was redrawn leaves an old one behind with closed schools only: where others of its scheme have open
    schools, it is left out.
    """
    return board.store.cached(("schemes", place_id, on), lambda: _schemes(board, place_id, on))


def _schemes(board: Board, place_id: str, on: date) -> tuple[Scheme, ...]:
    if place_id.startswith(("cluster/", "urn/")):
        return ()
    own = parts(board, place_id, on=on, levels=("cluster", "district"))
    held = tuple(of_row(row) for row in board.store.fetch(queries.holding_schools_of(place_id, on=on)).to_pylist())
    found: dict[str, dict[str, Place]] = {}
    for each in (*held, *own):
        if _divides(each, place_id):
            found.setdefault(each.scheme or each.level, {})[each.place_id] = each
    if place_id.startswith("trust/"):
        found = {scheme: inside for scheme, inside in found.items() if len(inside) > 1}
    wholly = {each.place_id for each in own}
    ordered = [*(key for key in SCHEME_NAMES if key in found), *sorted(key for key in found if key not in SCHEME_NAMES)]
    ordered.sort(key=lambda key: not any(each.parent_id == place_id for each in found[key].values()))
    return tuple(_scheme(key, tuple(found[key].values()), wholly) for key in ordered)


def _divides(part: Place, place_id: str) -> bool:
    """Whether a place that holds schools of another one is a part to read it by: an LA by what lies in it or crosses
    its border, a trust by its hubs, by home-made schemes and by LA."""
    if part.parent_id == place_id:
        return True
    if place_id.startswith("trust/"):
        return part.level == "la" or (part.level == "cluster" and part.scheme not in DRAWN)
    return part.level == "trust" or (part.level == "cluster" and part.parent_id is None)


def _scheme(key: str, inside: tuple[Place, ...], wholly: Collection[str]) -> Scheme:
    walked = tuple(part for part in inside if part.schools) or inside
    ordered = sorted(walked, key=lambda part: (-(part.schools or 0) if key == "trust" else 0, part.name, part.place_id))
    crosses = any(part.place_id not in wholly for part in walked)
    return Scheme(key, scheme_name(key), tuple(ordered), crosses)


def around(board: Board, place: Place, *, on: date) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """Where to go from a place: what lies inside it and what it belongs to, each list under its name."""
    lists: list[tuple[str, tuple[Place, ...]]] = []
    if place.level in ABOVE:
        name = "Regions" if place.level == "country" else "Local authorities"
        lists.append((name, leaves(board, place, on=on)))
    lists += [(scheme.name, scheme.places) for scheme in schemes(board, place.place_id, on=on)]
    if place.level in ("la", "district", "cluster", "trust"):
        lists.append(("Schools", leaves(board, place, on=on)))
    lists.append(("Belongs to", containers(board, place.place_id, on=on)))
    return tuple((title, places) for title, places in lists if places)


def parts(board: Board, place_id: str, *, on: date, levels: tuple[str, ...]) -> tuple[Place, ...]:
    """The places of those levels whose parent or region it is, each with its number of open schools."""
    return tuple(of_row(row) for row in board.store.fetch(queries.parts_of(place_id, on=on, levels=levels)).to_pylist())


def leaves(board: Board, place: Place, *, on: date) -> tuple[Place, ...]:
    """The places whose own figures everything else in a place is summed from or set side by side: the regions of a
    country, the LAs of a region or a joint area, the schools of anything else."""
    if place.level == "country":
        return parts(board, place.place_id, on=on, levels=("region",))
    if place.level == "region":
        return parts(board, place.place_id, on=on, levels=("la",))
    return members(board, place.place_id, on=on, level="la" if place.level == "joint" else "school")


def links(board: Board, place_id: str) -> tuple[Place, ...]:
    """Successors and predecessors (``direction``), each with the day of the change (``since``), by name."""
    rows = board.store.fetch(place_queries.links([place_id])).to_pylist()
    successors = {row["to_place_id"]: row["since"] for row in rows if row["from_place_id"] == place_id}
    predecessors = {row["from_place_id"]: row["since"] for row in rows if row["to_place_id"] == place_id}
    known = named(board, [*successors, *predecessors])
    found = [
        replace(
            known.get(other, Place(other, other, "school" if other.startswith("urn/") else "la")),
            since=since,
            direction=direction,
        )
        for direction, sides in (("successor", successors), ("predecessor", predecessors))
        for other, since in sides.items()
    ]
    return tuple(sorted(found, key=lambda place: (place.direction or "", place.name)))


def neighbour_sets(board: Board, place_id: str) -> tuple[NeighbourSet, ...]:
    """Every dated set of statistical neighbours of an LA, newest first; none for other places."""
    found: dict[tuple[str, date], list[str]] = {}
    for row in board.store.fetch(place_queries.neighbours(place_id)).to_pylist():
        found.setdefault((row["set_name"], row["set_date"]), []).append(row["neighbour_id"])
    return tuple(NeighbourSet(name, dated, tuple(ids)) for (name, dated), ids in found.items())


def starts(board: Board, *, on: date) -> tuple[tuple[str, str | None, tuple[Place, ...]], ...]:
    """Where to start: title, note and places of each list that is not empty. Places with schools on record first."""
    return board.store.cached(("starts", on), lambda: _starts(board, on))


def _starts(board: Board, on: date) -> tuple[tuple[str, str | None, tuple[Place, ...]], ...]:
    rows = [
        of_row(row) for row in board.store.fetch(queries.starting_points(on=on, besides=PLANNING_AREAS)).to_pylist()
    ]
    by_level: dict[str, list[Place]] = {}
    for each in rows:
        by_level.setdefault(each.level, []).append(each)
    walkable = tuple(each for each in by_level.get("la", []) if each.divided)
    trusts = tuple(sorted(by_level.get("trust", []), key=lambda each: (-(each.schools or 0), each.name)))
    lists = (
        (
            "Divided into clusters",
            "Authorities that can be read by ward, locality or hub, and then by school.",
            walkable,
        ),
        ("Country and regions", None, tuple(by_level.get("country", []) + by_level.get("region", []))),
        ("Joint areas", None, tuple(by_level.get("joint", []))),
        ("Local authorities", None, tuple(by_level.get("la", []))),
        ("Trusts", f"The {MOST_TRUSTS} largest by schools on record; find the others by name.", trusts[:MOST_TRUSTS]),
    )
    return tuple((title, note, places) for title, note, places in lists if places)
