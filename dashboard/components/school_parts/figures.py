"""A school's own figures against its authority and England."""

from __future__ import annotations

from dash import html

from dashboard.analysis import words
from dashboard.analysis.bands import BANDS
from dashboard.analysis.cohort import FEWEST
from dashboard.analysis.pooled import NAME
from dashboard.answers.members import Cell
from dashboard.answers.school import School, SchoolFigure
from dashboard.components import layout, stacked
from dashboard.components.addresses import indicator_address
from dashboard.components.profile import over_time
from dashboard.components.rug import WITHHELD, against
from dashboard.components.svg import Svg
from dashboard.components.values import short_value, unit_note
from dashboard.figures.small_strip import small_strip
from etl.catalogue import Indicator


def section(found: School) -> html.Section:
    """One table for all themes; withheld and not applicable figures say which they are."""
    if not found.themes:
        empty = layout.empty("No figure.", "No file that has been loaded holds one for this school and pupil group.")
        return layout.section("Figures", [empty], id="figures")
    local = found.authority.name if found.authority else "Its authority"
    among = any(each.strip for theme in found.themes for each in theme.figures)
    head = (
        *("Indicator", "Here", "England"),
        *([f"Among schools of {local}"] if among else []),
        *(f"Against {local}", "Against England", "Since the year before"),
    )
    bodies = [
        html.Tbody(
            [
                html.Tr(html.Th(html.H3(theme.title), scope="rowgroup", colSpan=len(head)), className="theme-row"),
                *(_row(each, found.header.place.place_id, among=among) for each in theme.figures),
            ]
        )
        for theme in found.themes
    ]
    table = html.Table(
        [
            html.Caption("The school's figures", className="vh"),
            html.Thead(
                html.Tr([html.Th(w, scope="col", className="num" if i in (1, 2) else "") for i, w in enumerate(head)])
            ),
            *bodies,
        ],
        className="data profile school-figures",
    )
    note = (
        "England is that of the school’s own phase where it is published so. Better, similar and worse go by the 95 % "
        f"interval: of twenty that do not differ, one is called better or worse. Fewer than {FEWEST} pupils are not "
        "compared. A tick is a school of the same phase, the better end to the right, the line their median, the dot "
        "this one: where it lies, not how sure that is."
    )
    return layout.section(
        "Figures", [layout.scroll(stacked.cards(table), label="The school's figures")], id="figures", note=note
    )


def _row(each: SchoolFigure, place_id: str, *, among: bool) -> html.Tr:
    figure, indicator = each.figure, each.figure.indicator
    below = unit_note(indicator)
    link = html.A(indicator.name, href=indicator_address(indicator.id, place_id))
    name = html.Th(layout.present([link, html.Span(below, className="sub") if below else None]), scope="row")
    if figure.point is None or figure.point.value is None:
        latest = figure.latest
        word, why = WITHHELD.get(latest.status if latest else "no_row", ("no figure", ""))
        period = f" for {latest.period.label}" if latest else ""
        said = f"{word.capitalize()}{period}" + (f": {why}" if why else "")
        return html.Tr([name, html.Td(said, colSpan=6 if among else 5, className="quiet")])
    reference = "–" if figure.cell.comparator is None else short_value(figure.cell.comparator, indicator)
    scope = f"{figure.scope} schools" if figure.scope != figure.series.phase else None
    return html.Tr(
        [
            name,
            html.Td(
                [
                    html.Span(value(indicator, figure.cell), className="strong nowrap"),
                    html.Span(_basis(each), className="sub"),
                    *(html.Span(line, className="sub") for line in _beyond_one_year(each)),
                ],
                className="num",
            ),
            html.Td(
                layout.present([reference, html.Span(scope, className="sub") if scope else None]),
                className="num england",
            ),
            *([html.Td(_strip(each), className="strip-cell")] if among else []),
            html.Td(_against(indicator, each.authority)),
            html.Td(_against(indicator, figure.cell)),
            html.Td(over_time(figure)),
        ]
    )


QUARTERS = {"first": "in the better quarter", "middle": "in the middle half", "last": "in the worse quarter"}


def _strip(each: SchoolFigure) -> list[Svg | html.Span] | str:
    """The strip with what it says in words: how many are in it, and how many are not."""
    found = each.strip
    if found is None:
        return ""
    without = f", {found.left_out} without a figure that can be shown" if found.left_out else ""
    return [Svg(small_strip(found)), html.Span(f"{QUARTERS[found.quarter]} of {found.n}{without}", className="sub")]


def value(indicator: Indicator, cell: Cell) -> str:
    """The figure; yes or no where the indicator is that for a school."""
    if cell.value is None:
        return ""
    if indicator.aggregation == "school_count":
        return "yes" if cell.value else "no"
    return short_value(cell.value, indicator)


def _basis(each: SchoolFigure) -> str:
    point, indicator = each.figure.point, each.figure.indicator
    if point is None:
        return ""
    made_of = words.counts(point, indicator) if indicator.aggregation != "school_count" else ""
    return " · ".join(word for word in (point.period.label, made_of) if word)


def _beyond_one_year(each: SchoolFigure) -> list[str]:
    """The publisher's band, and the average of three years where one year is too few pupils."""
    said = [BANDS[each.band]] if each.band else []
    if each.average is not None and each.average.pooled is not None:
        point = each.average.pooled.point
        three = (
            f"{NAME} {short_value(point.figure, each.figure.indicator)}, {words.counts(point, each.figure.indicator)}"
        )
        said.append(three)
    return said


def _against(indicator: Indicator, cell: Cell | None) -> html.Span:
    said = against(indicator, cell) if cell is not None else ""
    if not said:
        return html.Span("not compared", className="quiet")
    return html.Span(
        said, className="strong" if cell is not None and cell.standing == "behind" and cell.certain else ""
    )
