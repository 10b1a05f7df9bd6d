"""Places: what they are, what belongs to them and what they belong to."""

from __future__ import annotations

from pydantic import Field

from dashboard.api.documents.common import Answered, Level, Named


class Place(Answered):
    """A country, region, authority, district, joint area, cluster, trust or school."""

    id: str = Field(examples=["E06000034"])
    name: str
    level: Level
    level_name: str = Field(description="The level in the words on screen; a cluster's is its scheme.")
    scheme: str | None = Field(description="Which clusters it is one of, such as ward or locality.")
    parent: Named | None = Field(description="The authority of a school, cluster or district, an authority's region.")
    region: str | None
    phase: str | None
    type: str | None
    opened: str | None
    closed: str | None
    pupils: int | None
    capacity: int | None
    invented: bool


class Member(Answered):
    """A place that another one is summed over or divided into."""

    id: str
    name: str
    level: Level
    phase: str | None
    pupils: int | None


class Division(Answered):
    """One way in which a place is divided, with its parts."""

    scheme: str
    name: str
    crosses: bool = Field(description="Whether some of them reach beyond the place.")
    places: list[Member]


class Belonging(Answered):
    """Something that a place belongs to."""

    id: str
    name: str
    level: Level
    kind: str | None


class Link(Answered):
    """A place that came before, or took over."""

    id: str
    name: str
    direction: str = Field(description="successor or predecessor")
    since: str | None


class PlaceDetail(Place):
    """A place with its members as of the day: the schools, authorities or regions that its sums are made of."""

    members: list[Member]
    divisions: list[Division]
    belongs_to: list[Belonging]
    links: list[Link]
