"""A priority: each measure as a chart with its target, the verdict with its sum, and the actions meant to move it."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.analysis.model import Series
from dashboard.answers.meetings import met
from dashboard.answers.plan_page import ACROSS, Band, PlanPage, Row
from dashboard.answers.priority_page import EXTRA, Chart, MeasureScreen, PriorityPage, priority_page
from dashboard.answers.row_words import chart_title, comparator_name, row_name
from dashboard.board import Board
from dashboard.components import judgements, layout, marks
from dashboard.components.addresses import address, indicator_address
from dashboard.components.chart import line_chart, lines_of
from dashboard.components.plan_nav import plan_nav
from dashboard.components.priority_parts import gap, reach, spoken
from dashboard.components.programme_parts import listing
from dashboard.components.scope import of_plan
from dashboard.components.verdict_card import groups_table, sum_of, verdict_card
from dashboard.figures.starts import Start
from dashboard.pages.plan import ask, counted, foot
from dashboard.web.editing import Editor, editor
from dashboard.web.view import NotHere, Query, View
from etl.groups import mid_sentence

PATH = "/plan/<plan>/priority/<priority>"
EXTRA_NAMES = {"region": "the region", "neighbours": "statistical neighbours"}


def view(board: Board, query: Query, plan: str, priority: str) -> View:
    """One band of the plan for ``?place=``, ``?as_of=``, ``?with=`` (region, neighbours, both) and a chosen figure a
    measure (``?figure.<measure>=``)."""
    page = ask(board, query, plan)
    band = next((band for band in page.bands if band.id == priority), None)
    if band is None:
        known = ", ".join(band.id for band in page.bands)
        raise NotHere(f"The plan has no priority {priority!r}; it has {known}.")
    extra = tuple(key for key in EXTRA if key in query.get("with", ""))
    chosen = {name.removeprefix("figure."): value for name, value in query.items() if name.startswith("figure.")}
    screen = priority_page(board, page, band, chosen=chosen, extra=extra, today=page.answer.as_of)
    return View(
        title=f"{band.name}, {page.plan.title}",
        current="plans",
        kind="priority",
        scope=of_plan(page, board.plans, query, screen=f"/priority/{priority}", met=met(board, plan), same=False),
        place=page.place_id,
        children=[
            layout.crumbs(("Plans", "/"), (page.plan.title, _plan_address(page, query)), (band.name, None)),
            plan_nav(plan, "plan", query),
            *layout.invented_banner(page.answer.invented),
            _head(page, band),
            _beside_form(page, band, query, extra),
            *layout.present([counted(page)]),
            *[_measure(screen, each, query, editor(board)) for each in screen.screens],
            _other_actions(screen),
        ],
        foot=(*screen.notes, *foot(page)),
    )


def _plan_address(page: PlanPage, query: Query) -> str:
    return address(
        f"/plan/{page.name}", place=query.get("place"), as_of=query.get("as_of"), members=query.get("members")
    )


def _head(page: PlanPage, band: Band) -> html.Div:
    numbers = [each for each in page.bands if each.id != ACROSS]
    eyebrow = f"Priority {numbers.index(band) + 1} of {len(numbers)}" if band in numbers else "For the whole plan"
    contents = html.Nav(
        [
            html.H2(f"{len(band.measures)} measures" if len(band.measures) != 1 else "1 measure", id="measures"),
            html.Ul(
                [
                    html.Li([html.A(measure.short, href=f"#{measure.id}"), marks.verdict(verdict.verdict)])
                    for measure, verdict, _ in band.measures
                ]
            ),
        ],
        className="contents",
        **{"aria-labelledby": "measures"},
    )
    lede = band.priority.title if band.priority else "Measures that the plan ties to no one priority."
    return layout.heading(band.name, eyebrow=f"{page.place_name}. {eyebrow}", lede=lede, aside=contents)


def _beside_form(page: PlanPage, band: Band, query: Query, extra: tuple[str, ...]) -> html.Form:
    options = [("", "the target's own comparator only")]
    options += [(key, f"and {EXTRA_NAMES[key]}") for key in EXTRA]
    options.append(("region,neighbours", "and both"))
    fields = [layout.choice("with", "Compared with", options, ",".join(extra))]
    if len(page.places) > 1:
        fields.insert(0, layout.choice("place", "Place", page.places, page.place_id))
    kept = [
        (name, value) for name, value in query.items() if name in ("as_of", "members") or name.startswith("figure.")
    ]
    return layout.filters(fields, action=f"/plan/{page.name}/priority/{band.id}", kept=kept)


def _measure(screen: PriorityPage, each: MeasureScreen, query: Query, who: Editor) -> html.Section:
    measure, chart = each.measure, each.chart
    body: list[Any] = [html.P(measure.text, className="plan-words")]
    if len([row for row in each.rows if row.lead.value is not None]) > 1:
        body.append(_figure_form(screen, each, query))
    own = chart.row.lead.place_series if chart else None
    if chart is None or own is None or chart.row.indicator is None:
        body.append(_nothing_to_draw(each))
    else:
        body.append(
            html.Div(
                [
                    _chart(screen.page, each, own, chart),
                    html.Div(layout.present([_sentence(chart.row), verdict_card(chart.row), *spoken(each)])),
                ],
                className="pair",
            )
        )
        body.extend(layout.present([groups_table(chart.row), reach(each), gap(each)]))
    body.append(_rows_list(each))
    body += judgements.parts(screen.page, each, who=who)
    body.append(_actions(screen.page, each))
    return layout.section(measure.short, body, id=measure.id)


def _figure_form(screen: PriorityPage, each: MeasureScreen, query: Query) -> html.Form:
    """Which of the measure's figures is drawn."""
    options = [(row.anchor, row_name(row)) for row in each.rows if row.lead.value is not None]
    shown = each.chart.row.anchor if each.chart else ""
    name = f"figure.{each.measure.id}"
    kept = [(key, value) for key, value in query.items() if key != name]
    return layout.filters(
        [layout.choice(name, "Figure shown", options, shown)],
        action=f"/plan/{screen.page.name}/priority/{screen.band.id}",
        kept=kept,
        label=f"Figure shown for {each.measure.short}",
    )


def _chart(page: PlanPage, each: MeasureScreen, own: Series, chart: Chart) -> html.Figure:
    row, lead = chart.row, chart.row.lead
    if row.indicator is None:
        raise ValueError(f"{row.anchor} has no indicator to draw")
    name = row.place_name or page.place_name
    comparator = (comparator_name(row), lead.comparator_series) if lead.comparator_series else None
    return line_chart(
        lines_of(f"{name}, {mid_sentence(row.group_name)}" if row.group_name else name, own, comparator, chart.beside),
        row.indicator,
        id=f"chart-{row.anchor}",
        title=chart_title(row),
        # Where the target is the comparator itself, its own line is the target.
        target=lead.target_line if row.target.type == "absolute_by_date" else (),
        trajectory=lead.trajectory,
        starts=[
            Start(item.state.started, item.id, item.name)
            for item in each.actions
            if item.state.started is not None and item.tracked.counts
        ],
    )


def _sentence(row: Row) -> html.P | None:
    words = row.groups_words
    return html.P(f"{words[0].upper()}{words[1:]}.", className="sentence") if words else None


def _nothing_to_draw(each: MeasureScreen) -> html.Div:
    row = each.rows[0]
    return html.Div(
        [layout.empty("No chart.", row.lead.wanting or row.lead.reason), verdict_card(row)], className="no-chart"
    )


def _rows_list(each: MeasureScreen) -> html.Details:
    """Every figure of the measure with its verdict, each a way to the indicator's own screen."""
    rows = []
    for row in each.rows:
        lead = row.lead
        place = lead.place_id
        name: Any = row_name(row)
        if row.indicator and lead.value is not None:
            group = lead.group_id if lead.group_id != "all" else None
            name = html.A(name, href=indicator_address(row.indicator.id, place, group=group))
        why = html.Div(layout.present([lead.reason, sum_of(lead)]))
        rows.append([name, marks.verdict(lead.verdict, units=row.units), why])
    table = layout.table(["Figure", "Verdict", "Why"], rows, caption="Every figure under this measure", name="figures")
    beside = [board_note for board_note in (each.measure.note,) if board_note]
    return layout.fold(
        f"All {len(each.rows)} figures of this measure" if len(each.rows) > 1 else "The figure of this measure",
        [layout.scroll(table, label="Figures"), *[html.P(note, className="note") for note in beside]],
    )


def _actions(page: PlanPage, each: MeasureScreen) -> html.Div:
    found: list[Any] = []
    if each.actions:
        table = listing.table(page.name, [(None, each.actions)], caption="Actions tied to this measure", priority=False)
        found += [html.H3("Actions tied to this measure"), table]
    if each.in_trouble_without_action:
        what = "No live action is tied to this measure." if each.actions else "No action is tied to this measure."
        why = "It is in trouble and nothing that is under way is named to move it."
        found.append(html.Div(layout.empty(what, why), className="orphan"))
    return html.Div(found or [html.P("The plan ties no action to this measure.", className="note")])


def _other_actions(screen: PriorityPage) -> html.Section | None:
    if not screen.other_actions:
        return None
    table = listing.table(screen.page.name, [(None, screen.other_actions)], caption="Other actions", priority=False)
    return layout.section(
        "Other actions",
        [table],
        id="other-actions",
        note="Actions of this part of the plan that are tied to none of its measures.",
    )
