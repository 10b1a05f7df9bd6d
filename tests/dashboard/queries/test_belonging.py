"""As of now and as of then: which school's figures count where, on small authorities summed by hand and at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.queries import comings_and_goings, observations
from dashboard.store import Store
from tests.conftest import make_snapshot

ON = date(2026, 11, 22)
LA, NORTH, SOUTH, TRUST = "E06009999", "cluster/locality/north", "cluster/locality/south", "trust/7"
YEARS = ("201819", "201920", "202021", "202122", "202223")
INDICATOR = "ks2_rwm_exp_pct"
Sums = dict[tuple[str, str], tuple[float, float]]


def _school(number: int, **rest: object) -> dict[str, object]:
    return {"place_id": f"urn/{number}", "name": f"School {number}", "level": "school", "parent_id": LA} | rest


def _in(number: int, container: str, start: str | None = None, end: str | None = None) -> dict[str, object]:
    kind = {"E": "la", "c": "locality", "t": "trust"}[container[0]]
    dates = {"valid_from": start and date.fromisoformat(start), "valid_to": end and date.fromisoformat(end)}
    return {"member_id": f"urn/{number}", "container_id": container, "kind": kind, **dates}


def _figure(number: int, year: str, n: float, d: float) -> dict[str, object]:
    counts = {"value": 100 * n / d, "numerator": n, "denominator": d, "basis": "counts"}
    return {"indicator_id": INDICATOR, "place_id": f"urn/{number}", "period": year, **counts}


def _took_over(old: int, new: int, day: str) -> dict[str, object]:
    ends = {"from_place_id": f"urn/{old}", "to_place_id": f"urn/{new}"}
    return {**ends, "kind": "successor", "since": date.fromisoformat(day)}


def _sums(store: Store, *containers: str, then: bool, within: str | None = None) -> Sums:
    select = observations.aggregated({INDICATOR: 100.0}, containers, on=ON, then=then, within=within, groups=["all"])
    rows = store.fetch(select).to_pylist()
    return {(row["place_id"], row["period"]): (row["numerator"], row["denominator"]) for row in rows}


@pytest.fixture
def moving(snapshot: Callable[..., Path]) -> Store:
    """School 1 always in the north; school 2 moved from north to south on 1 September 2021."""
    return Store(
        snapshot(
            place=[_school(1), _school(2)],
            membership=[
                _in(1, NORTH),
                _in(2, NORTH, "2015-09-01", "2021-08-31"),
                _in(2, SOUTH, "2021-09-01"),
                _in(1, LA),
                _in(2, LA),
            ],
            observation=[_figure(1, year, 10, 20) for year in YEARS] + [_figure(2, year, 3, 30) for year in YEARS],
        )
    )


def test_as_of_now_a_school_that_moved_counts_where_it_is_today_in_every_year(moving: Store) -> None:
    sums = _sums(moving, NORTH, SOUTH, then=False)
    assert {sums[NORTH, year] for year in YEARS} == {(10, 20)}
    assert {sums[SOUTH, year] for year in YEARS} == {(3, 30)}


def test_as_of_then_it_counts_where_it_was_on_the_last_day_of_each_year(moving: Store) -> None:
    sums = _sums(moving, NORTH, SOUTH, then=True)
    assert [sums[NORTH, year] for year in YEARS] == [(13, 50), (13, 50), (13, 50), (10, 20), (10, 20)]
    assert [sums.get((SOUTH, year)) for year in YEARS] == [None, None, None, (3, 30), (3, 30)]


def test_the_authority_has_the_same_sum_either_way(moving: Store) -> None:
    assert _sums(moving, LA, then=True) == _sums(moving, LA, then=False) == {(LA, year): (13, 50) for year in YEARS}


@pytest.mark.parametrize("then", [False, True])
def test_a_school_that_two_overlapping_rows_name_counts_once(snapshot: Callable[..., Path], then: bool) -> None:
    """The school has 3 of 30: 30 pupils in every year whichever row is meant, and a half of them where only the row
    of a half holds; where a whole and a half both hold, the whole counts."""
    store = Store(
        snapshot(
            place=[_school(1), _school(2)],
            membership=[
                _in(1, NORTH, "2015-09-01", "2021-08-31"),
                _in(1, NORTH, "2019-09-01"),
                _in(1, LA),
                _in(1, LA),
                _in(2, SOUTH, "2015-09-01") | {"share": 0.5},
                _in(2, SOUTH, "2020-09-01", "2021-08-31"),
            ],
            observation=[_figure(number, year, 3, 30) for number in (1, 2) for year in YEARS],
        )
    )
    sums = _sums(store, NORTH, SOUTH, LA, then=then)
    assert {sums[place, year] for place in (NORTH, LA) for year in YEARS} == {(3, 30)}
    whole = {"202021"} if then else set()
    assert {year for year in YEARS if sums[SOUTH, year] == (3, 30)} == whole
    assert {sums[SOUTH, year] for year in YEARS if year not in whole} == {(1.5, 15)}


@pytest.fixture
def converting(snapshot: Callable[..., Path]) -> Store:
    """School 1 became academy 2 of a trust on 1 April 2020; the file of localities names the academy alone, since 2015.
    School 3 closed on 31 August 2020 and nobody followed. School 4 was split into 5 and 6."""
    return Store(
        snapshot(
            place=[
                _school(1, closed=date(2020, 3, 31)),
                _school(2, opened=date(2020, 4, 1)),
                _school(3, closed=date(2020, 8, 31)),
                _school(4, closed=date(2020, 8, 31)),
                _school(5),
                _school(6),
            ],
            membership=[
                _in(2, NORTH, "2015-09-01"),
                _in(2, TRUST, "2020-04-01"),
                _in(3, NORTH),
                _in(4, NORTH, "2015-09-01", "2020-08-31"),
                _in(5, NORTH),
                _in(6, SOUTH),
            ],
            place_link=[_took_over(1, 2, "2020-04-01"), _took_over(4, 5, "2020-09-01"), _took_over(4, 6, "2020-09-01")],
            observation=[
                _figure(1, "201819", 1, 10),
                _figure(2, "201920", 2, 10),
                _figure(2, "202021", 4, 10),
                _figure(3, "201920", 8, 10),
                _figure(3, "202021", 16, 10),
                _figure(4, "201920", 32, 40),
            ],
        )
    )


def test_as_of_now_an_academy_keeps_the_history_of_the_school_that_it_was(converting: Store) -> None:
    sums = _sums(converting, NORTH, TRUST, then=False)
    assert sums[NORTH, "201819"] == sums[TRUST, "201819"] == (1, 10)
    assert sums[NORTH, "202021"] == (4, 10)


def test_as_of_now_a_school_that_closed_without_an_heir_or_with_two_counts_nowhere(converting: Store) -> None:
    sums = _sums(converting, NORTH, SOUTH, then=False)
    assert sums[NORTH, "201920"] == (2, 10), (
        "not 8 of 10 of the one that closed, nor 32 of 40 of the one that was split"
    )
    assert (SOUTH, "201920") not in sums


def test_as_of_then_closed_schools_count_in_the_years_that_they_were_open(converting: Store) -> None:
    sums = _sums(converting, NORTH, SOUTH, then=True)
    assert sums[NORTH, "201920"] == (2 + 8 + 32, 10 + 10 + 40), "the last day of 2019/20 is the day they closed on"
    assert sums[NORTH, "202021"] == (4, 10), "a figure for a year after the school closed counts nowhere"


def test_as_of_then_the_school_before_an_academy_stands_in_its_locality_but_not_in_its_trust(converting: Store) -> None:
    sums = _sums(converting, NORTH, TRUST, then=True)
    assert sums[NORTH, "201819"] == (1, 10), "the file's row begins in 2015, before the academy opened"
    assert (TRUST, "201819") not in sums
    assert sums[TRUST, "201920"] == (2, 10)


def _followed(snapshot: Callable[..., Path], *figures: dict[str, object], ring: bool = False) -> Store:
    """1 became 2 and 2 became 3, by links of September 2018 and 2019; 4 is another school. ``ring``: 4 and 5 took over
    from each other."""
    links = [_took_over(1, 2, "2018-09-01"), _took_over(2, 3, "2019-09-01")]
    links += [_took_over(4, 5, "2018-09-01"), _took_over(5, 4, "2018-09-01")] if ring else []
    closed = {1: date(2018, 8, 31), 2: date(2019, 8, 31)} | (
        {4: date(2018, 8, 31), 5: date(2018, 8, 31)} if ring else {}
    )
    return Store(
        snapshot(
            place=[_school(number, closed=closed.get(number)) for number in range(1, 6)],
            membership=[_in(number, LA) for number in range(1, 6)],
            place_link=links,
            observation=[_figure(4, "202021", 1, 10), *figures],
        )
    )


@pytest.mark.parametrize("then", [False, True])
@pytest.mark.parametrize(
    ("printed", "counts"),
    [
        ({1: 2}, 2),
        ({2: 4}, 4),
        ({1: 2, 2: 4}, 4),
        ({1: 2, 3: 8}, 8),
        ({1: 2, 2: 4, 3: 8}, 8),
    ],
)
def test_what_is_printed_of_a_closed_school_counts_where_none_after_it_has_a_figure(
    snapshot: Callable[..., Path], printed: dict[int, int], counts: int, then: bool
) -> None:
    """Publishers go on with the old number for a while (the census of 2019 has three schools of Thurrock that became
    academies in September 2018): the pupils are the heir's, once."""
    store = _followed(snapshot, *(_figure(number, "202021", n, 10) for number, n in printed.items()))
    assert _sums(store, LA, then=then) == {(LA, "202021"): (1 + counts, 20)}


@pytest.mark.parametrize("then", [False, True])
def test_a_figure_that_the_heir_withholds_is_not_told_by_the_school_before(
    snapshot: Callable[..., Path], then: bool
) -> None:
    hidden = _figure(3, "202021", 8, 10) | {"value": None, "numerator": None, "denominator": None}
    store = _followed(snapshot, hidden | {"status": "suppressed"}, _figure(1, "202021", 2, 10))
    assert _sums(store, LA, then=then) == {(LA, "202021"): (1, 10)}


def test_as_of_then_two_schools_that_took_over_from_each_other_both_report(snapshot: Callable[..., Path]) -> None:
    store = _followed(snapshot, _figure(5, "202021", 3, 10), ring=True)
    assert _sums(store, LA, then=True) == {(LA, "202021"): (4, 20)}


def test_a_school_that_another_row_keeps_on_has_neither_left_nor_come(snapshot: Callable[..., Path]) -> None:
    """1 is in the north throughout, by rows that overlap; 2 by one that ends the day before the next begins; 3 left."""
    store = Store(
        snapshot(
            place=[_school(number) for number in (1, 2, 3)],
            membership=[
                _in(1, NORTH, "2015-09-01", "2021-08-31"),
                _in(1, NORTH, "2019-09-01"),
                _in(2, NORTH, "2015-09-01", "2020-08-31"),
                _in(2, NORTH, "2020-09-01"),
                _in(3, NORTH, "2015-09-01", "2020-08-31"),
                _in(3, SOUTH, "2020-09-01"),
            ],
        )
    )
    told = [(row["school_id"], row["what"]) for row in store.fetch(comings_and_goings.changes(NORTH)).to_pylist()]
    assert told == [("urn/3", "left")]


def test_a_school_that_closed_within_a_year_counts_where_it_was_on_its_last_day(snapshot: Callable[..., Path]) -> None:
    store = Store(
        snapshot(
            place=[_school(1, closed=date(2020, 1, 31))],
            membership=[_in(1, NORTH, "2015-09-01", "2020-01-31")],
            observation=[_figure(1, "201920", 5, 10)],
        )
    )
    assert _sums(store, NORTH, then=True) == {(NORTH, "201920"): (5, 10)}


def test_a_trust_is_narrowed_to_its_schools_in_an_authority(snapshot: Callable[..., Path]) -> None:
    store = Store(
        snapshot(
            place=[_school(1), _school(2)],
            membership=[_in(1, TRUST), _in(2, TRUST), _in(1, LA)],
            observation=[_figure(1, "202223", 5, 10), _figure(2, "202223", 1, 90)],
        )
    )
    for then in (False, True):
        assert _sums(store, TRUST, then=then) == {(TRUST, "202223"): (6, 100)}
        assert _sums(store, TRUST, then=then, within=LA) == {(TRUST, "202223"): (5, 10)}


stays = st.lists(st.integers(min_value=0, max_value=2), min_size=len(YEARS), max_size=len(YEARS))


def _dated(number: int, clusters: Iterable[int]) -> list[dict[str, object]]:
    """A membership row a year: where the school is from one September to the next August."""
    return [
        _in(number, f"cluster/locality/{cluster}", f"20{year[2:4]}-09-01", f"20{year[4:]}-08-31")
        for year, cluster in zip(YEARS, clusters, strict=True)
    ]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(where=st.lists(stays, min_size=1, max_size=6), counts=st.data())
def test_members_that_move_between_clusters_never_change_the_places_total(
    where: list[list[int]], counts: st.DataObject
) -> None:
    figures = {(number, year): (counts.draw(st.integers(0, 30)), 30) for number in range(len(where)) for year in YEARS}
    with TemporaryDirectory() as folder:
        store = Store(
            make_snapshot(
                Path(folder),
                place=[_school(number) for number in range(len(where))],
                membership=[
                    *(_in(number, LA) for number in range(len(where))),
                    *(row for number, stay in enumerate(where) for row in _dated(number, stay)),
                ],
                observation=[_figure(number, year, *pair) for (number, year), pair in figures.items()],
            )
        )
        clusters = [f"cluster/locality/{cluster}" for cluster in range(3)]
        parts, whole = _sums(store, *clusters, then=True), _sums(store, LA, then=True)
        assert whole == _sums(store, LA, then=False)
    expected, by_year = Counter[tuple[str, str]](), Counter[str]()
    for (number, year), (n, _) in figures.items():
        expected[f"cluster/locality/{where[number][YEARS.index(year)]}", year] += n
        by_year[year] += n
    assert {key: n for key, (n, _) in parts.items()} == {key: expected[key] for key in parts}
    assert {year: sum(parts[c, year][0] for c in clusters if (c, year) in parts) for year in YEARS} == dict(by_year)
    assert {year: whole[LA, year][0] for year in YEARS} == dict(by_year)
