"""``/plan/<plan>/actions``: all actions of a plan, late ones first, and what has come of them."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.answers.errors import NotFoundError
from dashboard.answers.meetings import met
from dashboard.answers.programme import Programme, chosen, programme
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.addresses import address
from dashboard.components.plan_nav import plan_nav
from dashboard.components.programme_parts import calendar, choices, listing, orphans, square, stages
from dashboard.components.scope import of_plan
from dashboard.pages.plan import day_asked, foot
from dashboard.web.identity import is_demonstration
from dashboard.web.view import NotHere, Query, View

PATH = "/plan/<plan>/actions"


def view(board: Board, query: Query, plan: str) -> View:
    """The programme for ``?place=`` and ``?as_of=``, narrowed by ``?priority=&lead=&due=&stage=&rag=``, grouped by
    ``?by=``."""
    found = ask(board, query, plan)
    parts: list[Any] = [
        layout.crumbs(("Plans", "/"), (found.plan.title, f"/plan/{plan}"), ("Programme of action", None)),
        plan_nav(plan, "actions", query),
        *layout.invented_banner(found.page.answer.invented, written=is_demonstration(board.settings)),
        _head(found),
    ]
    if found.items:
        wanted = choices.wanted(query)
        items = chosen(found, wanted)
        parts += [
            choices.form(found, query),
            _actions(found, items, by=choices.grouping(query), narrowed=wanted.any),
            calendar.section(items, today=found.today),
            stages.section(found),
            square.section(found),
        ]
    else:
        parts.append(_none(found))
    if found.elsewhere:
        parts.append(_elsewhere(found))
    parts.append(orphans.section(found))
    return View(
        f"Programme of action, {found.plan.title}",
        "plans",
        parts,
        foot=foot(found.page),
        kind="actions",
        scope=of_plan(found.page, board.plans, query, screen="/actions", met=met(board, plan)),
        place=found.page.place_id,
    )


def ask(board: Board, query: Query, plan: str) -> Programme:
    """The programme that an address asks for; raises :class:`NotHere` where it names no plan, place or date."""
    try:
        return programme(board, plan, place=query.get("place"), as_of=day_asked(query))
    except NotFoundError as error:
        raise NotHere(str(error)) from error


def _head(found: Programme) -> html.Div:
    counted = len(found.counted)
    late, done = len(found.timed("overdue")), len(found.timed("complete"))
    soon = sum(found.due_soon(item) for item in found.items)
    lede = None
    if counted:
        lede = (
            f"{late} of {counted} actions {'is' if late == 1 else 'are'} overdue, {soon} due within three months, "
            f"{done} complete."
        )
    aside = layout.facts(
        ("Plan period", found.plan.period.label),
        ("Seen on", f"{found.today:%-d %B %Y}"),
        ("Never reported on", str(sum(not item.state.notes for item in found.counted)) if counted else None),
    )
    return layout.heading("Programme of action", eyebrow=found.plan.title, lede=lede, aside=aside)


def _actions(found: Programme, items: Any, *, by: str, narrowed: bool) -> html.Section:
    note = f"{len(items)} of {len(found.items)} actions shown." if narrowed else None
    body: list[Any] = [listing.listing(found, items, by=by)]
    if not items:
        every = html.A("Show all", href=f"/plan/{found.page.name}/actions")
        body = [layout.empty("No action fits.", "Choose less above.", action=every)]
    return layout.section("Actions", body, id="actions", note=note)


def _elsewhere(found: Programme) -> html.Section:
    """The clusters that plan and do for themselves."""
    links = [
        html.Li(
            [
                html.A(name, href=address(f"/plan/{found.page.name}/actions", place=place)),
                html.Span(f"{count} actions" if count > 1 else "1 action", className="sub"),
            ]
        )
        for place, name, count in found.elsewhere
    ]
    note = "Clusters with actions of their own, each in a programme of its own."
    return layout.section("Elsewhere in this plan", [html.Ul(links, className="plain")], id="elsewhere", note=note)


def _none(found: Programme) -> html.Section:
    """A plan may set priorities and leave the doing to others; the screen says so, and what would stand here."""
    body = [
        layout.empty(
            "The plan itself names no actions." if found.elsewhere else "This plan names no actions.",
            "It sets priorities and measures and leaves the doing to those who share it. Were actions written down, "
            "this screen would show who leads each, when it is due, how it is going and whether its measure has moved.",
        ),
        html.P(
            [
                "To add some, write them under their priority in ",
                html.Code(f"data/plans/{found.page.name}.yaml"),
                ", with a measure each. What is loose without them stands below.",
            ],
            className="note below",
        ),
    ]
    return layout.section("Actions", body, id="actions")
