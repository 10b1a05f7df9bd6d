"""Where one figure lies among others: positions and quarters worked out by hand."""

from __future__ import annotations

import pytest

from dashboard.analysis.strip import strip

TENS = [float(each) for each in range(0, 101, 10) if each != 30]
"""0, 10, 20, 40 … 100: with 30 eleven figures, their quartiles 25 and 75, their median 50."""


def test_lower_is_better_turns_the_strip_round() -> None:
    up, down = strip(30, TENS, polarity="higher"), strip(30, TENS, polarity="lower")
    assert up is not None
    assert down is not None
    assert (up.at, down.at, up.median, up.n) == (pytest.approx(0.3), pytest.approx(0.7), 0.5, 11)
    assert sorted(up.others) == pytest.approx(sorted(1 - each for each in down.others))


@pytest.mark.parametrize(
    ("own", "polarity", "quarter"),
    [
        (30, "higher", "middle"),
        (5, "higher", "last"),
        (95, "higher", "first"),
        (5, "lower", "first"),
        (-5, "closer_to_zero", "first"),
        (-95, "closer_to_zero", "last"),
    ],
)
def test_the_quarter_goes_by_the_better_end(own: float, polarity: str, quarter: str) -> None:
    found = strip(own, TENS, polarity=polarity)
    assert found is not None
    assert found.quarter == quarter


@pytest.mark.parametrize(
    ("others", "polarity"), [(TENS[:8], "higher"), (TENS, "neutral"), ([30.0] * 20, "higher")], ids=str
)
def test_under_ten_or_without_a_better_end_or_a_spread_there_is_none(others: list[float], polarity: str) -> None:
    assert strip(30, others, polarity=polarity) is None


def test_ten_with_the_own_one_are_enough() -> None:
    found = strip(30, TENS[:9], polarity="higher", left_out=2)
    assert found is not None
    assert (found.n, found.left_out) == (10, 2)
