"""What a place is: its row of the place table, and the words for the levels of places and the schemes of clusters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

SCHEME_NAMES = {
    "locality": "Localities",
    "hub": "Hubs",
    "ward": "Wards",
    "constituency": "Constituencies",
    "primary-planning-area": "Primary planning areas",
    "secondary-planning-area": "Secondary planning areas",
    "district": "Districts",
    "la": "Local authorities",
    "trust": "Trusts",
}
"""Schemes in the order they are offered: those that a partnership made for itself before those that a map gives."""

NOT_CLUSTERS = ("district", "la", "trust")
"""Ways to divide a place that are no cluster scheme: offered, but never the one that a page opens on."""

PLANNING_AREAS = ("primary-planning-area", "secondary-planning-area")
"""What an authority plans its school places by: every authority has them."""

_REGISTER, _SURVEY = "of the register of schools", "that it plans school places by, as in the school capacity survey,"
DRAWN = {"ward": _REGISTER, "constituency": _REGISTER, "district": _REGISTER, **dict.fromkeys(PLANNING_AREAS, _SURVEY)}
"""Schemes that are drawn over an authority, and that say nothing of a trust: whose they are, in words."""

ONE_OF_THEM = {"locality": "Locality", "constituency": "Constituency"}
LEVEL_NAMES = {
    "country": "Country",
    "region": "Region",
    "la": "Local authority",
    "district": "District",
    "joint": "Joint area",
    "cluster": "Cluster",
    "trust": "Trust",
    "school": "School",
}

ABOVE = ("country", "region", "joint")
"""Levels whose members are authorities (of a country: regions)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the place table. ``schools`` is filled where a list counts the open schools of each place."""

    place_id: str
    name: str
    level: str
    scheme: str | None = None
    parent_id: str | None = None
    region_id: str | None = None
    phase: str | None = None
    establishment_type: str | None = None
    establishment_status: str | None = None
    laestab: str | None = None
    opened: date | None = None
    closed: date | None = None
    low_age: int | None = None
    high_age: int | None = None
    pupils: int | None = None
    capacity: int | None = None
    easting: float | None = None
    northing: float | None = None
    invented: bool = False
    schools: int | None = None
    kind: str | None = None
    since: date | None = None
    direction: str | None = None
    parent_name: str | None = None
    divided: bool = False

    @property
    def level_name(self) -> str:
        """``ward`` for a cluster of that scheme, else the level's own word."""
        if self.level == "cluster" and self.scheme:
            return one_of(self.scheme)
        return LEVEL_NAMES[self.level]

    @property
    def urn(self) -> str | None:
        return self.place_id.removeprefix("urn/") if self.place_id.startswith("urn/") else None


def one_of(scheme: str) -> str:
    """The word for one cluster of a scheme: ``Ward``, ``Locality``; a scheme of one's own reads as its id."""
    return ONE_OF_THEM.get(scheme, scheme_name(scheme).removesuffix("s"))


def scheme_name(scheme: str) -> str:
    """The words for all clusters of a scheme: ``Wards``."""
    return SCHEME_NAMES.get(scheme, scheme.replace("-", " ").capitalize())


@dataclass(frozen=True, slots=True)
class Scheme:
    """The clusters of one scheme in a place, its districts, or the trusts with a school there, each with the number of
    its open ``schools`` in the place. ``crosses`` says that some of them reach beyond it."""

    scheme: str
    name: str
    places: tuple[Place, ...]
    crosses: bool = False


def of_row(row: dict[str, Any]) -> Place:
    """The place of a row of a select: its register's number of pupils, else those on roll."""
    if row.get("on_roll") is not None and row["pupils"] is None:
        row["pupils"] = int(row["on_roll"])
    return Place(**{name: row[name] for name in Place.__slots__ if row.get(name) is not None})
