"""The way between the screens of one plan, and to a measure on its priority's screen."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.answers.plan_page import Band, PlanPage, Row
from dashboard.components.addresses import address

SCREENS = (
    ("plan", "Plan on a page", ""),
    ("changes", "What changed", "/changes"),
    ("actions", "Programme of action", "/actions"),
    ("support", "School support", "/support"),
    ("meetings", "Meetings", "/meetings"),
)
"""Key, words and path below the plan's own address, in the order shown."""
KEPT = ("place", "as_of", "members", "snapshot")
"""What a reader chose for the whole plan: it goes along from screen to screen."""


def plan_nav(name: str, current: str, query: Mapping[str, str]) -> html.Nav:
    """The screens of a plan; ``current`` is the key of the one that is open, or of the one above it."""
    kept = {key: query.get(key) for key in KEPT}
    links = [
        html.Li(
            html.A(
                words,
                href=address(f"/plan/{name}{path}", **kept),
                **({"aria-current": "page"} if key == current else {}),
            )
        )
        for key, words, path in SCREENS
    ]
    return html.Nav(html.Ul(links), className="within", **{"aria-label": "Within the plan"})


def measure_address(page: PlanPage, band: Band, row: Row) -> str:
    """The measure of a row on its priority's screen: its chart, why, and its actions."""
    return f"/plan/{page.name}/priority/{band.id}{place_query(page)}#{row.measure.id}"


def place_query(page: PlanPage) -> str:
    """The part of an address that keeps the place chosen, where it is not the plan's own, and whose schools count."""
    place = None if page.place_id == page.plan.body.places[0] else page.place_id
    return address("", place=place, members="then" if page.answer.then else None)
