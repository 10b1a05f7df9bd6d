"""The schools that came after a closed one, and which of its figures still count beside theirs.

The rules in words, with an example: :mod:`dashboard.queries.belonging`.
"""

# Selects for other modules to join: nothing here runs.

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries.directory import still_open
from etl.periods import DAYS
from etl.schema import KEY, observation, place, place_link


def heirs(*, on: date) -> sa.Subquery:
    """``source_id``, ``closed`` and ``heir_id``: each closed school and the one open school that followed it, however
    many came in between; a school with several heirs has none."""
    chain = _came_after()
    old, new = place.alias("old"), place.alias("new")
    return (
        sa.select(chain.c.source_id, sa.func.min(chain.c.heir_id).label("heir_id"), old.c.closed)
        .join(old, old.c.place_id == chain.c.source_id)
        .join(new, new.c.place_id == chain.c.heir_id)
        .where(sa.not_(still_open(old.c, on)), still_open(new.c, on))
        .group_by(chain.c.source_id, old.c.closed)
        .having(sa.func.count(sa.distinct(chain.c.heir_id)) == 1)
        .subquery("heirs")
    )


def _came_after() -> sa.CTE:
    """``source_id`` and ``heir_id``: each school with every one that came after it, one after the other."""
    link = place_link.c
    first = sa.select(link.from_place_id.label("source_id"), link.to_place_id.label("heir_id")).where(
        link.kind == "successor", link.from_place_id.startswith("urn/"), link.to_place_id.startswith("urn/")
    )
    chain = first.cte(recursive=True)
    return chain.union(
        sa.select(chain.c.source_id, link.to_place_id).where(
            link.from_place_id == chain.c.heir_id, link.kind == "successor"
        )
    )


def came_after() -> sa.Select[Any]:
    """``source_id`` and ``heir_id``: each school with every one that came after it. Two that took over from each other
    are nobody's heirs."""
    later = _came_after()
    back = later.alias()
    return (
        sa.select(later.c.source_id, later.c.heir_id)
        .outerjoin(back, sa.and_(back.c.source_id == later.c.heir_id, back.c.heir_id == later.c.source_id))
        .where(back.c.source_id.is_(None))
    )


def counts_once(belongs: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether a figure is of a period before the school ``closed``, or stands in for those that came after it: some did
    and none of them has the same figure of its own, even withheld."""
    link = place_link.alias("followed")
    followed = belongs.c.source_id.in_(sa.select(link.c.from_place_id).where(link.c.kind == "successor"))
    return sa.or_(
        lived(belongs), sa.and_(followed, sa.tuple_(*(observation.c[name] for name in KEY)).not_in(_told_later()))
    )


def _told_later() -> sa.Select[Any]:
    """The key of each figure that a later school has for a time after an earlier one closed, as the earlier one's. Two
    schools that took over from each other are nobody's heirs."""
    later = _came_after()
    back, own, old = later.alias(), observation.alias("own"), place.alias("old")
    return (
        sa.select(*(later.c.source_id if name == "place_id" else own.c[name] for name in KEY))
        .join(own, own.c.place_id == later.c.heir_id)
        .join(old, sa.and_(old.c.place_id == later.c.source_id, old.c.closed < own.c.period_end))
        .outerjoin(back, sa.and_(back.c.source_id == later.c.heir_id, back.c.heir_id == later.c.source_id))
        .where(back.c.source_id.is_(None))
    )


def lived(belongs: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether the school behind a figure had not ``closed`` before the figure's period began."""
    length = sa.case(DAYS, value=observation.c.period_kind, else_=max(DAYS.values()))
    began: sa.ColumnElement[Any] = observation.c.period_end - length
    return sa.or_(belongs.c.closed.is_(None), belongs.c.closed >= began)
