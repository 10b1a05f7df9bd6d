"""Where a school is: a small map of its authority's schools, and the nearest of its phase."""

from __future__ import annotations

from dash import html

from dashboard.analysis.outlines import distance_words
from dashboard.answers.neighbourhood import Neighbourhood
from dashboard.components import layout
from dashboard.components.addresses import place_address, place_link
from dashboard.components.svg import Svg
from dashboard.figures.school_map import Mark, school_map

WIDTH = 440.0


def section(found: Neighbourhood | None) -> html.Section | None:
    """The map beside the list; nothing where the register does not say where the school is."""
    if found is None:
        return None
    marks = [Mark(dot.at, "plain", dot.school.name, place_address(dot.school.place_id), 3.0) for dot in found.others]
    own = Mark(found.at, "own", f"{found.school.name}: this school", None, 8.0)
    label = f"Map of {found.school.name} among the schools of {found.authority.name}"
    rows = [[place_link(place), distance_words(metres)] for place, metres in found.nearest]
    phase = (found.school.phase or "").replace("_", " ")
    caption = f"The nearest {phase} schools of {found.authority.name}, in a straight line".replace("  ", " ")
    skip = html.A("Skip the map", href="#where-list", className="map-skip")
    listed = layout.table(["School", "Distance"], rows, caption=caption) if rows else None
    drawing = html.Div([skip, Svg(school_map([*marks, own], [], label=label, width=WIDTH), className="map-box")])
    return layout.section(
        "Where it is",
        [html.Div([drawing, html.Div(layout.present([listed]), id="where-list")], className="map-beside where")],
        id="where",
        note=f"The large dot is this school, the small ones the other open schools of {found.authority.name}.",
    )
