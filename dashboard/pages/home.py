"""The way in: the plans that are followed here, each with its verdicts."""

from __future__ import annotations

from dash import html

from dashboard.answers.plan_page import PlanPage, plan_page
from dashboard.board import Board
from dashboard.components import layout, marks
from dashboard.components.reading import first_visit
from dashboard.web.view import Query, View

PATH = "/"


def view(board: Board, query: Query) -> View:  # noqa: ARG001 - every view takes the query
    """Every plan by title, with the place it is judged for and how its verdicts stand."""
    pages = [plan_page(board, name) for name in board.plans]
    return View(
        title="Plans",
        current="plans",
        children=[
            first_visit(),
            *layout.invented_banner(any(page.answer.invented for page in pages)),
            layout.heading(
                "Is the plan working?",
                lede="Each strategic plan with every priority, the figures that evidence it, the target it set and "
                "the gap to England. Open a plan to see what is behind, what is getting worse and why.",
            ),
            html.Ul([_card(page) for page in pages], className="plan-list"),
        ],
        foot=("Verdicts are computed from published and local figures; every one opens its own sum.",),
    )


def _card(page: PlanPage) -> html.Li:
    counts = [
        html.Li(marks.verdict_count(word, page.tally[word])) for word in marks.TALLY_ORDER if page.tally.get(word)
    ]
    if page.hot:
        behind = f"{len(page.hot)} behind and getting worse"
    else:
        behind = f"{len(page.failing)} in trouble, none getting worse" if page.failing else "nothing in trouble"
    return html.Li(
        [
            html.Div(
                [
                    html.H2(html.A(page.plan.title, href=f"/plan/{page.name}")),
                    html.P(
                        f"{page.place_name} · {page.plan.period.label} · {len(page.plan.all_measures)} measures",
                        className="sub",
                    ),
                ]
            ),
            html.Div(
                [
                    html.P(behind, className="trouble" if page.hot or page.failing else "quiet"),
                    html.Ul(counts, className="counts"),
                ]
            ),
        ]
    )
