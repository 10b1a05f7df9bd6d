"""The selects on a small snapshot: what they return, and that a sum is the members' own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dashboard.queries import observations, places
from dashboard.store import Store

ON = date(2026, 11, 22)


def _member(school: str, **rest: object) -> dict[str, object]:
    return {"member_id": school, "container_id": "cluster/ward/a", "kind": "ward"} | rest


def _result(school: str, numerator: float | None, denominator: float | None, **rest: object) -> dict[str, object]:
    value = None if numerator is None or denominator is None else 100 * numerator / denominator
    return {
        "indicator_id": "ks2_rwm_exp_pct",
        "place_id": school,
        "period": "202425",
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "basis": "printed" if numerator is None else "counts",
    } | rest


@pytest.fixture
def store(snapshot: Callable[..., Path]) -> Store:
    schools = [f"urn/{number}" for number in range(100001, 100006)]
    return Store(
        snapshot(
            place=[
                {"place_id": "cluster/ward/a", "name": "A", "level": "cluster", "scheme": "ward"},
                *(
                    {"place_id": school, "name": school, "level": "school", "pupils": 100 * number}
                    for number, school in enumerate(schools, start=1)
                ),
            ],
            membership=[
                _member(schools[0]),
                _member(schools[1], valid_from=date(2020, 9, 1)),
                _member(schools[2], valid_to=date(2024, 8, 31)),
                _member(schools[3]),
                _member(schools[4]),
            ],
            observation=[
                _result(schools[0], 8, 10),
                _result(schools[1], 45, 90),
                _result(schools[2], 1, 1000),
                _result(schools[3], None, None, status="suppressed"),
                _result(schools[4], None, 60) | {"value": 50.0},
                _result(schools[0], 4, 5, group_id="disadvantaged"),
            ],
        )
    )


def test_a_sum_takes_the_members_of_that_day_and_counts_those_without_data(store: Store) -> None:
    rows = store.fetch(
        observations.aggregated({"ks2_rwm_exp_pct": 100.0}, ["cluster/ward/a"], on=ON, groups=["all"])
    ).to_pylist()

    assert len(rows) == 1
    found = rows[0]
    assert (found["numerator"], found["denominator"]) == (8 + 45 + 30, 10 + 90 + 60)
    assert (found["members"], found["members_with_data"], found["rebuilt"]) == (4, 3, 1)
    assert (found["pupils"], found["pupils_with_data"]) == (100 + 200 + 400 + 500, 100 + 200 + 500)


def test_membership_is_taken_as_of_the_day_asked_for(store: Store) -> None:
    rows = store.fetch(places.members(["cluster/ward/a"], on=date(2019, 9, 1))).to_pylist()

    assert [row["place_id"][-1] for row in rows] == ["1", "3", "4", "5"]


def test_one_select_gives_many_indicators_places_and_groups(store: Store) -> None:
    table = store.fetch(observations.series(["ks2_rwm_exp_pct", "other"], ["urn/100001", "urn/100002"]))

    assert sorted(zip(table["place_id"].to_pylist(), table["group_id"].to_pylist(), strict=True)) == [
        ("urn/100001", "all"),
        ("urn/100001", "disadvantaged"),
        ("urn/100002", "all"),
    ]
    assert set(table["file_name"].to_pylist()) == {"figures.csv"}


def test_the_units_of_a_place_come_with_their_names(store: Store) -> None:
    table = store.fetch(observations.of_members(["ks2_rwm_exp_pct"], ["cluster/ward/a"], on=ON, level="school"))

    assert table["name"].to_pylist() == ["urn/100001", "urn/100002", "urn/100004", "urn/100005"]


def test_what_is_held_counts_observations_and_places(store: Store) -> None:
    assert store.fetch(observations.held()).to_pylist() == [
        {
            "indicator_id": "ks2_rwm_exp_pct",
            "observations": 6,
            "places": 5,
            "first_end": date(2025, 8, 31),
            "last_end": date(2025, 8, 31),
        }
    ]
