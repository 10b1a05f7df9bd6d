"""What a school is, in words."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.answers.school import School
from dashboard.components import layout
from dashboard.components.addresses import place_link


def eyebrow(found: School) -> str:
    """``Primary, academy converter, ages 4 to 11``."""
    place = found.header.place
    ages = f"ages {place.low_age} to {place.high_age}" if place.low_age is not None and place.high_age else None
    phase = place.phase.replace("_", " ").capitalize() if place.phase else "School"
    kind = place.establishment_type[0].lower() + place.establishment_type[1:] if place.establishment_type else None
    return ", ".join(word for word in (phase, kind, ages) if word)


def lede(found: School) -> Any:
    """Whether it is open, and what it was or became."""
    header = found.header
    said: list[Any] = []
    if header.place.closed is not None:
        said.append(f"Closed on {header.place.closed.day} {header.place.closed:%B %Y}. ")
    elif header.place.establishment_status == "Closed":
        said.append("Closed. ")
    for words, places in (("Continued as ", header.successors), ("Took over from ", header.predecessors)):
        if places:
            since = f" on {places[0].since.day} {places[0].since:%B %Y}" if places[0].since else ""
            links = [part for place in places for part in (place_link(place), ", ")][:-1]
            said += [words, *links, f"{since}. "]
    return said or None


def aside(found: School) -> html.Dl:
    """The register's facts."""
    place = found.header.place
    return layout.facts(
        ("URN", place.urn),
        ("LAESTAB", place.laestab),
        ("Pupils", None if place.pupils is None else f"{place.pupils:,}"),
        ("Capacity", None if place.capacity is None else f"{place.capacity:,}"),
        ("Opened", None if place.opened is None else f"{place.opened.day} {place.opened:%B %Y}"),
    )
