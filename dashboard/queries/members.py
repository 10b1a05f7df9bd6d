"""Selects over the members of a place: their figures, side by side. Nothing here runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries.directory import open_on
from dashboard.queries.places import member_of
from etl.schema import extract, membership, observation, place

Key = tuple[str, str, str, str, str]
"""indicator, period, period kind, phase and coverage: one column of a table of members."""


def inside(container_ids: Sequence[str], *, on: date) -> sa.Subquery:
    """``container_id`` and ``member_id`` of open schools on that day, each pair once."""
    return (
        sa.select(membership.c.container_id, membership.c.member_id)
        .distinct()
        .join(place, place.c.place_id == membership.c.member_id)
        .where(
            membership.c.container_id.in_(list(container_ids)), member_of(on), open_on(on), place.c.level == "school"
        )
        .subquery()
    )


def columns(container_ids: Sequence[str], *, group: str, on: date) -> sa.Select[Any]:
    """Every indicator, period, phase and coverage that a member school has a row for, with how many have one.

    ``known`` of them have a value. What a column of the table is made of is chosen from these.
    """
    schools = inside(container_ids, on=on)
    return columns_of(sa.select(schools.c.member_id), group=group)


def columns_of(place_ids: Sequence[str] | sa.Select[Any], *, group: str) -> sa.Select[Any]:
    """The same for the places themselves."""
    o = observation.c
    return (
        sa.select(
            o.indicator_id,
            o.period,
            o.period_kind,
            o.phase,
            o.coverage,
            sa.func.max(o.period_end).label("period_end"),
            sa.func.count(sa.distinct(o.place_id)).label("places"),
            sa.func.count(sa.distinct(o.place_id)).filter(o.value.is_not(None)).label("known"),
        )
        .where(o.place_id.in_(place_ids if isinstance(place_ids, sa.Select) else list(place_ids)), o.group_id == group)
        .group_by(o.indicator_id, o.period, o.period_kind, o.phase, o.coverage)
    )


def groups(place_id: str, *, on: date) -> sa.Select[Any]:
    """Every group that the place or a member school has a row for."""
    schools = inside([place_id], on=on)
    o = observation.c
    return (
        sa.select(o.group_id)
        .distinct()
        .where(sa.or_(o.place_id == place_id, o.place_id.in_(sa.select(schools.c.member_id))))
        .order_by(o.group_id)
    )


def figures(place_ids: Sequence[str] | sa.Select[Any], *, keys: Sequence[Key], group: str) -> sa.Select[Any]:
    """The rows of those places for those columns."""
    o = observation.c
    return (
        sa.select(observation, extract.c.file_name, extract.c.invented)
        .outerjoin(extract, extract.c.extract_id == o.extract_id)
        .where(
            o.place_id.in_(place_ids if isinstance(place_ids, sa.Select) else list(place_ids)),
            o.group_id == group,
            sa.or_(
                sa.false(),
                *(
                    sa.and_(
                        o.indicator_id == indicator,
                        o.period == period,
                        o.period_kind == kind,
                        o.phase == phase,
                        o.coverage == coverage,
                    )
                    for indicator, period, kind, phase, coverage in keys
                ),
            ),
        )
    )


def member_figures(container_ids: Sequence[str], *, keys: Sequence[Key], group: str, on: date) -> sa.Select[Any]:
    """The rows of the member schools of those places for those columns."""
    schools = inside(container_ids, on=on)
    return figures(sa.select(schools.c.member_id), keys=keys, group=group)


def authority_figures(*, keys: Sequence[Key], group: str) -> sa.Select[Any]:
    """The rows of every LA for those columns: what a spread, a strip and a rank are made of.

    An LA that has ended keeps its own figures of its own time and stands among the others of that time.
    """
    return figures(sa.select(place.c.place_id).where(place.c.level == "la"), keys=keys, group=group)
