"""What is dated in a place's membership: the schools that came, left, opened in it or closed in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries.belonging import OPEN_END
from etl.schema import membership, place


def changes(container_id: str) -> sa.Select[Any]:
    """What is dated in a place's membership: schools that came (``other`` is where from), left (where to), opened in it
    or closed in it, the latest first. Where another row keeps a school on, it has not moved. The day on which a scheme
    itself begins is no arrival of anybody."""
    held, other, where, school = membership.c, membership.alias("other"), place.alias("where"), place.alias("school")

    def dated(what: str, natural: str, day: Any, meets: Any, beyond: Any) -> sa.Select[Any]:
        return (
            sa.select(
                school.c.place_id.label("school_id"),
                school.c.name.label("school"),
                sa.case((beyond == day, natural), else_=what).label("what"),
                day.label("day"),
                where.c.place_id.label("other_id"),
                where.c.name.label("other"),
            )
            .select_from(membership)
            .join(school, school.c.place_id == held.member_id)
            .outerjoin(
                other,
                sa.and_(
                    other.c.member_id == held.member_id,
                    other.c.kind == held.kind,
                    other.c.container_id != held.container_id,
                    meets,
                ),
            )
            .outerjoin(where, where.c.place_id == other.c.container_id)
            .where(held.container_id == container_id, day.is_not(None))
        )

    def kept(*bounds: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        same = sa.and_(still.c.member_id == held.member_id, still.c.container_id == held.container_id)
        return sa.exists(sa.select(still.c.member_id).where(same, *bounds).correlate(membership))

    still = membership.alias("still")
    since, until = sa.func.coalesce(still.c.valid_from, date.min), sa.func.coalesce(still.c.valid_to, OPEN_END)
    came = dated("came", "opened", held.valid_from, other.c.valid_to == held.valid_from - 1, school.c.opened)
    came = came.where(sa.not_(kept(since < held.valid_from, until >= held.valid_from - 1)))
    left = dated("left", "closed", held.valid_to, other.c.valid_from == held.valid_to + 1, school.c.closed)
    left = left.where(sa.not_(kept(since <= held.valid_to + 1, until > held.valid_to)))
    begun = membership.alias("begun")
    first = sa.select(sa.func.min(begun.c.valid_from)).where(begun.c.kind == held.kind).scalar_subquery()
    both = sa.union(came.where(held.valid_from > first), left).subquery()
    return sa.select(both).order_by(both.c.day.desc(), both.c.school)
