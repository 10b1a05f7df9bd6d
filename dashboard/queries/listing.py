"""Selects that list whole tables a page at a time: observations by their key, places by their words. Nothing runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries.directory import matching
from dashboard.queries.places import member_of
from etl.schema import extract, membership, observation, place

_O = observation.c

ORDER = ("indicator_id", "place_id", "period_kind", "period", "phase", "group_id", "coverage")
"""The order that observations are walked in: their whole key, so that no two stand level."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which observations: ids of each kind, or none for all; ``inside`` is a place whose members count."""

    indicators: Collection[str] = ()
    places: Collection[str] = ()
    periods: Collection[str] = ()
    kinds: Collection[str] = ()
    groups: Collection[str] = ()
    phases: Collection[str] = ()
    coverages: Collection[str] = ()
    levels: Collection[str] = ()
    inside: str | None = None


def observations(asked: Narrowed, *, on: date, after: Sequence[str] | None, limit: int) -> sa.Select[Any]:
    """The next ``limit`` winners behind the key ``after`` (in :data:`ORDER`), each with its place and its file.

    The page is cut before anything is joined to it, so that joining costs the same wherever it stands.
    """
    keys = [_O[name] for name in ORDER]
    page = sa.select(observation).where(*_conditions(asked, on=on)).order_by(*keys).limit(limit)
    if after is not None:
        # The first comparison alone lets whole row groups be passed over; the second finds the exact place.
        page = page.where(keys[0] >= after[0], sa.tuple_(*keys) > sa.tuple_(*after))
    cut = page.subquery("page")
    return (
        sa.select(
            cut, place.c.name.label("place_name"), extract.c.file_name, extract.c.publisher, extract.c.licence,
            extract.c.invented,
        )
        .outerjoin(place, place.c.place_id == cut.c.place_id)
        .outerjoin(extract, extract.c.extract_id == cut.c.extract_id)
        .order_by(*(cut.c[name] for name in ORDER))
    )  # fmt: skip


def places(
    *,
    on: date,
    words: str | None = None,
    levels: Collection[str] = (),
    schemes: Collection[str] = (),
    inside: str | None = None,
    offset: int,
    limit: int,
) -> sa.Select[Any]:
    """Places with their parent's name, those that closed too: the best match of ``words`` first, else by name."""
    if words:
        select = matching(words, limit=None)
    else:
        parent = place.alias("parent")
        select = (
            sa.select(place, parent.c.name.label("parent_name"))
            .outerjoin(parent, parent.c.place_id == place.c.parent_id)
            .order_by(place.c.name, place.c.place_id)
        )
    if levels:
        select = select.where(place.c.level.in_(sorted(levels)))
    if schemes:
        select = select.where(place.c.scheme.in_(sorted(schemes)))
    if inside is not None:
        select = select.where(_lies_in(place.c.place_id, inside, on=on))
    return select.offset(offset).limit(limit)


def _conditions(asked: Narrowed, *, on: date) -> list[sa.ColumnElement[bool]]:
    wanted = (
        (_O.indicator_id, asked.indicators),
        (_O.place_id, asked.places),
        (_O.period, asked.periods),
        (_O.period_kind, asked.kinds),
        (_O.group_id, asked.groups),
        (_O.phase, asked.phases),
        (_O.coverage, asked.coverages),
    )
    found: list[sa.ColumnElement[bool]] = [column.in_(sorted(ids)) for column, ids in wanted if ids]
    if asked.levels:
        of_level = sa.select(place.c.place_id).where(place.c.level.in_(sorted(asked.levels)))
        found.append(_O.place_id.in_(of_level))
    if asked.inside is not None:
        found.append(_lies_in(_O.place_id, asked.inside, on=on))
    return found


def _lies_in(column: Any, container: str, *, on: date) -> sa.ColumnElement[bool]:
    """Whether a place belongs to another on that day, or has it for its parent or its region."""
    belongs = sa.select(membership.c.member_id).where(membership.c.container_id == container, member_of(on))
    child = place.alias("child")
    below = sa.select(child.c.place_id).where(sa.or_(child.c.parent_id == container, child.c.region_id == container))
    return sa.and_(column != container, column.in_(belongs.union(below)))
