"""Gaps and sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis import gaps
from tests.dashboard.analysis.lines import indicator

HIGHER, LOWER = indicator(), indicator(polarity="lower")


@pytest.mark.parametrize(
    ("value", "comparator", "higher", "lower"),
    [
        (58.0, 70.0, "behind", "ahead"),
        (70.0, 58.0, "ahead", "behind"),
        (79.4, 79.44, "level", "level"),
        (79.4, 79.45, "level", "level"),
        (79.4, 79.46, "behind", "ahead"),
    ],
)
def test_the_side_follows_the_polarity_and_half_a_printed_unit_is_level(
    value: float, comparator: float, higher: str, lower: str
) -> None:
    assert gaps.standing(value, comparator, HIGHER) == higher
    assert gaps.standing(value, comparator, LOWER) == lower


def test_closer_to_zero_compares_distances() -> None:
    of = indicator(polarity="closer_to_zero", unit="pp")

    assert gaps.standing(-16.0, -22.0, of) == "ahead"
    assert gaps.standing(5.0, -3.0, of) == "behind"


def test_a_neutral_indicator_has_no_side() -> None:
    of = indicator(polarity="neutral")

    assert gaps.standing(10.0, 20.0, of) is None
    with pytest.raises(ValueError, match="neither more nor less"):
        gaps.advantage(10.0, 20.0, of)


def test_a_gap_is_raw_without_the_noise_of_binary_arithmetic() -> None:
    assert gaps.gap(70.1, 68.3) == 1.8


@given(st.floats(0, 100), st.floats(0, 100))
def test_mirrored_polarity_mirrors_the_side(value: float, comparator: float) -> None:
    mirror = {"ahead": "behind", "behind": "ahead", "level": "level"}

    assert gaps.standing(value, comparator, LOWER) == mirror[gaps.standing(value, comparator, HIGHER) or ""]
