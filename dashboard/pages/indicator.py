"""``/indicator/<id>?place=…``: one indicator for one place, its gap, its groups, every authority, what it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dash import html

from dashboard.answers import belonging, comparators, directory, indicator, resolve, subject
from dashboard.answers.comparators import Comparator
from dashboard.answers.contributions import Behind, of_indicator
from dashboard.answers.errors import NotFoundError
from dashboard.answers.indicator import IndicatorView
from dashboard.answers.needs import aims
from dashboard.answers.outlook import Reach, reaches
from dashboard.answers.visits import to_visit
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.addresses import address, place_address
from dashboard.components.indicator_parts import (
    authorities,
    behind,
    gaps,
    groups,
    head,
    meaning,
    reach,
    schools,
    series,
    two_gaps,
    visits,
)
from dashboard.components.place_parts.choices import PHASES, invented
from dashboard.components.scope import of_figures
from dashboard.web.view import NotHere, Query, View
from etl.groups import label

PATH = "/indicator/<indicator_id>"


def view(board: Board, query: Query, indicator_id: str) -> View:
    """The screen of an indicator; without ``?place=`` it is England's."""
    board = replace(board, store=board.store.pinned())
    on = board.today
    try:
        asked = resolve.indicator(board, indicator_id)
        place_id = resolve.place(board, query.get("place", comparators.ENGLAND))
    except NotFoundError as error:
        raise NotHere(str(error)) from error
    place = directory.named(board, [place_id])[place_id]
    available = comparators.comparators(board, place, authority=comparators.authority_of(board, place, on=on))
    lead = comparators.chosen(available, query.get("against"))
    found = indicator.view(
        board,
        asked,
        place,
        group=query.get("group", "all"),
        phase=query.get("phase", "total"),
        available=available,
        lead=lead,
        on=on,
        then=query.choose("members", belonging.WAYS, belonging.NOW) == belonging.THEN,
    )
    than = lead.name if lead else "England"
    parts: list[Any] = [
        layout.crumbs(("Places", "/places"), (place.name, place_address(place.place_id)), (asked.short, None)),
        *layout.invented_banner(place.invented or bool(found.figure and invented(found.figure))),
        head.heading(found, than),
        _form(found, query, [(each.key, each.name) for each in available], lead.key if lead else ""),
        *_counted(found, query, on=on),
        series.section(found, than),
        gaps.section(found, than),
        reach.section(_reaches(board, found, than, on=on), asked, place.name),
        behind.section(_behind(board, query, found, lead, on=on), query),
        groups.section(found.groups, asked, place, than, without=found.groups_without),
        two_gaps.section(found, than),
        visits.section(to_visit(board, place, found.figure, on=on), asked, found.group, _period(found)),
        schools.section(found),
        authorities.section(found, than),
        meaning.section(found, on=on),
    ]
    return View(
        f"{asked.short}, {place.name}",
        "places",
        [part for part in parts if part is not None],
        kind="indicator",
        scope=of_figures(
            place,
            [(each.place_ids[0], each.name) for each in available if not each.is_mean],
            path=f"/indicator/{asked.id}",
            period=_period(found) or "none held",
            against=[(each.key, each.name) for each in available],
            chosen=lead.key if lead else "",
            query=query,
        ),
        place=place.place_id,
    )


def _period(found: IndicatorView) -> str:
    return found.figure.point.period.label if found.figure and found.figure.point else ""


def _reaches(board: Board, found: IndicatorView, than: str, *, on: date) -> tuple[Reach, ...]:
    wanted = aims(board, found.indicator, found.place, group=found.group, on=on)
    return reaches(board, found.figure, than, wanted)


def _behind(board: Board, query: Query, found: IndicatorView, lead: Comparator | None, *, on: date) -> Behind | None:
    """The gap in parts, by the members that the address asks for where the place is divided so."""
    divided = subject.ways(board, found.place, on=on)
    if not divided or lead is None:
        return None
    return of_indicator(
        board,
        found.place,
        found.indicator,
        by=query.choose("by", list(divided), subject.usual(divided)),
        group=found.group,
        phase=query.get("phase", "total"),
        comparator=lead,
        on=on,
    )


def _counted(found: IndicatorView, query: Query, *, on: date) -> list[Any]:
    """Whose schools the line is added up over, in words; what each of them adds is as of now always."""
    if not found.summed:
        return []
    then = query.choose("members", belonging.WAYS, belonging.NOW) == belonging.THEN
    rest = " What stands behind the gap is as of now." if then else ""
    return [html.P(belonging.words(then, on=on) + rest, className="note counted")]


def _form(found: IndicatorView, query: Query, against: list[tuple[str, str]], chosen: str) -> Any:
    fields = []
    if len(found.group_ids) > 1:
        options = [(each, label(each)) for each in found.group_ids]
        fields.append(layout.choice("group", "Pupils", options, found.group))
    if len(found.phases) > 1:
        names = dict(PHASES)
        options = [(each, names.get(each, each.replace("_", " ").capitalize())) for each in found.phases]
        fields.append(layout.choice("phase", "Phase", options, query.get("phase", "total")))
    if len(against) > 1:
        fields.append(layout.choice("against", "Gap to", against, chosen))
    if found.summed:
        ways = list(belonging.NAMES.items())
        fields.append(layout.choice("members", "Schools", ways, query.choose("members", belonging.WAYS, "now")))
    if not fields:
        return None
    return layout.filters(
        fields, action=address(f"/indicator/{found.indicator.id}"), kept=[("place", found.place.place_id)]
    )
