"""The plan page and the priority page: bands, rows, what to look at first, all taken from the verdicts' own lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.answers.plan_page import ACROSS, plan_page
from dashboard.answers.priority_page import priority_page
from dashboard.board import Board
from dashboard.pages import plan as plan_screen
from dashboard.web.view import Query
from tests.dashboard.answers.conftest import plans

Boards = Callable[..., Board]
TODAY = date(2026, 11, 22)
PLACES = [
    {"place_id": "E06000034", "name": "Thurrock", "level": "la", "region_id": "E12000006"},
    {"place_id": "E12000006", "name": "East of England", "level": "region"},
]


def obs(indicator: str, place: str, period: str, value: float, **rest: Any) -> dict[str, Any]:
    return {"indicator_id": indicator, "place_id": place, "period": period, "value": value} | rest


# Published figures: suspensions and pupils suspended at least once, per 100 pupils, Thurrock and England.
SUSPENDED = [
    obs("pupils_suspended_pct", "E06000034", "202223", 3.23),
    obs("pupils_suspended_pct", "E06000034", "202324", 4.29),
    obs("pupils_suspended_pct", "E92000001", "202223", 3.59),
    obs("pupils_suspended_pct", "E92000001", "202324", 4.04),
]
READY = [
    obs("eyfsp_gld_pct", "E06000034", "202425", 70.1),
    obs("eyfsp_gld_pct", "E92000001", "202425", 68.3),
    obs("eyfsp_gld_pct", "E06000034", "202425", 19.0, group_id="sen_support"),
    obs("eyfsp_gld_pct", "E92000001", "202425", 26.4, group_id="sen_support"),
    obs("eyfsp_gld_pct", "E12000006", "202425", 69.0),
]


@pytest.fixture
def thurrock(board: Boards) -> Board:
    return board(place=PLACES, observation=[*SUSPENDED, *READY])


def test_every_measure_of_every_plan_stands_in_the_band_of_its_priority(board: Boards) -> None:
    here = board(place=PLACES, observation=READY)
    for name, plan in plans().items():
        page = plan_page(here, name, today=TODAY)
        found = {band.id: [measure.id for measure, _, _ in band.measures] for band in page.bands}
        wanted = {priority.id: [measure.id for measure in priority.measures] for priority in plan.priorities}
        if plan.measures:
            wanted[ACROSS] = [measure.id for measure in plan.measures]
        assert {key: sorted(ids) for key, ids in found.items()} == {key: sorted(ids) for key, ids in wanted.items()}


def test_a_row_prints_a_detail_line_of_the_verdicts(thurrock: Board) -> None:
    page = plan_page(thurrock, "thurrock", today=TODAY)
    details = {id(detail) for measure in page.answer.measures for detail in measure.details}
    assert page.rows
    assert all(id(row.lead) in details for row in page.rows)


def test_what_is_behind_and_getting_worse_is_named_with_its_figure(thurrock: Board) -> None:
    page = plan_page(thurrock, "thurrock", today=TODAY)
    hot = {row.indicator.id: row.lead for row in page.hot if row.indicator}
    assert hot["pupils_suspended_pct"].value == 4.29
    assert hot["pupils_suspended_pct"].gap == pytest.approx(0.25)
    assert "eyfsp_gld_pct" not in hot  # one year only: nothing says that it got worse


def test_what_fails_its_target_is_named_even_where_nothing_gets_worse(board: Boards) -> None:
    """One year of attainment, behind England: it fails its target, and nothing can say that it got worse."""
    figures = [obs("eyfsp_gld_pct", "E06000034", "202425", 60.0), obs("eyfsp_gld_pct", "E92000001", "202425", 68.3)]
    here = board(place=PLACES, observation=figures)
    page = plan_page(here, "thurrock", today=TODAY)
    assert page.hot == ()
    assert [(row.measure.id, row.lead.verdict) for row in page.failing] == [("t1-allgroups", "not_met")]
    said = str(plan_screen.view(here, Query(), "thurrock").children)
    assert "1 target in trouble, none getting worse" in said


def test_where_most_cannot_be_judged_nobody_is_told_that_all_is_well(board: Boards) -> None:
    """Ahead of England in the one figure that is held: of everything else nothing is known."""
    figures = [obs("eyfsp_gld_pct", "E06000034", "202425", 75.0), obs("eyfsp_gld_pct", "E92000001", "202425", 68.3)]
    here = board(place=PLACES, observation=figures)
    page = plan_page(here, "thurrock", today=TODAY)
    assert (page.hot, page.failing) == ((), ())
    said = str(plan_screen.view(here, Query(), "thurrock").children)
    assert "Nothing that can be judged is in trouble" in said
    assert f"Of {len(page.rows)} verdicts {page.tally['not_judged']} cannot be given" in said
    assert page.tally["not_judged"] > 40


def test_a_row_with_groups_is_led_by_the_one_in_trouble(thurrock: Board) -> None:
    page = plan_page(thurrock, "thurrock", today=TODAY)
    row = next(row for row in page.rows if row.measure.id == "t1-allgroups" and row.indicator.id == "eyfsp_gld_pct")  # type: ignore[union-attr]
    assert row.lead.group_id == "sen_support"
    assert row.groups_words == "1 of 2 groups in trouble: SEN support"


def test_the_tally_counts_the_rows(thurrock: Board) -> None:
    page = plan_page(thurrock, "thurrock", today=TODAY)
    assert sum(page.tally.values()) == len(page.rows)
    assert page.tally["worse"] == 1


def test_figures_that_nobody_supplied_are_news(thurrock: Board) -> None:
    heads = [head for head, _ in plan_page(thurrock, "thurrock", today=TODAY).news]
    assert any(head.endswith("were never supplied") for head in heads)


def test_anchors_are_unique(thurrock: Board) -> None:
    anchors = [row.anchor for row in plan_page(thurrock, "thurrock", today=TODAY).rows]
    assert len(anchors) == len(set(anchors))


def test_a_priority_draws_the_figure_that_was_chosen_and_the_region_on_request(thurrock: Board) -> None:
    page = plan_page(thurrock, "thurrock", today=TODAY)
    band = page.bands[0]
    row = next(row for row in band.rows if row.measure.id == "t1-allgroups" and row.lead.value is not None)
    plain = priority_page(thurrock, page, band, chosen={}, extra=(), today=TODAY)
    asked = priority_page(thurrock, page, band, chosen={"t1-allgroups": row.anchor}, extra=("region",), today=TODAY)
    drawn = next(screen for screen in asked.screens if screen.measure.id == "t1-allgroups").chart
    assert drawn is not None
    assert drawn.row.anchor == row.anchor
    assert all(not screen.chart.beside for screen in plain.screens if screen.chart)
    # The region publishes all pupils only: beside SEN support nothing of another scope is drawn.
    assert drawn.beside == ()
    everybody = replace(row, lead=next(each for each in row.details if each.group_id == "all"))
    measures = tuple((m, v, (everybody,) if m.id == "t1-allgroups" else rows) for m, v, rows in band.measures)
    lines = priority_page(thurrock, page, replace(band, measures=measures), chosen={}, extra=("region",), today=TODAY)
    chart = next(screen for screen in lines.screens if screen.measure.id == "t1-allgroups").chart
    assert chart is not None
    beside = [(name, series.latest.value) for name, _, series in chart.beside if series.latest]
    assert beside == [("East of England", 69.0)]


def test_a_measure_in_trouble_without_an_action_is_an_orphan(thurrock: Board) -> None:
    page = plan_page(thurrock, "thurrock", today=TODAY)
    screens = priority_page(thurrock, page, page.bands[0], chosen={}, extra=(), today=TODAY).screens
    found = {screen.measure.id: screen.in_trouble_without_action for screen in screens}
    assert found["t1-allgroups"]  # behind for SEN support, and no action of the plan names it
    assert not found["t1-good"]  # an action names it
