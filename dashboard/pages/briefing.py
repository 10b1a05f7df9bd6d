"""``/place/<id>/briefing``: a cluster, trust or authority in brief, on one screen and on one sheet of paper."""

from __future__ import annotations

from dataclasses import replace

from dash import html

from dashboard.answers import briefing as answers
from dashboard.answers.briefing import NATION, Briefing
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.addresses import address, place_address
from dashboard.components.briefing_parts import charts, schools
from dashboard.components.scope import ANOTHER_PLACE, Option, Scope, chooser
from dashboard.web.view import NotHere, Query, View
from etl.groups import label

PATH = "/place/<path:place_id>/briefing"


def view(board: Board, query: Query, place_id: str) -> View:
    """The briefing by ``?plan=`` (the first that the place takes part in) and ``?group=`` of pupils."""
    board = replace(board, store=board.store.pinned())
    found = answers.briefing(board, place_id, plan=query.get("plan"), group=query.get("group", "all"), on=board.today)
    if found is None:
        raise NotHere(f"No cluster, trust or authority has the id {place_id}. Look for it under Places.")
    return View(
        title=f"{found.place.name} in brief",
        current="places",
        kind="briefing",
        children=layout.present(
            [
                layout.crumbs(*_way(found)),
                *layout.invented_banner(found.invented),
                _heading(found),
                _filters(found),
                _charts(found),
                _schools(found),
            ]
        ),
        foot=(_note(found),),
        scope=_scope(found, query),
        place=found.place.place_id,
    )


def _scope(found: Briefing, query: Query) -> tuple[Scope, ...]:
    """What the briefing is about; another place of its kind is a click away."""
    own = f"/place/{found.place.place_id}/briefing"
    plans = [(name, plan.title) for name, plan in found.plans]
    kept = {name: value for name, value in query.items() if name in ("plan", "group")}
    places = tuple(
        Option(each.name, address(f"/place/{each.place_id}/briefing", **kept), each.place_id == found.place.place_id)
        for each in found.beside
    )
    return (
        *([chooser("Plan", "plan", plans, found.plan, path=own, query=query)] if found.plan else []),
        Scope("Place", found.place.name, places if len(places) > 1 else (), ANOTHER_PLACE),
        *([Scope("Latest figures", found.newest.label)] if found.newest else []),
        Scope("Compared with", NATION.name),
    )


def _way(found: Briefing) -> list[tuple[str, str | None]]:
    way: list[tuple[str, str | None]] = [("Places", "/places")]
    if found.parent is not None:
        way.append((found.parent.name, place_address(found.parent.place_id)))
    return [*way, (found.place.name, place_address(found.place.place_id)), ("In brief", None)]


def _heading(found: Briefing) -> html.Div:
    schools_ = f"{len(found.table.rows)} schools, {found.pupils:,} pupils" if found.table.rows else "No open school"
    plan = dict(found.plans).get(found.plan or "")
    lede = f"By the measures of {plan.title}." if plan else "No plan names this place: the usual figures."
    group = found.group if found.group != "all" else None
    paper = address(f"/place/{found.place.place_id}/briefing.pdf", plan=found.plan, group=group)
    whole = html.Div(
        [
            html.P(html.A("Everything about this place", href=place_address(found.place.place_id))),
            html.P(html.A("This briefing as one page (PDF)", href=paper)),
        ],
        className="only-screen",
    )
    return layout.heading(
        found.place.name, eyebrow=f"{found.place.level_name} in brief. {schools_}", lede=lede, aside=whole
    )


def _filters(found: Briefing) -> html.Form | None:
    if not found.groups:
        return None
    return layout.filters(
        [layout.choice("group", "Pupils", [(name, label(name)) for name in found.groups], found.group)],
        action=address(f"/place/{found.place.place_id}/briefing"),
        kept=[("plan", found.plan or "")] if len(found.plans) > 1 else (),
    )


def _charts(found: Briefing) -> html.Section:
    if not found.lines:
        nothing = layout.empty("Nothing to draw:", f"no figure of these measures is held for {found.place.name}.")
        return layout.section("The measures", [nothing], id="measures")
    parts = [charts.charts(found)]
    if found.more:
        parts.append(html.P(f"Measures with figures beyond these: {', '.join(found.more)}.", className="note"))
    if found.lacking:
        parts.append(html.P(f"Nothing is held here of: {', '.join(found.lacking)}.", className="note"))
    targets = any(line.target for line in found.lines)
    return layout.section(
        f"Against England{' and the targets' if targets else ''}",
        parts,
        id="measures",
        note="A grey band marks years that nobody has a figure for, an upright a change of method: the screen of each "
        "measure says why.",
    )


def _schools(found: Briefing) -> html.Section | None:
    if not found.table.rows or not found.table.columns:
        return None
    return layout.section(
        "Its schools",
        [schools.table(found)],
        id="schools",
        note="Latest figures beside England's: orange is behind, blue ahead; strong where it is more than chance.",
    )


def _note(found: Briefing) -> str:
    files = sorted(
        {point.origin.file_name for line in found.lines for point in line.own.known if point.origin is not None}
    )
    return f"Figures of {found.place.name} from {', '.join(files)}." if files else "No figure is shown."
