"""Which figures count in a place: as of one day for every year, or as of each figure's own time.

**As of now**, every year is added up over the schools that belong on one day, each with the closed schools that it took
over from: a stable comparison. **As of then**, a figure counts where its school belonged on the last day of the
figure's period, or on the school's own last day where it closed before that.

A closed school goes to an heir only where one open school followed it: what several share cannot be told apart. What is
printed of a school for a period after it closed counts where no school that came after it has a figure of its own for
the same: links are often dated before publishers take the new number up. :func:`left_out` names what counts nowhere.

Worked example: a school with 3 of 30 in every year moved from north to south on 1 September 2021. As of now all its
years count in the south. As of then 2020/21 counts in the north and 2021/22 in the south. The authority has the same
sum either way.
"""

# Selects for other modules to join: nothing here runs.

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries import heirs
from dashboard.queries.directory import still_open
from dashboard.queries.places import member_of
from etl.schema import membership, observation, place

OPEN_END = date(9999, 12, 30)
"""An open end as a day, with one more after it."""


def everywhere(*, on: date) -> sa.Select[Any]:
    """What counts in every place as of a day, by place and name: one row a place and school, with the school's name,
    phase and pupils, so that no screen asks for its own part again."""
    belongs = _now(None, on=on)
    return (
        sa.select(belongs, place.c.name, place.c.phase, place.c.pupils)
        .join(place, place.c.place_id == belongs.c.member_id)
        .where(place.c.level == "school")
        .order_by(belongs.c.container_id, place.c.name, belongs.c.member_id, belongs.c.source_id)
    )


def counted(containers: Collection[str], *, on: date, then: bool = False) -> sa.Subquery:
    """What counts in each container: ``source_id`` is the place whose figures do, ``member_id`` the school that they
    stand under (its heir as of now, itself as of then), ``share`` its part. Join it by :func:`joins`."""
    return _then(containers, on=on) if then else _now(containers, on=on)


def joins(belongs: sa.FromClause, *, then: bool) -> sa.ColumnElement[bool]:
    """Whether an observation counts by that row of :func:`counted`."""
    same = sa.and_(belongs.c.source_id == observation.c.place_id, heirs.counts_once(belongs))
    return sa.and_(same, _in_its_time(belongs)) if then else same


def inside(containers: Collection[str], *, on: date, then: bool) -> sa.ColumnElement[bool]:
    """Whether an observation counts in one of the containers: of a trust in an authority, only its schools there."""
    outer = counted(containers, on=on, then=then).alias("outer_place")
    return sa.exists(sa.select(outer.c.source_id).where(joins(outer, then=then)).correlate(observation))


def _now(containers: Collection[str] | None, *, on: date) -> sa.Subquery:
    own = (
        sa.select(
            membership.c.container_id,
            membership.c.member_id,
            membership.c.member_id.label("source_id"),
            sa.func.max(membership.c.share).label("share"),
            sa.cast(sa.null(), sa.Date).label("closed"),
        )
        .join(place, place.c.place_id == membership.c.member_id)
        .where(*_within(containers), member_of(on), still_open(place.c, on))
        .group_by(membership.c.container_id, membership.c.member_id)
        .cte()
    )
    before = heirs.heirs(on=on)
    inherited = sa.select(own.c.container_id, own.c.member_id, before.c.source_id, own.c.share, before.c.closed).join(
        before, before.c.heir_id == own.c.member_id
    )
    return sa.union_all(sa.select(own), inherited).subquery("belongs")


def _within(containers: Collection[str] | None) -> list[sa.ColumnElement[bool]]:
    return [] if containers is None else [membership.c.container_id.in_(sorted(containers))]


def _then(containers: Collection[str], *, on: date) -> sa.Subquery:
    """Dated rows. A closed school that no row of a scheme names stands where its heir does by a row that begins before
    the heir opened: who wrote it meant the school that it was. Nobody was in a trust before converting."""
    held, named = membership.c, membership.alias("named")
    school, heir = place.alias("school"), place.alias("heir")
    wanted = held.container_id.in_(sorted(containers))
    own = (
        sa.select(
            held.container_id,
            held.member_id,
            held.member_id.label("source_id"),
            held.share,
            held.valid_from,
            held.valid_to,
            school.c.closed,
        )
        .join(school, school.c.place_id == held.member_id)
        .where(wanted)
    )
    before = heirs.heirs(on=on)
    inherited = (
        sa.select(
            held.container_id,
            before.c.source_id.label("member_id"),
            before.c.source_id,
            held.share,
            held.valid_from,
            held.valid_to,
            school.c.closed,
        )
        .join(before, before.c.heir_id == held.member_id)
        .join(heir, heir.c.place_id == held.member_id)
        .join(school, school.c.place_id == before.c.source_id)
        .where(
            wanted,
            held.kind != "trust",
            sa.or_(held.valid_from.is_(None), held.valid_from < heir.c.opened),
            sa.not_(
                sa.exists(
                    sa.select(named.c.member_id).where(
                        named.c.member_id == before.c.source_id, named.c.kind == held.kind
                    )
                )
            ),
        )
    )
    return _once(sa.union(own, inherited).cte())


def _once(dated: sa.CTE) -> sa.Subquery:
    """The same days without overlap: each stretch between two days on which a row begins or ends, with the largest
    share that a row gives it, as of now does. 2015 to 2020 and 2019 onwards are a school once in 2019, not twice."""
    row = dated.c
    key = (row.container_id, row.source_id)
    start = sa.func.coalesce(row.valid_from, date.min)
    end = sa.func.coalesce(row.valid_to, OPEN_END)
    edge = sa.union(sa.select(*key, start.label("day")), sa.select(*key, (end + 1).label("day"))).subquery("edge")
    until = sa.func.lead(edge.c.day).over(partition_by=(edge.c.container_id, edge.c.source_id), order_by=edge.c.day)
    stretch = sa.select(edge, until.label("until")).subquery("stretch")
    here = sa.and_(stretch.c.container_id == row.container_id, stretch.c.source_id == row.source_id)
    holds = sa.and_(start <= stretch.c.day, end >= stretch.c.day)
    return (
        sa.select(
            *key,
            row.member_id,
            sa.func.max(row.share).label("share"),
            stretch.c.day.label("valid_from"),
            sa.cast(stretch.c.until - 1, sa.Date).label("valid_to"),
            row.closed,
        )
        .join(stretch, sa.and_(here, holds))
        .group_by(*key, row.member_id, row.closed, stretch.c.day, stretch.c.until)
        .subquery("belongs")
    )


def _in_its_time(belongs: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether the dated row holds on the period's last day, or on the school's own where it closed before that."""
    end, row = observation.c.period_end, belongs.c
    last = sa.func.least(end, sa.func.coalesce(row.closed, end))
    return sa.and_(
        sa.or_(row.valid_from.is_(None), row.valid_from <= last), sa.or_(row.valid_to.is_(None), row.valid_to >= last)
    )
