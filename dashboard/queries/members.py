"""Selects over the members of a place: their figures, side by side. Nothing here runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries import belonging, heirs
from etl.schema import extract, observation, place

Key = tuple[str, str, str, str, str]
"""indicator, period, period kind, phase and coverage: one column of a table of members."""

_O = observation.c


def columns(container_ids: Sequence[str], *, group: str, on: date, then: bool = False) -> sa.Select[Any]:
    """Every indicator, period, phase and coverage that a member school has a row for, with how many have one.

    ``known`` of them have a value. What a column of the table is made of is chosen from these. Members are those of
    the day ``on`` in every period, or (``then``) those of the period's own time.
    """
    belongs = belonging.counted(container_ids, on=on, then=then)
    counted = belongs.c.member_id
    return (
        _columns(counted)
        .join(belongs, belonging.joins(belongs, then=then))
        .where(_O.group_id == group, _school(belongs))
    )


def columns_of(place_ids: Sequence[str], *, group: str) -> sa.Select[Any]:
    """The same for the places themselves."""
    return _columns(_O.place_id).where(_O.place_id.in_(list(place_ids)), _O.group_id == group)


def _columns(counted: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return (
        sa.select(
            _O.indicator_id,
            _O.period,
            _O.period_kind,
            _O.phase,
            _O.coverage,
            sa.func.max(_O.period_end).label("period_end"),
            sa.func.count(sa.distinct(counted)).label("places"),
            sa.func.count(sa.distinct(counted)).filter(_O.value.is_not(None)).label("known"),
        )
        .select_from(observation)
        .group_by(_O.indicator_id, _O.period, _O.period_kind, _O.phase, _O.coverage)
    )


def groups(place_id: str, *, on: date) -> sa.Select[Any]:
    """Every group that the place or a member school, as of now, has a row for."""
    belongs = belonging.counted([place_id], on=on)
    members = sa.exists(
        sa.select(belongs.c.source_id).where(belonging.joins(belongs, then=False)).correlate(observation)
    )
    return sa.select(_O.group_id).distinct().where(sa.or_(_O.place_id == place_id, members)).order_by(_O.group_id)


def figures(place_ids: Sequence[str] | sa.Select[Any], *, keys: Sequence[Key], group: str) -> sa.Select[Any]:
    """The rows of those places for those columns."""
    chosen = place_ids if isinstance(place_ids, sa.Select) else list(place_ids)
    return _rows(keys, group).where(_O.place_id.in_(chosen))


def inherited_figures(school_ids: Collection[str], *, keys: Sequence[Key], group: str, on: date) -> sa.Select[Any]:
    """The rows of the closed schools that those took over from, for those columns; ``heir_id`` is the school's."""
    before = heirs.heirs(on=on)
    return (
        _rows(keys, group)
        .add_columns(before.c.heir_id, place.c.name)
        .join(before, sa.and_(before.c.source_id == _O.place_id, heirs.counts_once(before)))
        .join(place, place.c.place_id == _O.place_id)
        .where(before.c.heir_id.in_(sorted(school_ids)))
    )


def then_figures(container_id: str, *, keys: Sequence[Key], group: str, within: str | None, on: date) -> sa.Select[Any]:
    """The rows that counted in a place (and ``within`` another) at their own time, for those columns."""
    belongs = belonging.counted([container_id], on=on, then=True)
    narrowed = [belonging.inside([within], on=on, then=True)] if within else []
    return _rows(keys, group).join(belongs, belonging.joins(belongs, then=True)).where(_school(belongs), *narrowed)


def authority_figures(*, keys: Sequence[Key], group: str) -> sa.Select[Any]:
    """The rows of every LA for those columns: what a spread, a strip and a rank are made of.

    An LA that has ended keeps its own figures of its own time and stands among the others of that time.
    """
    return figures(sa.select(place.c.place_id).where(place.c.level == "la"), keys=keys, group=group)


def _rows(keys: Sequence[Key], group: str) -> sa.Select[Any]:
    return (
        sa.select(observation, extract.c.file_name, extract.c.invented)
        .outerjoin(extract, extract.c.extract_id == _O.extract_id)
        .where(
            _O.group_id == group,
            sa.or_(
                sa.false(),
                *(
                    sa.and_(
                        _O.indicator_id == indicator,
                        _O.period == period,
                        _O.period_kind == kind,
                        _O.phase == phase,
                        _O.coverage == coverage,
                    )
                    for indicator, period, kind, phase, coverage in keys
                ),
            ),
        )
    )


def _school(belongs: sa.Subquery) -> sa.ColumnElement[bool]:
    schools = sa.select(place.c.place_id).where(place.c.level == "school")
    return belongs.c.member_id.in_(schools)
