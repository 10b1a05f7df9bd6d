"""Selects that walk places: down to parts and schools, up to what holds them, and by words. Nothing here runs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from dashboard.queries.places import member_of
from etl.schema import membership, place, place_alias

CODES = ("code", "former_code", "la_number", "laestab")
"""Kinds of alias that are codes rather than names."""


def open_on(on: date) -> sa.ColumnElement[bool]:
    """Places that have not closed by that day; a register that says closed without a day counts as closed."""
    return still_open(place.c, on)


def still_open(columns: Any, on: date) -> sa.ColumnElement[bool]:
    """The same for the columns of an alias of ``place``."""
    return sa.or_(
        columns.closed > on,
        sa.and_(columns.closed.is_(None), sa.func.coalesce(columns.establishment_status, "Open") != "Closed"),
    )


def members(container_id: str, *, on: date, level: str | None = None) -> sa.Select[Any]:
    """Open places that belong to a container on that day, by name; each once, whatever the ways it belongs."""
    inside = sa.select(membership.c.member_id).where(membership.c.container_id == container_id, member_of(on))
    select = sa.select(place).where(place.c.place_id.in_(inside), open_on(on)).order_by(place.c.name, place.c.place_id)
    return select.where(place.c.level == level) if level else select


def containers(member_id: str, *, on: date) -> sa.Select[Any]:
    """What a place belongs to on that day, with the ``kind`` of each membership."""
    return (
        sa.select(place, membership.c.kind)
        .join(membership, membership.c.container_id == place.c.place_id)
        .where(membership.c.member_id == member_id, member_of(on))
        .order_by(membership.c.kind, place.c.name)
    )


def parts_of(parent_id: str, *, on: date, levels: Sequence[str]) -> sa.Select[Any]:
    """Clusters, districts or LAs whose parent the place is, with how many open schools belong to each today and the
    pupils ``on_roll`` in those that say so."""
    held = _schools_held(on)
    return (
        sa.select(place, sa.func.coalesce(held.c.schools, 0).label("schools"), held.c.on_roll)
        .outerjoin(held, held.c.container_id == place.c.place_id)
        .where(
            sa.or_(place.c.parent_id == parent_id, place.c.region_id == parent_id),
            place.c.level.in_(list(levels)),
            open_on(on),
        )
        .order_by(place.c.scheme, place.c.name)
    )


def holding_schools_of(place_id: str, *, on: date) -> sa.Select[Any]:
    """Every cluster, trust, district and LA that an open school of a place belongs to today, with how many of them: a
    trust counts with its schools here alone, and so does a cluster that crosses the border."""
    school, here = place.alias("school"), membership.alias("here")
    return (
        sa.select(place, sa.func.count(sa.distinct(school.c.place_id)).label("schools"))
        .join(membership, membership.c.container_id == place.c.place_id)
        .join(school, school.c.place_id == membership.c.member_id)
        .where(
            place.c.level.in_(("cluster", "trust", "district", "la")),
            place.c.place_id != place_id,
            member_of(on),
            school.c.level == "school",
            still_open(school.c, on),
            sa.or_(
                school.c.parent_id == place_id,
                sa.exists(
                    sa.select(here.c.member_id).where(
                        here.c.member_id == school.c.place_id,
                        here.c.container_id == place_id,
                        member_of(on, here.c),
                    )
                ),
            ),
        )
        .group_by(*place.c)
        .order_by(place.c.scheme, place.c.name)
    )


def starting_points(*, on: date, besides: Collection[str]) -> sa.Select[Any]:
    """Every country, region, LA, joint area and trust that is still there, with its open schools on record and, for an
    LA, whether clusters divide it (``divided``) of any scheme ``besides`` those that every LA has."""
    held = _schools_held(on)
    cluster = place.alias("cluster")
    divided = sa.exists(
        sa.select(cluster.c.place_id).where(
            cluster.c.parent_id == place.c.place_id,
            cluster.c.level == "cluster",
            cluster.c.scheme.not_in(sorted(besides)),
        )
    )
    return (
        sa.select(place, sa.func.coalesce(held.c.schools, 0).label("schools"), divided.label("divided"))
        .outerjoin(held, held.c.container_id == place.c.place_id)
        .where(place.c.level.in_(("country", "region", "la", "joint", "trust")), open_on(on))
        .order_by(place.c.name, place.c.place_id)
    )


def _schools_held(on: date) -> sa.Subquery:
    member = place.alias("member")
    return (
        sa.select(
            membership.c.container_id,
            sa.func.count(sa.distinct(member.c.place_id)).label("schools"),
            sa.func.sum(member.c.pupils).label("on_roll"),
        )
        .join(member, member.c.place_id == membership.c.member_id)
        .where(member_of(on), member.c.level == "school", still_open(member.c, on))
        .group_by(membership.c.container_id)
        .subquery()
    )


def matching(folded: str, *, limit: int | None) -> sa.Select[Any]:
    """Places whose name or code holds the words, exact and leading matches first, larger places before schools.

    ``folded`` is case-folded with single spaces, as aliases are stored.
    """
    words = sa.union_all(
        sa.select(
            place_alias.c.place_id, place_alias.c.alias.label("word"), place_alias.c.kind.in_(CODES).label("code")
        ),
        sa.select(place.c.place_id, sa.func.lower(place.c.name), sa.false()),
        sa.select(place.c.place_id, sa.func.replace(place.c.place_id, "urn/", ""), sa.true()).where(
            place.c.level == "school"
        ),
    ).subquery("words")
    word = words.c.word
    nearness = sa.case((word == folded, 0), (word.startswith(folded, autoescape=True), 1), else_=2)
    hit = (
        sa.select(words.c.place_id, sa.func.min(nearness).label("nearness"))
        .where(sa.or_(word == folded, sa.and_(~words.c.code, word.contains(folded, autoescape=True))))
        .group_by(words.c.place_id)
        .subquery()
    )
    parent = place.alias("parent")
    size = sa.case(
        {"country": 0, "region": 1, "la": 2, "joint": 3, "district": 4, "cluster": 5, "trust": 6},
        value=place.c.level,
        else_=7,
    )
    return (
        sa.select(place, hit.c.nearness, parent.c.name.label("parent_name"))
        .join(hit, hit.c.place_id == place.c.place_id)
        .outerjoin(parent, parent.c.place_id == place.c.parent_id)
        .order_by(hit.c.nearness, place.c.closed.is_not(None), size, place.c.name, place.c.place_id)
        .limit(limit)
    )
