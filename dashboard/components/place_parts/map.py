"""Where the schools of a place are, and how each stands: the map, what its marks mean, and the list behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dash import html

from dashboard.analysis import words
from dashboard.answers.members import Cell
from dashboard.answers.place_kinds import Place, one_of
from dashboard.answers.school_map import Dot, SchoolMap
from dashboard.answers.walk import Walk
from dashboard.components import layout
from dashboard.components.addresses import place_address, place_link
from dashboard.components.rug import WITHHELD, against, tone
from dashboard.components.svg import Svg
from dashboard.components.values import inline
from dashboard.figures.school_map import Area, Mark, radius, school_map, swatch
from etl.catalogue import Indicator

MANY = 150
"""Schools from which on the marks are smaller."""
SIZES = (("", "One size"), ("pupils", "By number of pupils"))
KEY = (
    ("b2", "behind {than}, beyond chance at 99.8 %"),
    ("b1", "behind {than} at 95 %, or without pupil numbers to test"),
    ("0", "similar, level or not compared"),
    ("a1", "ahead of {than} at 95 %, or without pupil numbers to test"),
    ("a2", "ahead of {than}, beyond chance at 99.8 %"),
    ("c", "no figure is shown"),
)


def section(
    found: SchoolMap | None, walk: Walk, place: Place, than: str, query: Mapping[str, str | None]
) -> html.Section | None:
    """The map beside its key; nothing for a place whose schools cannot be placed. ``query`` is the page's own."""
    if found is None or found.column is None:
        return None
    indicator, period = found.column.indicator, found.column.period
    by_pupils = query.get("dots") == "pupils"
    carried = {name: query.get(name) for name in ("group", "phase", "against", "members")}
    marks = [_mark(dot, indicator, carried, by_pupils=by_pupils, many=len(found.dots) > MANY) for dot in found.dots]
    areas = [Area(part.shape, part.place.name, part.drawn) for part in found.parts]
    label = f"Map of {words.plural(len(marks), 'school')} in {place.name}: {indicator.name}, {period.label}"
    drawing = Svg(school_map(marks, areas, label=label), className="map-box")
    beside = [_form(found, walk, place, query), _key(found, indicator, than, by_pupils=by_pupils), *_notes(found)]
    skip = html.A("Skip the map", href="#map-list", className="map-skip")
    listed = layout.fold(
        f"The {len(found.dots) + len(found.nowhere)} schools of the map as a list",
        [layout.scroll(_table(found, indicator, than, carried), label="Schools of the map")],
        id="map-list",
    )
    figure = html.Figure([html.Figcaption(label, className="vh"), skip, drawing])
    return layout.section(
        f"On the map: {inline(indicator.short)}",
        [html.Div([figure, html.Div(beside)], className="map-beside"), listed],
        id="map",
        note=f"{indicator.name}, {period.label}: each school where it lies, in the colour of its standing against "
        f"{than}. Every mark leads to its school and says its name and figure when it is pointed at.",
    )


def _mark(dot: Dot, indicator: Indicator, carried: Mapping[str, str | None], *, by_pupils: bool, many: bool) -> Mark:
    return Mark(
        at=dot.at,
        tone=tone(indicator, dot.cell).removeprefix("rug-"),
        words=f"{dot.school.name}: {_said(indicator, dot.cell)}",
        href=place_address(dot.school.place_id, **carried),
        radius=radius(dot.school.pupils, by_pupils=by_pupils, many=many),
    )


def _said(indicator: Indicator, cell: Cell | None) -> str:
    """``58%, worse, 5 behind``; of a figure that is not shown no more than that."""
    if cell is None or cell.value is None:
        word, why = WITHHELD.get(cell.status if cell else "no_row", ("no figure", ""))
        return ", ".join(filter(None, ["no figure" if word == "–" else word, why]))
    if indicator.aggregation == "school_count" and cell.point is not None and cell.point.denominator == 1:
        return "yes" if cell.value else "no"
    return ", ".join(filter(None, [words.printed(cell.value, indicator), against(indicator, cell)]))


def _form(found: SchoolMap, walk: Walk, place: Place, query: Mapping[str, str | None]) -> html.Form:
    lead = found.column.indicator.id if found.column else ""
    choices = [(column.indicator.id, column.indicator.short) for column in walk.choices]
    kept = [(name, value) for name, value in query.items() if name not in ("indicator", "dots") and value]
    return layout.filters(
        [
            layout.choice("indicator", "Colour by", choices, lead),
            layout.choice("dots", "Size", SIZES, query.get("dots") or ""),
        ],
        action=place_address(place.place_id) + "#map",
        kept=kept,
        label="What the map shows",
    )


def _key(found: SchoolMap, indicator: Indicator, than: str, *, by_pupils: bool) -> html.Ul:
    """What each mark means, with how many there are; a meaning that no mark has is left out."""
    count = Counter(tone(indicator, dot.cell).removeprefix("rug-") for dot in found.dots)
    rows = [
        html.Li(
            [
                Svg(swatch(key)),
                html.Span([html.Strong(f"{count[key]:,} "), said.format(than=than)]),
            ]
        )
        for key, said in KEY
        if count[key]
    ]
    if by_pupils:
        rows.append(html.Li([html.Span(), "A mark’s area goes by the pupils on roll."]))
    return html.Ul(rows, className="map-key")


def _notes(found: SchoolMap) -> list[html.P]:
    drawn = [part for part in found.parts if part.drawn]
    said = []
    if drawn:
        of = f" of each {one_of(found.scheme.scheme).lower()}" if found.scheme else ""
        said.append(
            f"Outline drawn around the schools{of}: it shows where they lie, not where an area ends. "
            "A school may lie inside a neighbour’s."
        )
    if any(not part.drawn for part in found.parts):
        said.append("Borders are those of the boundary files that this board was given, simplified.")
    if found.nowhere:
        names = words.listed([school.name for school in found.nowhere])
        said.append(f"Not on the map, because the register gives no coordinates: {names}.")
    said += [f"A file of boundaries was not used. {problem}." for problem in found.problems]
    return [html.P(words_, className="note") for words_ in said]


def _table(found: SchoolMap, indicator: Indicator, than: str, carried: Mapping[str, str | None]) -> html.Table:
    """The list behind the drawing, in its order: furthest behind first, without a comparable figure last by name."""
    listed = [*((dot.school, dot.cell) for dot in found.dots), *((school, None) for school in found.nowhere)]
    rows = [
        [
            place_link(school, **carried),
            (school.phase or "").replace("_", " ").capitalize() or "–",
            "–" if school.pupils is None else f"{school.pupils:,}",
            _said(indicator, cell),
        ]
        for school, cell in listed
    ]
    head = ("School", "Phase", "Pupils", f"{indicator.short}, against {than}")
    return layout.table(head, rows, caption=f"{indicator.name} by school", numbers=(2,))
