"""``/plan/<plan>/changes``: what changed since the board last met, or since any day or snapshot that is kept."""

from __future__ import annotations

from typing import Any

from dashboard.answers.changes_page import ChangesPage, changes_page, in_brief
from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.changes_parts import actions, figures, head, verdicts
from dashboard.components.plan_nav import plan_nav
from dashboard.components.scope import Scope, plan_choice
from dashboard.web.identity import is_demonstration
from dashboard.web.view import NotHere, Query, View

PATH = "/plan/<plan>/changes"


def view(board: Board, query: Query, plan: str) -> View:
    """The changes from ``?since=`` to ``?until=`` (days or snapshots) for ``?place=``."""
    try:
        page = changes_page(board, plan, since=query.get("since"), until=query.get("until"), place=query.get("place"))
    except NotFoundError as error:
        raise NotHere(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    parts: list[Any] = [
        layout.crumbs(("Plans", "/"), (page.plan.title, f"/plan/{plan}"), ("What changed", None)),
        plan_nav(plan, "changes", query),
        *layout.invented_banner(page.invented, written=is_demonstration(board.settings)),
        head.heading(page),
        *_body(page),
    ]
    return View(
        f"What changed, {page.plan.title}",
        "plans",
        layout.present(parts),
        foot=_foot(page),
        kind="changes",
        scope=(
            plan_choice(board.plans, plan, screen="/changes"),
            Scope("Place", page.place_name),
            *([Scope("Changes since", f"{page.since.day:%-d %B %Y}")] if page.since is not None else []),
        ),
    )


def _body(page: ChangesPage) -> list[Any]:
    if page.found is None:
        return [layout.empty("Nothing earlier is kept.", page.why or "")]
    if page.found.nothing:
        nothing = "No figure, verdict, rank or action of this plan is otherwise than it was."
        return [layout.empty("Nothing has changed.", nothing, action=head.then(page))]
    return [
        head.counts(in_brief(page.found)),
        head.then(page),
        verdicts.section(page),
        verdicts.ranks(page),
        figures.section(page),
        actions.section(page),
    ]


def _foot(page: ChangesPage) -> tuple[str, ...]:
    if page.since is None:
        return ()
    return (
        f"Snapshot {page.since.snapshot} of {page.since.day:%-d %B %Y} against {page.until.snapshot} of "
        f"{page.until.day:%-d %B %Y}, judged by the same plan and the same rules.",
    )
