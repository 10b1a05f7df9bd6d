"""A place in brief: its own figures are the same sums that the store makes, and the schools' are their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.answers.briefing import briefing
from dashboard.answers.figures import gather
from dashboard.board import Board, open_board
from dashboard.settings import ROOT, Settings
from tests.conftest import make_snapshot

ON = date(2026, 5, 6)
LOCALITY = "cluster/locality/east"
LA = "E06000034"
KS2, PHONICS = "ks2_rwm_exp_pct", "phonics_y1_pct"


def school(number: int, **more: Any) -> dict[str, Any]:
    return {"place_id": f"urn/{number}", "name": f"School {number}", "level": "school", "parent_id": LA} | more


def figure(place: str, n: float | None, of: float | None, **more: Any) -> dict[str, Any]:
    value = None if n is None or of is None else 100 * n / of
    return {
        "indicator_id": KS2, "place_id": place, "period": "202425", "value": value, "numerator": n, "denominator": of,
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """Four schools: 1 whole, 2 withheld, 3 took over from 9 (closed 2024, printed for 2024/25 too), 4 with a printed
    percentage only and provisional."""
    warehouse = make_snapshot(
        tmp_path_factory.mktemp("brief"),
        place=[
            {"place_id": "E92000001", "name": "England", "level": "country"},
            {"place_id": LA, "name": "Thurrock"},
            {"place_id": LOCALITY, "name": "East", "level": "cluster", "scheme": "locality", "parent_id": LA},
            school(1, pupils=300), school(2, pupils=10), school(3, pupils=200), school(4, pupils=100),
            school(9, closed=date(2023, 8, 31), establishment_status="Closed"),
        ],
        membership=[
            {"member_id": f"urn/{number}", "container_id": LOCALITY, "kind": "locality"} for number in (1, 2, 3, 4)
        ],
        place_link=[{"from_place_id": "urn/9", "to_place_id": "urn/3", "kind": "successor", "since": date(2023, 9, 1)}],
        observation=[
            figure("urn/1", 20, 40), figure("urn/1", 18, 40, period="202324"),
            figure("urn/2", None, None, status="suppressed"),
            figure("urn/9", 6, 30, period="202223"), figure("urn/9", 9, 30, period="202324"),
            figure("urn/9", 1, 30, period="202425"), figure("urn/3", 15, 30),
            figure("urn/4", None, 20, value=75.0, status="estimated", release="provisional"),
            figure("urn/1", 3, 10, group_id="disadvantaged"),
            figure("E92000001", 62_000, 100_000), figure("E92000001", 61_000, 100_000, period="202324"),
            figure("urn/1", 30, 40, indicator_id=PHONICS),
        ],
    )  # fmt: skip
    return open_board(Settings(warehouse=warehouse, data=ROOT / "data"))


@pytest.mark.parametrize("group", ["all", "disadvantaged"])
def test_what_is_added_up_in_memory_is_what_the_store_adds_up(board: Board, group: str) -> None:
    found = briefing(board, LOCALITY, plan=None, group=group, on=ON)
    assert found is not None
    stored = gather(board, [board.catalogue[KS2]], [LOCALITY], on=ON, groups=[group])
    theirs = stored.series(board.catalogue[KS2], LOCALITY, group)
    (mine,) = [line.own for line in found.lines if line.indicator.id == KS2]
    assert mine == theirs


def test_a_closed_schools_figure_counts_until_its_heir_has_its_own(board: Board) -> None:
    found = briefing(board, LOCALITY, plan=None, group="all", on=ON)
    assert found is not None
    (line,) = [line for line in found.lines if line.indicator.id == KS2]
    sums = {point.period.code: (point.numerator, point.denominator) for point in line.own.points}
    assert sums["202223"] == (6, 30)
    assert sums["202324"] == (27, 70)  # 18 of 40 and, for the school that opened that year, the old one's 9 of 30
    assert sums["202425"] == (50, 90)  # 20 of 40, 15 of 30, and 75 % of 20; the closed school's 1 of 30 is not counted


def test_each_school_has_its_own_figure_beside_englands_and_the_withheld_one_none(board: Board) -> None:
    found = briefing(board, LOCALITY, plan=None, group="all", on=ON)
    assert found is not None
    column = found.table.column(KS2)
    assert column is not None
    cells = {place.name: cell for place, cell in found.table.figures(column)}
    assert {name: cell.value for name, cell in cells.items()} == {
        "School 1": 50.0, "School 2": None, "School 3": 50.0, "School 4": 75.0,
    }  # fmt: skip
    assert cells["School 2"].status == "suppressed"
    assert cells["School 1"].gap == pytest.approx(-12.0)  # England has 62 %


def test_it_is_read_by_the_plan_of_the_authority_and_takes_its_measures_in_order(board: Board) -> None:
    found = briefing(board, LOCALITY, plan=None, group="all", on=ON)
    assert found is not None
    assert found.plan == "thurrock"
    assert {line.indicator.id for line in found.lines} <= {KS2, PHONICS}


def test_an_id_that_holds_no_schools_has_no_briefing(board: Board) -> None:
    assert briefing(board, "E92000001", plan=None, group="all", on=ON) is None
    assert briefing(board, "cluster/none", plan=None, group="all", on=ON) is None


def test_a_measure_that_nothing_is_held_of_is_told_apart_from_one_beyond_the_six(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.answers.briefing.CHARTS", 0)
    found = briefing(board, LOCALITY, plan=None, group="all", on=ON)
    assert found is not None
    assert (len(found.lines), len(found.more)) == (0, 1)
    measures = {measure.indicators[0] for _, measure in board.plans["thurrock"].all_measures if measure.indicators}
    assert len(found.lacking) == len(measures) - 1


def test_the_newest_period_is_the_one_that_ended_last(board: Board) -> None:
    found = briefing(board, LOCALITY, plan=None, group="all", on=ON)
    assert found is not None
    assert found.newest is not None
    assert found.newest.code == "202425"
    assert replace(found, lines=()).newest is None
