"""Plan on a page: what is behind and getting worse, how many verdicts of each kind, what is new; then every measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import html

from dashboard.analysis import words
from dashboard.answers import belonging
from dashboard.answers.changes_page import since_met as brief
from dashboard.answers.errors import NotFoundError
from dashboard.answers.meetings import met, next_day
from dashboard.answers.plan_page import PlanPage, plan_page
from dashboard.answers.programme import Programme, programme_of
from dashboard.board import Board
from dashboard.components import layout, marks, stacked
from dashboard.components.changes_parts.brief import since_met
from dashboard.components.pack_form import pack_form
from dashboard.components.plan_nav import plan_nav
from dashboard.components.plan_table import plan_table
from dashboard.components.plan_trouble import failing_item, hot_item
from dashboard.components.reading import first_visit
from dashboard.components.scope import of_plan
from dashboard.web.view import NotHere, Query, View

PATH = "/plan/<plan>"
HOT_SHOWN = 5
"""Lines of *behind and getting worse* before the rest folds away."""


def view(board: Board, query: Query, plan: str) -> View:
    """The plan for ``?place=`` (a place of the plan, by id or name) ``?as_of=`` (a date)."""
    page = ask(board, query, plan)
    return View(
        title=f"{page.plan.title}, {page.place_name}",
        current="plans",
        kind="plan",
        scope=of_plan(page, board.plans, query, screen="", met=met(board, plan)),
        place=page.place_id,
        children=[
            plan_nav(plan, "plan", query),
            first_visit(),
            *layout.invented_banner(page.answer.invented),
            _head(page, query, programme_of(board, page)),
            html.Section([_hot(page), _tally(page), _news(page)], className="panels", **{"aria-label": "In brief"}),
            *layout.present(
                [since_met(brief(board, plan, place=query.get("place")), name=plan, place=query.get("place"))]
            ),
            layout.scroll(plan_table(page), label="The plan's measures"),
            _key(),
            _owed(page),
            pack_form(plan, meeting=next_day(board, plan), place=query.get("place")),
        ],
        foot=foot(page),
    )


def ask(board: Board, query: Query, plan: str) -> PlanPage:
    """The plan page that an address asks for; raises :class:`NotHere` where it names no plan, place or date."""
    try:
        then = query.choose("members", belonging.WAYS, belonging.NOW) == belonging.THEN
        return plan_page(board, plan, place=query.get("place"), as_of=day_asked(query), then=then)
    except NotFoundError as error:
        raise NotHere(str(error)) from error


def day_asked(query: Query) -> date | None:
    """The day that ``?as_of=`` names; raises :class:`NotHere` where it names none."""
    try:
        return date.fromisoformat(query["as_of"]) if "as_of" in query else None
    except ValueError as error:
        raise NotHere(f"as_of={query['as_of']} is not a date; write it as 2026-05-14.") from error


def foot(page: PlanPage) -> tuple[Any, ...]:
    """Where the figures come from and which snapshot they were read from."""
    publishers = sorted(
        {row.indicator.publication.publisher for row in page.rows if row.indicator and row.lead.value is not None}
    )
    lines = [f"Figures: {', '.join(publishers)}; Open Government Licence v3.0."] if publishers else []
    judged = f"Judged as of {page.answer.as_of:%-d %B %Y} from snapshot {page.answer.snapshot_id}."
    return (*lines, judged, "Verdicts are computed; delivery RAG is a person's judgement and kept apart.")


def _head(page: PlanPage, query: Query, found: Programme) -> html.Div:
    plan = page.plan
    by = [" ", html.Span(plan.vision_by, className="by")] if plan.vision_by else []
    lede = [plan.vision, *by] if plan.vision else None
    chooser = None
    if len(page.places) > 1:
        fields = [layout.choice("place", "Place", page.places, page.place_id)]
        if page.of_schools:
            chosen = belonging.THEN if page.answer.then else belonging.NOW
            fields.append(layout.choice("members", "Schools", list(belonging.NAMES.items()), chosen))
        chooser = layout.filters(
            fields, action=f"/plan/{page.name}", kept=[("as_of", query.get("as_of", ""))], label="Choose a place"
        )
    side = html.Div(
        layout.present(
            [
                layout.facts(
                    ("Place", page.place_name if chooser is None else None),
                    ("Plan period", plan.period.label),
                    ("Judged as of", f"{page.answer.as_of:%-d %B %Y}"),
                    ("Status", plan.status),
                    ("Actions", _actions(found)),
                ),
                chooser,
                html.P(page.clusters.note, className="note counted") if page.clusters.note else None,
                counted(page),
            ]
        )
    )
    return layout.heading(plan.title, eyebrow=f"{plan.body.name}, plan on a page", lede=lede, aside=side)


def counted(page: PlanPage) -> html.P | None:
    """Where a school's figures count, in words, for a place whose figures are added up over its schools."""
    if not page.of_schools:
        return None
    return html.P(belonging.words(page.answer.then, on=page.today), className="note counted")


def _actions(found: Programme) -> html.A | None:
    """How the programme stands, as the way to it; nothing for a plan without one."""
    if not found.counted:
        return None
    late = len(found.timed("overdue"))
    words = f"{late} of {len(found.counted)} overdue" if late else f"{len(found.counted)}, none overdue"
    return html.A(words, href=f"/plan/{found.page.name}/actions")


def _hot(page: PlanPage) -> html.Div:
    """What a board looks at first: what is behind and getting worse, else what fails its target all the same."""
    if page.hot:
        count = f"{len(page.hot)} figures are" if len(page.hot) > 1 else "1 figure is"
        title, items = f"{count} behind and getting worse", [hot_item(page, row) for row in page.hot]
    elif page.failing:
        title = f"{words.plural(len(page.failing), 'target')} in trouble, none getting worse"
        items = [failing_item(page, row) for row in page.failing]
    else:
        told = "No figure of this plan is behind and getting worse by more than chance, and none fails its target."
        if unknown := page.tally.get("not_judged"):
            told = f"{told} Of {len(page.rows)} verdicts {unknown} cannot be given: each row says why."
        return html.Div([html.H2(page.calm), html.P(told)], className="panel")
    body: list[Any] = [html.Ul(items[:HOT_SHOWN], className="hot")]
    if len(items) > HOT_SHOWN:
        body.append(layout.fold(f"{len(items) - HOT_SHOWN} more", [html.Ul(items[HOT_SHOWN:], className="hot")]))
    return html.Div([html.H2(title), *body], className="panel worse")


def _tally(page: PlanPage) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Th(marks.WORDS[word], scope="row"),
                html.Td(str(page.tally[word]), className="num"),
                html.Td(
                    [marks.mark(word) for _ in range(page.tally[word])], className="marks", **{"aria-hidden": "true"}
                ),
            ]
        )
        for word in marks.TALLY_ORDER
        if page.tally.get(word)
    ]
    measures = len(page.answer.measures)
    return html.Div(
        [
            html.H2(f"{len(page.rows)} verdicts on {measures} measures"),
            html.Table(
                [
                    html.Caption("Number of verdicts of each kind", className="vh"),
                    html.Thead(
                        html.Tr([html.Th(words, scope="col") for words in ("Verdict", "Number", "Marks")]),
                        className="vh",
                    ),
                    html.Tbody(rows),
                ],
                className="tally",
            ),
        ],
        className="panel",
    )


def _news(page: PlanPage) -> html.Div:
    items = [html.Li([html.Strong(f"{head}: "), rest, "."]) for head, rest in page.news]
    return html.Div(
        [
            html.H2("What is new, what is late"),
            html.Ul(items, className="news"),
            html.P(html.A("All data held", href="/data")),
        ],
        className="panel",
    )


def _owed(page: PlanPage) -> html.Section:
    if not page.owed:
        return layout.section(
            "Who owes us data",
            [layout.empty("Nothing is owed.", "Every indicator of the plan has a figure.")],
            id="owed",
        )
    rows = [
        [
            html.A(indicator.short, href=f"/methods#{indicator.id}"),
            owner,
            what,
            ", ".join(_measure_names(page, measures)),
        ]
        for indicator, owner, what, measures in page.owed
    ]
    table = layout.table(
        ["Indicator", "Who has it", "What would fill it", "Measures that wait for it"],
        rows,
        caption="Figures that no one has supplied; without them these measures cannot be judged",
        name="owed",
    )
    return layout.section(
        "Who owes us data", [layout.scroll(stacked.cards(table), label="Who owes us data")], id="owed"
    )


def _measure_names(page: PlanPage, ids: tuple[str, ...]) -> list[str]:
    names = {measure.id: measure.short for _, measure in page.plan.all_measures}
    return [names[each] for each in ids]


def _key() -> html.Section:
    pairs = [html.Div([html.Dt(marks.verdict(word)), html.Dd(meaning)]) for word, meaning in marks.MEANINGS.items()]
    note = (
        "The verdict answers the plan's own target; since last year is a separate change and may honestly differ. "
        "Where the target is to be at least in line with England, the grey line is the target. A fine upright dash "
        "marks a change of method: nothing is compared across it."
    )
    return layout.section("How to read the verdicts", [html.Dl(pairs, className="verdict-key")], id="key", note=note)
