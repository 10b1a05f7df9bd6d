"""Selects of everything that a place can be found by. Nothing here runs."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from etl.schema import place, place_alias


def places() -> sa.Select[Any]:
    """Every place with where it lies: places that are divided before those that divide them, open before closed."""
    parent = place.alias("parent")
    size = sa.case(
        {"country": 0, "region": 1, "la": 2, "joint": 3, "district": 4, "cluster": 5, "trust": 6},
        value=place.c.level,
        else_=7,
    )
    gone = sa.or_(place.c.closed.is_not(None), sa.func.coalesce(place.c.establishment_status, "Open") == "Closed")
    return (
        sa.select(
            place.c.place_id,
            place.c.name,
            place.c.level,
            place.c.scheme,
            place.c.phase,
            place.c.invented,
            gone.label("gone"),
            parent.c.name.label("parent_name"),
        )
        .outerjoin(parent, parent.c.place_id == place.c.parent_id)
        .order_by(gone, size, place.c.name, place.c.place_id)
    )


def aliases() -> sa.Select[Any]:
    """Every other word that a place goes by, with its id."""
    return sa.select(place_alias.c.place_id, place_alias.c.alias)
