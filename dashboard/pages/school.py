"""``/school/<urn>``: a school, its figures against its authority and England, its inspections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dash import html

from dashboard.answers import comparators, directory
from dashboard.answers import school as schools
from dashboard.answers import support as answers
from dashboard.answers.neighbourhood import neighbourhood
from dashboard.answers.school import School
from dashboard.board import Board
from dashboard.components import entries, layout
from dashboard.components.addresses import place_address, place_link
from dashboard.components.entry_form import closed, entry_form
from dashboard.components.place_parts.choices import invented
from dashboard.components.school_parts import facts, figures, inspections, where
from dashboard.components.scope import of_figures
from dashboard.components.support_parts import school as school_support
from dashboard.web.editing import editor
from dashboard.web.view import NotHere, Query, View
from etl.groups import label

PATH = "/school/<urn>"


def view(board: Board, query: Query, urn: str) -> View:
    """The screen of a school, for one pupil group."""
    board = replace(board, store=board.store.pinned())
    on = board.today
    place = directory.place(board, f"urn/{urn}")
    if place is None:
        raise NotHere(f"No school with the URN {urn} is on record.")
    groups = ("all", *query.values()) if "group" in query else ("all",)
    found = schools.school(board, place, group=query.choose("group", groups, "all"), on=on)
    shown = [each.figure for theme in found.themes for each in theme.figures]
    group = query.choose("group", found.groups, "all")
    parts: list[Any] = [
        _crumbs(found),
        *layout.invented_banner(found.header.invented or any(invented(figure) for figure in shown)),
        layout.heading(place.name, eyebrow=facts.eyebrow(found), lede=facts.lede(found), aside=facts.aside(found)),
        html.P(html.A("This school on one page (PDF)", href=f"/school/{urn}/briefing.pdf"), className="way-on"),
        _form(found, group),
        figures.section(found),
        inspections.section(found),
        _support(board, found, on=on),
        where.section(neighbourhood(board, place, comparators.authority_of(board, place, on=on), on=on)),
        _belongs(found),
    ]
    above = [found.header.authority] if found.header.authority else []
    scope = of_figures(
        place,
        [(each.place_id, each.name) for each in above],
        path=None,
        period="latest of each indicator",
        against=[("both", " and ".join([*(each.name for each in above), "England"]))],
        chosen="both",
        query=query,
    )
    shown_parts = [part for part in parts if part is not None]
    return View(place.name, "places", shown_parts, kind="place", scope=scope, place=place.place_id)


def _support(board: Board, found: School, *, on: date) -> Any:
    """The school's tier of support, and for somebody with a name the form to set it."""
    place = found.header.place
    known = answers.supported(board, place, on=on)
    who = editor(board)
    write = closed(who.why)
    if who.name is not None:
        asked = known.asked.category if known.asked else None
        form = entry_form(
            entries.SUPPORT,
            entries.support_values(known.held, on=on, suggested=asked),
            action=f"{place_address(place.place_id)}/support",
            token=who.token,
            who=who.name,
            version=known.held.version if known.held else 0,
        )
        write = html.Div(form, className="write")
    return school_support.section(known, answers.history(board, place.place_id), write=write)


def _form(found: School, group: str) -> Any:
    if len(found.groups) < 2:
        return None
    options = [(each, label(each)) for each in found.groups]
    return layout.filters(
        [layout.choice("group", "Pupils", options, group)], action=place_address(found.header.place.place_id)
    )


def _crumbs(found: School) -> Any:
    steps: list[tuple[str, str | None]] = [("Places", "/places")]
    if found.header.authority is not None:
        steps.append((found.header.authority.name, place_address(found.header.authority.place_id)))
    return layout.crumbs(*steps, (found.header.place.name, None))


def _belongs(found: School) -> Any:
    if not found.header.containers:
        return None
    rows = [[each.level_name, place_link(each)] for each in found.header.containers]
    table = layout.table(["Kind", "Place"], rows, caption="What the school belongs to today")
    return layout.section("Belongs to", [table], id="belongs")
