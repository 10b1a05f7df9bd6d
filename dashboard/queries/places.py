"""Which places: by id or by name, what belongs to what, who is near whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from etl.schema import membership, neighbour, place, place_alias, place_link


def member_of(on: date, rows: Any = membership.c) -> sa.ColumnElement[bool]:
    """Whether a membership holds on a date; an open end always does, and ``valid_to`` is its last day."""
    return sa.and_(
        sa.or_(rows.valid_from.is_(None), rows.valid_from <= on),
        sa.or_(rows.valid_to.is_(None), rows.valid_to >= on),
    )


def by_id(place_ids: Collection[str]) -> sa.Select[Any]:
    """The places with these ids, one row each."""
    return sa.select(place).where(place.c.place_id.in_(sorted(place_ids)))


def areas() -> sa.Select[Any]:
    """Every place that is no school."""
    return sa.select(place).where(place.c.level != "school")


def members(containers: Collection[str], *, on: date) -> sa.Select[Any]:
    """The places that belong to some containers on a date, with the container and the kind of membership."""
    return (
        sa.select(place, membership.c.container_id, membership.c.kind, membership.c.share)
        .join(membership, membership.c.member_id == place.c.place_id)
        .where(membership.c.container_id.in_(sorted(containers)), member_of(on))
        .order_by(membership.c.container_id, place.c.name, place.c.place_id)
    )


def containers(member_ids: Collection[str], *, on: date) -> sa.Select[Any]:
    """What some places belong to on a date: the cluster, trust, LA of a school."""
    return (
        sa.select(place, membership.c.member_id, membership.c.kind)
        .join(membership, membership.c.container_id == place.c.place_id)
        .where(membership.c.member_id.in_(sorted(member_ids)), member_of(on))
        .order_by(membership.c.member_id, membership.c.kind, place.c.name)
    )


def schools_by_container(containers: Collection[str], *, on: date) -> sa.Select[Any]:
    """Which school belongs to which of some containers on a date: two columns, for maps."""
    return (
        sa.select(membership.c.container_id, membership.c.member_id)
        .distinct()
        .where(
            membership.c.container_id.in_(sorted(containers)), membership.c.member_id.startswith("urn/"), member_of(on)
        )
    )


def codes(place_ids: Collection[str]) -> sa.Select[Any]:
    """The codes that some places go by beside their ids, as aliases hold them: in small letters."""
    return sa.select(place_alias.c.place_id, place_alias.c.alias).where(
        place_alias.c.place_id.in_(sorted(place_ids)), place_alias.c.kind.in_(("code", "former_code"))
    )


def links(place_ids: Collection[str]) -> sa.Select[Any]:
    """Who took over from whom, wherever one of these places is at either end."""
    wanted = sorted(place_ids)
    return sa.select(place_link).where(
        sa.or_(place_link.c.from_place_id.in_(wanted), place_link.c.to_place_id.in_(wanted))
    )


def neighbours(place_id: str) -> sa.Select[Any]:
    """Every neighbour of a place in every dated set, nearest first."""
    return (
        sa.select(neighbour, place.c.name)
        .join(place, place.c.place_id == neighbour.c.neighbour_id)
        .where(neighbour.c.place_id == place_id)
        .order_by(neighbour.c.set_date.desc(), neighbour.c.rank)
    )


def every() -> sa.Select[Any]:
    """Id, name and level of every place: what a name is looked up in."""
    return sa.select(place.c.place_id, place.c.name, place.c.level)


def aliases() -> sa.Select[Any]:
    """Every other word that a place goes by, folded."""
    return sa.select(place_alias.c.alias, place_alias.c.place_id)
