"""``/plan/<plan>/support``: the schools of a plan's place by tier of support, and what the published rules ask."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.answers.errors import NotFoundError
from dashboard.answers.meetings import met
from dashboard.answers.support import CATEGORIES, Supported, SupportRegister, support_register
from dashboard.board import Board
from dashboard.components import layout
from dashboard.components.plan_nav import plan_nav
from dashboard.components.scope import of_plan
from dashboard.components.support_parts import register
from dashboard.pages.plan import day_asked, foot
from dashboard.web.identity import is_demonstration
from dashboard.web.view import NotHere, Query, View

PATH = "/plan/<plan>/support"
PHASES = ("primary", "secondary", "special", "post_16", "early_years")


def view(board: Board, query: Query, plan: str) -> View:
    """The register for ``?place=``, narrowed by ``?category=`` (``none`` for schools without one), ``?phase=``,
    ``?review=due`` and ``?asks=`` (a category that the rules ask about)."""
    try:
        found = support_register(board, plan, place=query.get("place"), as_of=day_asked(query))
    except NotFoundError as error:
        raise NotHere(str(error)) from error
    parts: list[Any] = [
        layout.crumbs(("Plans", "/"), (found.page.plan.title, f"/plan/{plan}"), ("School support", None)),
        plan_nav(plan, "support", query),
        *layout.invented_banner(
            any(each.place.invented for each in found.schools), written=is_demonstration(board.settings)
        ),
        _head(found),
    ]
    if found.schools:
        held = [each for each in found.held if _fits(each, query)]
        asked = [each for each in found.asked if _fits(each, query)]
        parts += [_form(found, query), register.board(found)]
        if held:
            parts.append(register.entries(held))
        parts.append(register.questions(found, asked))
    else:
        parts.append(_none(found))
    if found.rules is not None:
        parts.append(register.published(found.rules))
    return View(
        f"School support, {found.page.plan.title}",
        "plans",
        parts,
        foot=foot(found.page),
        kind="actions",
        scope=of_plan(found.page, board.plans, query, screen="/support", met=met(board, plan)),
        place=found.page.place_id,
    )


def _fits(each: Supported, query: Query) -> bool:
    category = each.held.category if each.held else "none"
    return (
        query.get("category", category) == category
        and query.get("phase", each.place.phase) == each.place.phase
        and (query.get("review") != "due" or each.review_due)
        and ("asks" not in query or (each.asked is not None and each.asked.category == query["asks"]))
    )


def _head(found: SupportRegister) -> html.Div:
    lede = None
    if found.schools:
        due = sum(each.review_due for each in found.schools)
        lede = (
            f"{len(found.held)} of {len(found.schools)} schools are in a category, {due} due for review. "
            f"The published rules ask about {len(found.asked)}."
        )
    aside = layout.facts(("Place", found.page.place_name), ("Seen on", f"{found.today:%-d %B %Y}"))
    return layout.heading("School support", eyebrow=found.page.plan.title, lede=lede, aside=aside)


def _form(found: SupportRegister, query: Query) -> html.Form:
    phases = [phase for phase in PHASES if any(each.place.phase == phase for each in found.schools)]
    named = [(each, each) for each in CATEGORIES]
    fields = [
        layout.choice("category", "Category", [("", "all"), *named, ("none", "none given")], query.get("category", "")),
        layout.choice(
            "phase", "Phase", [("", "all"), *((p, p.replace("_", " ")) for p in phases)], query.get("phase", "")
        ),
        layout.choice("review", "Review", [("", "all"), ("due", "due")], query.get("review", "")),
        layout.choice("asks", "The rules ask", [("", "all"), *named], query.get("asks", "")),
    ]
    if len(found.page.places) > 1:
        fields.insert(0, layout.choice("place", "Place", found.page.places, found.page.place_id))
    kept = [(name, query.get(name, "")) for name in ("as_of", "snapshot")]
    return layout.filters(fields, action=f"/plan/{found.page.name}/support", kept=kept)


def _none(found: SupportRegister) -> html.Section:
    body = layout.empty(
        "No school is known here.",
        f"The register lists the schools of {found.page.place_name} with their tier of support. Load the register of "
        "schools (GIAS), and for a trust or a hub a list of which schools belong to it.",
        action=html.P(html.A("Data desk", href="/data")),
    )
    return layout.section("Schools", [body], id="schools")
