"""A school on one page: what it is, its figures against its authority and England, its inspections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.analysis.bands import band_of
from dashboard.analysis.series import Lines
from dashboard.analysis.strip import Strip
from dashboard.answers import place as places
from dashboard.answers.averages import Average, average_of
from dashboard.answers.comparators import Beside, Comparator, authority_of, beside, comparators
from dashboard.answers.directory import Place
from dashboard.answers.figures import gather
from dashboard.answers.members import Cell, judged
from dashboard.answers.place import Figure, Header
from dashboard.answers.school_strips import school_strips
from dashboard.board import Board
from dashboard.queries import extracts as queries
from etl.catalogue import Indicator

OVERALL = "overall_effectiveness"
FRAMEWORKS = {
    "report_card": "Report cards, from November 2025",
    "graded": "Graded inspections, to November 2025",
    "ungraded": "Ungraded inspections",
}
"""Headings of the inspection history, in the order shown; grades of two frameworks never share a table."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection: its overall grade where it gave one, and its grades by area as the framework names them."""

    inspected: date
    published: date | None
    overall: str | None
    areas: tuple[tuple[str, str], ...]
    file_name: str | None


@dataclass(frozen=True, slots=True)
class History:
    framework: str
    title: str
    inspections: tuple[Inspection, ...]


@dataclass(frozen=True, slots=True)
class SchoolFigure:
    """One indicator of the school against England, and ``authority`` the same figure against its LA. ``band`` is the
    publisher's word for it; ``average`` stands beside a figure of too few pupils to compare; ``strip`` is where it lies
    among the schools of its authority and phase."""

    figure: Figure
    authority: Cell | None
    band: str | None = None
    average: Average | None = None
    strip: Strip | None = None


@dataclass(frozen=True, slots=True)
class SchoolTheme:
    title: str
    figures: tuple[SchoolFigure, ...]


@dataclass(frozen=True, slots=True)
class School:
    header: Header
    authority: Comparator | None
    england: Comparator | None
    themes: tuple[SchoolTheme, ...]
    histories: tuple[History, ...]
    groups: tuple[str, ...]


def school(board: Board, place: Place, *, group: str, on: date) -> School:
    """Everything that a school's page shows, for one pupil group, as of a day."""
    authority = authority_of(board, place, on=on)
    national = next(iter(comparators(board, place, authority=None)), None)
    england = beside(board, national, board.catalogue.indicators, groups=[group]) if national else None
    local = _authority(board, authority, group=group, on=on) if authority else None
    profile = places.profile(board, place, group=group, phase="total", beside=england, on=on)
    shown = [figure for theme in profile for figure in theme.figures]
    strips = school_strips(board, place, authority, shown, group=group, on=on)
    themes = tuple(
        SchoolTheme(
            theme.title,
            tuple(
                replace(_with_authority(figure, local), strip=strips.get(figure.indicator.id))
                for figure in theme.figures
            ),
        )
        for theme in profile
    )
    return School(
        header=places.header(board, place, on=on),
        authority=local.comparator if local else None,
        england=national,
        themes=themes,
        histories=histories(board, place),
        groups=places.groups_held(board, place, on=on),
    )


def histories(board: Board, place: Place) -> tuple[History, ...]:
    """The school's inspections, newest first, one list a framework."""
    rows = board.store.fetch(queries.inspections([place.place_id])).to_pylist()
    return tuple(
        History(framework, title, _inspections([row for row in rows if row["framework"] == framework]))
        for framework, title in FRAMEWORKS.items()
        if any(row["framework"] == framework for row in rows)
    )


def _inspections(rows: Sequence[dict[str, Any]]) -> tuple[Inspection, ...]:
    days = sorted({row["inspected"] for row in rows}, reverse=True)
    return tuple(_inspection([row for row in rows if row["inspected"] == day]) for day in days)


def _inspection(rows: Sequence[dict[str, Any]]) -> Inspection:
    grades = {row["area"]: row["grade"] for row in rows}
    return Inspection(
        inspected=rows[0]["inspected"],
        published=next((row["published"] for row in rows if row["published"]), None),
        overall=grades.pop(OVERALL, None),
        areas=tuple((area.replace("_", " ").capitalize(), grade) for area, grade in grades.items()),
        file_name=rows[0]["file_name"],
    )


def _authority(board: Board, authority: Place, *, group: str, on: date) -> Beside:
    """The LA's figures: its own, and sums over its schools where it has none of its own."""
    held = gather(board, board.catalogue.indicators.values(), [authority.place_id], on=on, groups=[group])
    lines = Lines()
    lines.held.update(held.summed.held)
    lines.held.update(held.own.held)
    return Beside(Comparator("authority", authority.name, (authority.place_id,)), lines)


def _with_authority(figure: Figure, local: Beside | None) -> SchoolFigure:
    if figure.point is None:
        return SchoolFigure(figure, None)
    value = _local_value(figure.indicator, figure, local) if local else None
    return SchoolFigure(
        figure=figure,
        authority=judged(figure.indicator, figure.point, value) if local else None,
        band=band_of(figure.indicator, figure.point),
        average=average_of(figure, small=False),
    )


def _local_value(indicator: Indicator, figure: Figure, local: Beside) -> float | None:
    if figure.point is None:
        return None
    phases = [figure.scope, figure.series.phase]
    found = local.point(indicator, figure.group, figure.point, phases=phases)
    return found.value if found else None
