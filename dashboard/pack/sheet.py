"""One page about a place, before it is drawn: a school's figures over the years and beside England."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.answers import directory
from dashboard.answers.errors import NotFoundError
from dashboard.answers.place import Figure
from dashboard.answers.school import School, SchoolFigure, SchoolTheme, school
from dashboard.board import Board
from dashboard.components.place_parts.choices import invented
from dashboard.components.rug import WITHHELD, against
from dashboard.components.school_parts import facts
from dashboard.components.school_parts.figures import value
from dashboard.components.values import short_value, unit_note
from dashboard.figures.line import Line, Steps
from dashboard.pack import wording
from etl.catalogue import Indicator

CHARTS = 6
FEWEST_POINTS = 3
"""A line on a sheet has three figures at least: two are a comparison, which the table makes."""


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A small chart: its title, the lines, and its words for who cannot see it."""

    indicator: Indicator
    title: str
    said: str
    lines: tuple[Line, ...]
    target: Steps = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the table; ``head`` opens a group and has no cells, ``strong`` marks what stands out by a word."""

    cells: tuple[str, ...]
    head: bool = False
    strong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A briefing. ``numbers`` are the columns of the table that align to the right; ``even`` says that those after the
    second share the width."""

    title: str
    eyebrow: str
    lede: str
    notes: tuple[str, ...]
    charts: tuple[SheetChart, ...]
    columns: tuple[str, ...]
    numbers: tuple[int, ...]
    rows: tuple[SheetRow, ...]
    after: tuple[str, ...]
    foot: str
    name: str
    even: bool = False


def of_school(board: Board, urn: str, *, on: date) -> Sheet:
    """The briefing of a school, for all its pupils. Raises :class:`NotFoundError` for a URN that is not on record."""
    place = directory.place(board, f"urn/{urn}")
    if place is None:
        raise NotFoundError(f"no school with the URN {urn} is on record")
    found = school(board, place, group="all", on=on)
    figures = [each for theme in found.themes for each in theme.figures]
    local = found.authority.name if found.authority else "its authority"
    rows: list[SheetRow] = []
    for theme in found.themes:
        rows.append(SheetRow((theme.title,), head=True))
        rows += [_row(each) for each in theme.figures]
    made_up = found.header.invented or any(invented(each.figure) for each in figures)
    inspected = _inspected(found)
    return Sheet(
        title=place.name,
        eyebrow=f"School briefing. {facts.eyebrow(found)}",
        lede=_lede(found),
        notes=(wording.INVENTED,) if made_up else (),
        charts=tuple(_chart(place.name, each.figure) for each in _drawn(found.themes)),
        columns=("Indicator", "Here", "Year", "England", "Against England", f"Against {local}"),
        numbers=(1, 3),
        rows=tuple(rows),
        after=(inspected, *_sources(each.figure.indicator for each in figures if each.figure.point)),
        foot=f"{place.name}, URN {urn} · as of {on:%-d %B %Y} · snapshot {board.store.snapshot_id}",
        name=f"school-{urn}-briefing.pdf",
    )


def _lede(found: School) -> str:
    place = found.header.place
    said = [
        f"{place.pupils:,} pupils" if place.pupils is not None else "",
        *(each.name for each in found.header.containers),
    ]
    authority = found.header.authority.name if found.header.authority else ""
    return ", ".join(dict.fromkeys(filter(None, (said[0], authority, *said[1:]))))


def _drawn(themes: Iterable[SchoolTheme]) -> list[SchoolFigure]:
    """The figures that are drawn: those behind by more than chance first, then the first of each theme, then others."""
    fit = [[each for each in theme.figures if _drawable(each.figure)] for theme in themes]
    every = [each for theme in fit for each in theme]
    behind = [each for each in every if each.figure.cell.standing == "behind" and each.figure.cell.certain]
    firsts = [theme[0] for theme in fit if theme]
    once = {each.figure.indicator.id: each for each in (*behind, *firsts, *every)}
    return list(once.values())[:CHARTS]


def _drawable(figure: Figure) -> bool:
    return len(figure.series.known) >= FEWEST_POINTS and figure.indicator.aggregation != "school_count"


def _chart(name: str, figure: Figure) -> SheetChart:
    lines = [Line(figure.series, "Here", "place")]
    if figure.beside is not None and figure.beside.known:
        lines.append(Line(figure.beside, "England", "england"))
    told = "; ".join(wording.latest_words(each.name, each.series, figure.indicator) for each in lines)
    return SheetChart(
        indicator=figure.indicator,
        title=figure.indicator.short,
        said=f"Line chart. {figure.indicator.short}, {name}. {told}.",
        lines=tuple(lines),
    )


def _row(each: SchoolFigure) -> SheetRow:
    figure, indicator = each.figure, each.figure.indicator
    note = unit_note(indicator)
    name = f"{indicator.name} ({note})" if note else indicator.name
    if figure.point is None or figure.point.value is None:
        latest = figure.latest
        word, _ = WITHHELD.get(latest.status if latest else "no_row", ("no figure", ""))
        return SheetRow((name, word, latest.period.label if latest else "", "", "", ""))
    england = "" if figure.cell.comparator is None else short_value(figure.cell.comparator, indicator)
    beside = against(indicator, figure.cell) or "not compared"
    local = (against(indicator, each.authority) if each.authority else "") or "not compared"
    strong = (4,) if figure.cell.standing == "behind" and figure.cell.certain else ()
    cells = (name, value(indicator, figure.cell), figure.point.period.label, england, beside, local)
    return SheetRow(cells, strong=strong)


def _inspected(found: School) -> str:
    """The newest inspection, by the words of its own framework."""
    newest = [(history.inspections[0], history.title) for history in found.histories if history.inspections]
    if not newest:
        return "No inspection is on record."
    inspection, title = max(newest, key=lambda each: each[0].inspected)
    areas = "; ".join(f"{area}: {grade.replace('_', ' ')}" for area, grade in inspection.areas)
    overall = f"overall {inspection.overall}" if inspection.overall else ""
    told = "; ".join(filter(None, (overall, areas))) or "no grade"
    return f"Inspected on {inspection.inspected:%-d %B %Y} ({title}): {told}."


def _sources(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    publishers = sorted({each.publication.publisher for each in indicators})
    said = "Better, similar and worse go by the 95 % interval; bold is behind by more than chance."
    return (f"Figures: {', '.join(publishers)}; Open Government Licence v3.0. {said}",) if publishers else ()
