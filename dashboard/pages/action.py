"""``/plan/<plan>/action/<id>``: one action: what the plan says, how it stands, what people wrote, and the forms to
write."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.answers.action import figures_of, history, of_action
from dashboard.answers.errors import NotFoundError
from dashboard.answers.meetings import met
from dashboard.answers.programme import Item, Programme
from dashboard.board import Board
from dashboard.components import entries, layout
from dashboard.components.action_parts import facts, story
from dashboard.components.addresses import action_address, address
from dashboard.components.entry_form import closed, entry_form
from dashboard.components.plan_nav import KEPT, plan_nav
from dashboard.components.scope import of_plan
from dashboard.pages.plan import day_asked, foot
from dashboard.web.editing import editor
from dashboard.web.identity import is_demonstration
from dashboard.web.view import NotHere, Query, View

PATH = "/plan/<plan>/action/<action>"


def view(board: Board, query: Query, plan: str, action: str) -> View:
    """The action as of ``?as_of=``, its measures judged for ``?place=``."""
    try:
        found, item = of_action(board, plan, action, place=query.get("place"), as_of=day_asked(query))
    except NotFoundError as error:
        raise NotHere(f"{error}.") from error
    kept = {name: query.get(name) for name in KEPT}
    there = address(f"/plan/{plan}/actions", **kept)
    parts: list[Any] = [
        layout.crumbs(
            ("Plans", "/"), (found.plan.title, f"/plan/{plan}"), ("Programme of action", there), (action, None)
        ),
        plan_nav(plan, "actions", query),
        *layout.invented_banner(found.page.answer.invented, written=is_demonstration(board.settings)),
        facts.head(item),
        _write(board, found, item),
        story.notes(item),
        facts.measures(found, item),
        story.evidence(item, board.catalogue, place_id=found.page.place_id),
        facts.planned(found, item),
        story.history(history(board, plan, action)),
    ]
    return View(
        f"{item.label}, {found.plan.title}",
        "plans",
        layout.present(parts),
        foot=foot(found.page),
        kind="action",
        scope=of_plan(found.page, board.plans, query, screen=f"/action/{action}", met=met(board, plan), same=False),
        place=found.page.place_id,
    )


def _write(board: Board, found: Programme, item: Item) -> html.Div | None:
    """The forms, for somebody with a name; an action that the plan dropped is read only."""
    if item.state.withdrawn is not None:
        return None
    who = editor(board)
    if who.name is None:
        return html.Div(closed(who.why), className="write")
    here = action_address(found.page.name, item.id)
    own, others = figures_of(board, found, item)
    return html.Div(
        [
            entry_form(
                entries.NOTE,
                entries.note_values(item.state, at=found.today),
                action=f"{here}/note",
                token=who.token,
                who=who.name,
                version=item.state.version,
            ),
            entry_form(
                entries.evidence(own, others),
                {"at": found.today.isoformat()},
                action=f"{here}/evidence",
                token=who.token,
                who=who.name,
            ),
        ],
        className="write",
    )
