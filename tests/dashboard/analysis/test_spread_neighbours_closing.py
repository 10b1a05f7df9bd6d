"""The spread of authorities, the neighbours' simple mean and the pupils that close a gap."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.analysis.closing import to_close
from dashboard.analysis.neighbours import NeighbourSet, neighbour_mean
from dashboard.analysis.spread import position, spread


def test_the_spread_leaves_out_places_without_a_value():
    found = spread([*map(float, range(1, 22)), None, None])
    assert found is not None
    assert (found.n, found.low, found.lower_quartile, found.median, found.upper_quartile, found.high) == (
        21,
        1,
        6,
        11,
        16,
        21,
    )


def test_under_twenty_authorities_there_is_no_spread():
    assert spread([1.0] * 19) is None


@pytest.mark.parametrize(
    ("value", "polarity", "expected"),
    [
        (63.0, "higher", 0.5),
        (58.0, "higher", 0.5 - 5 / 30),
        (78.0, "higher", 1.0),
        (78.0, "lower", 0.0),
        (90.0, "higher", 1.0),
    ],
)
def test_england_is_in_the_middle_and_one_scale_serves_both_sides(value: float, polarity: str, expected: float):
    assert position(value, centre=63.0, low=50.0, high=78.0, polarity=polarity) == pytest.approx(expected)


def test_without_any_spread_everything_is_in_the_middle():
    assert position(5.0, centre=5.0, low=5.0, high=5.0, polarity="higher") == 0.5


def test_neighbours_count_once_each_and_blank_ones_are_dropped():
    found = neighbour_mean({"a": 60.0, "b": 64.0, "c": None, "z": 10.0}, ["a", "b", "c"])
    assert found is not None
    assert (found.value, found.with_value, found.of) == (62.0, 2, 3)


def test_no_neighbour_with_a_figure_has_no_mean():
    assert neighbour_mean({}, ["a", "b"]) is None


def test_a_neighbour_set_is_named_with_its_date():
    assert NeighbourSet("2025", date(2025, 5, 1), ()).words == "statistical neighbours (May 2025 set)"


def test_sixteen_more_of_312_pupils_reach_63_per_cent():
    found = to_close(numerator=181, denominator=312, reference=63.0, scale=100, polarity="higher")
    assert found is not None
    assert found.needed == 16
    assert (181 + 16) / 312 >= 0.63 > (181 + 15) / 312


def test_where_less_is_better_fewer_pupils_are_needed():
    found = to_close(numerator=332, denominator=2371, reference=12.99, scale=100, polarity="lower")
    assert found is not None
    assert (found.needed, found.fewer) == (25, True)
    assert (332 - 25) / 2371 <= 0.1299 < (332 - 24) / 2371


def test_a_place_ahead_of_the_reference_needs_nobody():
    found = to_close(numerator=70, denominator=100, reference=63.0, scale=100, polarity="higher")
    assert found is not None
    assert found.needed == 0


def test_neutral_indicators_have_no_gap_to_close():
    assert to_close(numerator=1, denominator=10, reference=50, scale=100, polarity="neutral") is None
