"""Clusters that own priorities: whose they are, how they are judged, where a plan's clusters come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.answers.cluster_plans import cluster_plans
from dashboard.answers.directory import place as find
from dashboard.answers.plan_page import plan_page
from dashboard.answers.plan_places import plan_clusters
from dashboard.answers.verdicts import verdicts
from dashboard.board import Board
from dashboard.register import Register
from etl.plan_files import ClusterPriorities, load_plans, with_clusters
from etl.plans import Plan
from etl.yaml_file import read_model

TODAY = date(2025, 11, 22)
LA, HIGH, LOW = "E06000056", "cluster/locality/high", "cluster/locality/low"
OWN = """
cluster: cluster/locality/high
agreed: 2023-10-12
priorities:
  - id: high-reading
    short: Reading
    title: Every child reads.
    parent: pr5
    measures:
      - id: high-reading-m
        short: Phonics is better
        text: Phonics is better than before.
        indicators: [phonics_y1_pct]
        target: {type: direction, explicit: true, direction: better}
    actions:
      - {id: high-a1, text: [One scheme for all], measures: [high-reading-m]}
"""


def _school(number: int) -> dict[str, object]:
    return {"place_id": f"urn/{number}", "name": f"School {number}", "level": "school", "parent_id": LA}


def _figure(number: int, year: str, n: float, d: float) -> dict[str, object]:
    counts = {"value": 100 * n / d, "numerator": n, "denominator": d, "basis": "counts"}
    return {"indicator_id": "phonics_y1_pct", "place_id": f"urn/{number}", "period": year, **counts}


def _cluster(place_id: str) -> dict[str, object]:
    return {
        "place_id": place_id,
        "name": place_id.rpartition("/")[2].capitalize(),
        "level": "cluster",
        "scheme": "locality",
        "parent_id": LA,
    }


@pytest.fixture
def divided(board: Callable[..., Board], tmp_path: Path) -> Board:
    """Central Bedfordshire with two localities of one school each; High has a priority of its own. School 2 went from
    High to Low on 1 September 2024."""
    opened = board(
        place=[
            {"place_id": LA, "name": "Central Bedfordshire", "level": "la"},
            _cluster(HIGH),
            _cluster(LOW),
            _school(1),
            _school(2),
        ],
        membership=[
            {"member_id": "urn/1", "container_id": HIGH, "kind": "locality"},
            {"member_id": "urn/2", "container_id": HIGH, "kind": "locality", "valid_to": date(2024, 8, 31)},
            {"member_id": "urn/2", "container_id": LOW, "kind": "locality", "valid_from": date(2024, 9, 1)},
        ],
        observation=[
            _figure(1, "202223", 300, 500),
            _figure(1, "202425", 400, 500),
            _figure(2, "202223", 500, 500),
            _figure(2, "202425", 450, 500),
        ],
    )
    (tmp_path / "plans" / "central_bedfordshire").mkdir(parents=True)
    (tmp_path / "plans" / "central_bedfordshire" / "high.yaml").write_text(OWN, encoding="utf-8")
    plan = with_clusters(opened.plans["central_bedfordshire"], "central_bedfordshire", folders=[tmp_path / "plans"])
    plans = opened.plans | {"central_bedfordshire": plan}
    return replace(opened, plans=plans, register=Register(opened.register.url, plans=plans))


def _lines(board: Board, place: str, *, then: bool = False) -> dict[str, str]:
    found = verdicts(board, "central_bedfordshire", place=place, today=TODAY, then=then)
    return {each.measure_id: each.verdict for each in found.measures}


def test_a_cluster_is_judged_on_its_own_priorities_and_on_everybodys(divided: Board) -> None:
    high = _lines(divided, HIGH)
    assert high["high-reading-m"] == "improved", "300 of 500 when it was agreed, 400 of 500 now"
    assert {"pr1-m", "pr2-m", "pr3-m", "pr4-m", "pr5-m", "pr6-m"} < set(high)


def test_what_a_cluster_set_for_itself_binds_nobody_else(divided: Board) -> None:
    assert "high-reading-m" not in _lines(divided, LOW)
    assert "high-reading-m" not in _lines(divided, LA)


def test_a_verdict_follows_the_schools_of_each_period_when_asked(divided: Board) -> None:
    """As of then 800 of 1,000 in 2022/23, with the school that has left since, and 400 of 500 now: no change."""
    assert _lines(divided, HIGH, then=True)["high-reading-m"] == "no_clear_change"


def test_a_baseline_is_looked_back_for_from_the_day_of_the_agreement(divided: Board) -> None:
    found = verdicts(divided, "central_bedfordshire", place=HIGH, today=TODAY)
    own = next(each for each in found.measures if each.measure_id == "high-reading-m")
    baseline = own.details[0].baseline
    assert baseline is not None
    assert baseline.code == "202223", "the last year that ended before 12 October 2023"


def test_the_plan_page_of_a_cluster_opens_on_its_own_priorities(divided: Board) -> None:
    page = plan_page(divided, "central_bedfordshire", place=HIGH, today=TODAY)
    assert [band.id for band in page.bands][:2] == ["high-reading", "pr1"]
    assert [band.id for band in page.own_bands] == ["high-reading"]
    assert page.places == ((LA, "Central Bedfordshire"), (HIGH, "High (locality)"), (LOW, "Low (locality)"))


def test_a_cluster_without_priorities_of_its_own_has_everybodys(divided: Board) -> None:
    page = plan_page(divided, "central_bedfordshire", place=LOW, today=TODAY)
    assert page.of_cluster
    assert not page.own_bands
    assert len(page.bands) == 6


def test_a_cluster_finds_the_plans_that_it_takes_part_in(divided: Board) -> None:
    high = find(divided, HIGH)
    assert high is not None
    assert [page.name for page in cluster_plans(divided, high, on=TODAY, then=False)] == ["central_bedfordshire"]


def test_wards_of_the_register_stand_in_where_no_list_of_clusters_is_loaded(board: Callable[..., Board]) -> None:
    ward = {"place_id": "cluster/ward/a", "name": "A", "level": "cluster", "scheme": "ward", "parent_id": LA}
    opened = board(
        place=[{"place_id": LA, "name": "Central Bedfordshire", "level": "la"}, ward, _school(1)],
        membership=[{"member_id": "urn/1", "container_id": "cluster/ward/a", "kind": "ward"}],
    )
    found = plan_clusters(opened, opened.plans["central_bedfordshire"], on=TODAY)
    assert [each.name for each in found.places] == ["A"]
    assert found.note is not None
    assert "stand in for them" in found.note


def test_a_plan_that_works_through_clusters_says_when_none_are_known(board: Callable[..., Board]) -> None:
    opened = board(place=[{"place_id": LA, "name": "Central Bedfordshire", "level": "la"}])
    found = plan_clusters(opened, opened.plans["central_bedfordshire"], on=TODAY)
    assert not found.places
    assert found.note == (
        "The plan works through clusters, and no list of those of Central Bedfordshire has been loaded."
    )


def test_a_plan_without_clusters_says_nothing_of_them(board: Callable[..., Board]) -> None:
    opened = board()
    found = plan_clusters(opened, opened.plans["cambridgeshire_peterborough"], on=TODAY)
    assert (found.places, found.note) == ((), None)


def test_the_demonstrations_clusters_are_not_in_the_real_plan() -> None:
    data = Path(__file__).parents[3] / "data"
    real = load_plans(data / "plans")["central_bedfordshire"]
    shown = load_plans(data / "plans", beside=[data / "demonstration" / "plans"])["central_bedfordshire"]
    assert real.owners == ()
    assert shown.owners == ("cluster/locality/footnote-valley", "cluster/locality/gutter-port")


@pytest.mark.parametrize(
    "path",
    sorted((Path(__file__).parents[3] / "data" / "demonstration" / "plans").rglob("*.yaml")),
    ids=lambda p: p.stem,
)
def test_the_demonstrations_cluster_files_say_that_they_are_invented(path: Path) -> None:
    found = read_model(path, ClusterPriorities)
    assert found.note is not None
    assert "Invented" in found.note


def test_at_a_place_a_plan_holds_its_own_priorities_then_everybodys(divided: Board) -> None:
    plan: Plan = divided.plans["central_bedfordshire"]
    assert [each.id for each in plan.at(HIGH).priorities] == ["high-reading", *(f"pr{n}" for n in range(1, 7))]
    assert [each.id for each in plan.at(LA).priorities] == [f"pr{n}" for n in range(1, 7)]
    assert {action.id for _, action in plan.all_actions} == {"high-a1"}
