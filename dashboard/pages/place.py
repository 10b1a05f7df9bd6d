"""``/place/<id>``: a region, local authority, district, joint area, cluster or trust, and the members that make it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dash import html

from dashboard.answers import belonging, comparators, directory, pupil_groups
from dashboard.answers import place as places
from dashboard.answers import walk as walks
from dashboard.answers.cluster_plans import cluster_plans
from dashboard.answers.comparators import Comparator
from dashboard.answers.place import Header
from dashboard.answers.rug import RugAsked, rug
from dashboard.answers.school_map import school_map
from dashboard.answers.side_by_side import compared as beside_one_another
from dashboard.answers.spines import spines
from dashboard.answers.walk import AUTHORITIES, Asked, Walk
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.addresses import place_address
from dashboard.components.indicator_parts import groups as group_rows
from dashboard.components.place_parts import (
    choices,
    closings,
    compared,
    head,
    inside,
    makers,
    map,
    own_plans,
    side_by_side,
    tallies,
)
from dashboard.components.profile import profile
from dashboard.components.scope import of_figures
from dashboard.pages import school
from dashboard.web.view import NotHere, Query, View

PATH = "/place/<path:place_id>"


def view(board: Board, query: Query, place_id: str) -> View:
    """The screen of a place; a school leads to its own."""
    if place_id.startswith("urn/"):
        return school.view(board, query, place_id.removeprefix("urn/"))
    board = replace(board, store=board.store.pinned())
    on = board.today
    place = directory.place(board, place_id)
    if place is None:
        raise NotHere(f"No place has the id {place_id}. Look for it under Places.")
    header = places.header(board, place, on=on)
    groups = places.groups_held(board, place, on=on)
    asked = Asked(
        group=query.choose("group", groups, "all"),
        phase=query.choose("phase", [key for key, _ in choices.PHASES], "total"),
        by=query.get("by"),
        within=query.get("within"),
        theme=query.get("theme"),
        indicator=query.get("indicator"),
        members=query.choose("members", belonging.WAYS, belonging.NOW),
    )
    available = comparators.comparators(board, place, authority=header.authority or _itself(header))
    against = comparators.chosen(available, query.get("against"))
    beside = comparators.beside(board, against, board.catalogue.indicators, groups=[asked.group]) if against else None
    themes = places.profile(board, place, group=asked.group, phase=asked.phase, beside=beside, on=on, then=asked.then)
    figures = [figure for theme in themes for figure in theme.figures]
    walk = walks.walk(board, place, asked, beside=beside, on=on)
    than = against.name if against else "England"
    carried = {name: query.get(name) for name in ("group", "phase", "against", "members")}
    sections: list[Any] = [own_plans.section(cluster_plans(board, place, on=on, then=asked.then), place)]
    if walk is not None and walk.lead is not None:
        shown = RugAsked(sort=query.get("sort"), find=query.get("find"), only=query.get("only"))
        lead = walk.table.columns[walk.lead].indicator
        pupils = pupil_groups.of_place(
            board, place, lead, phase=asked.phase, comparator=against, on=on, then=asked.then
        )
        sections += [
            makers.section(walk, place, than),
            group_rows.section(pupils, lead, place, than, title=f"Which pupils: {lead.name}"),
            closings.section(walk, than),
            map.section(school_map(board, place, walk, asked, beside=beside, on=on), walk, place, than, query),
            tallies.section(walk, carried),
            compared.section(
                beside_one_another(board, place, walk, asked, beside=beside, on=on), walk.by, than, carried
            ),
            side_by_side.section(walk, rug(board, walk, shown), place, asked, than, query),
        ]
    elif place.level in ("la", "cluster", "trust", "district"):
        sections.append(_no_members(header, walk))
    if figures:
        among = spines(board, figures, group=asked.group)
        table = profile(themes, among, place_id=place.place_id, than=than, query=carried)
        sections.append(layout.section("Every indicator", [table], id="indicators", note=_note(against)))
    else:
        sections.append(
            layout.empty("No figure of its own.", f"No file that has been loaded holds one for {place.name}.")
        )
    lists = directory.around(board, place, on=on)
    moves = belonging.moves(board, place_id) if place.level in ("cluster", "trust") else ()
    sections.append(inside.section(lists, moves, on=on))
    sections = layout.present(sections)
    parts = [
        _crumbs(header),
        *layout.invented_banner(header.invented or any(choices.invented(figure) for figure in figures)),
        head.heading(header, walk, than, anchors=[getattr(section, "id", "") for section in sections]),
        choices.form(header, walk, asked, groups=groups, available=available, against=against),
        *_counted(walk, asked, on=on),
        *sections,
    ]
    above = [each for each in (header.authority, header.region) if each is not None]
    scope = of_figures(
        place,
        [(each.place_id, each.name) for each in above],
        path=None,
        period="latest of each indicator",
        against=[(each.key, each.name) for each in available],
        chosen=against.key if against else "",
        query=query,
    )
    return View(place.name, "places", parts, kind="place", scope=scope, place=place.place_id)


def _itself(header: Header) -> directory.Place | None:
    return header.place if header.place.level == "la" else None


def _note(against: Comparator | None) -> str:
    return (against.note or "") if against else ""


def _crumbs(header: Header) -> Any:
    steps: list[tuple[str, str | None]] = [("Places", "/places")]
    if header.region is not None:
        steps.append((header.region.name, place_address(header.region.place_id)))
    if header.authority is not None:
        steps.append((header.authority.name, place_address(header.authority.place_id)))
    return layout.crumbs(*steps, (header.place.name, None))


def _counted(walk: Walk | None, asked: Asked, *, on: date) -> list[html.P]:
    """Where a school's figures count, in words, wherever anything is added up over schools."""
    if walk is None or walk.by == AUTHORITIES:
        return []
    return [html.P(belonging.words(asked.then, on=on), className="note counted")]


def _no_members(header: Header, walk: Walk | None) -> Any:
    if walk is not None or header.schools:
        return layout.empty(
            "Nothing to put side by side.",
            "No file that has been loaded holds a figure of a member school for this pupil group.",
        )
    return layout.empty(
        "Its schools are not on record.",
        f"No register of schools has been loaded that covers {header.place.name}: it cannot be read by school.",
    )
