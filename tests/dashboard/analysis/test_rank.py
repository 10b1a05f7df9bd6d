"""Ranks and quartiles as LAIT gives them: ties take the best position, quantiles are R's type 7."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.rank import ordinal, quantile, quartile, rank

FOUR = {"a": 63.0, "b": 60.0, "c": 60.0, "d": 55.0}


@pytest.mark.parametrize(
    ("place", "polarity", "words"),
    [
        ("a", "higher", "1st of 4"),
        ("b", "higher", "joint 2nd of 4"),
        ("d", "higher", "4th of 4"),
        ("d", "lower", "1st of 4"),
        ("c", "lower", "joint 2nd of 4"),
        ("a", "lower", "4th of 4"),
    ],
)
def test_the_rank_counts_from_the_better_end_and_says_joint(place: str, polarity: str, words: str):
    found = rank(FOUR, place, polarity=polarity)
    assert found is not None
    assert found.words == words


def test_a_neutral_indicator_has_no_rank():
    assert rank(FOUR, "a", polarity="neutral") is None


def test_a_place_without_a_value_has_no_rank_and_does_not_count_among_the_others():
    values = FOUR | {"e": None}
    assert rank(values, "e", polarity="higher") is None
    found = rank(values, "d", polarity="higher")
    assert found is not None
    assert found.of == 4


def test_closer_to_zero_ranks_the_distance_not_the_sign():
    found = rank({"a": -12.0, "b": 3.0, "c": -1.0}, "c", polarity="closer_to_zero")
    assert found is not None
    assert found.position == 1


def test_float_noise_does_not_break_a_tie():
    found = rank({"a": 0.1 + 0.2, "b": 0.3}, "a", polarity="lower")
    assert found is not None
    assert (found.position, found.tied) == (1, 2)


def test_with_intervals_the_rank_says_how_many_are_similar():
    spans = {"a": (60.0, 66.0), "b": (57.0, 63.0), "c": (50.0, 59.0), "d": (40.0, 45.0)}
    found = rank(FOUR, "a", polarity="higher", intervals=spans)
    assert found is not None
    assert found.similar == 1, "only b's interval meets a's"


def test_quartile_cuts_are_inclusive_on_the_better_side():
    values = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert [quartile(values, value) for value in values] == ["A", "A", "B", "C", "D"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.sampled_from([0.25, 0.5, 0.75]))
def test_quantiles_are_numpys_linear_ones(values: list[float], share: float):
    assert quantile(values, share) == pytest.approx(float(np.quantile(values, share)), abs=1e-6)


def test_no_values_have_no_quantile():
    with pytest.raises(ValueError, match="at least one"):
        quantile([], 0.5)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (13, "13th"), (22, "22nd"), (111, "111th"), (121, "121st")],
)
def test_ordinals(number: int, words: str):
    assert ordinal(number) == words
