"""Numbers as they are printed."""

from __future__ import annotations

import pytest

from dashboard.analysis import words
from tests.dashboard.analysis.lines import counted, indicator


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (58.0, 0, "58"),
        (4.285, 2, "4.29"),
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (-0.5, 0, "−1"),
        (-0.04, 1, "0.0"),
        (0.1 + 0.2, 1, "0.3"),
        (1234567.0, 0, "1,234,567"),
        (-0.05, 2, "−0.05"),
    ],
)
def test_a_number_rounds_half_away_from_zero_and_is_never_minus_zero(value: float, decimals: int, text: str) -> None:
    assert words.number(value, decimals) == text


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "amount"),
    [
        ("percent", 0, "58%", "58 percentage points"),
        ("rate per 100 pupils", 2, "58.00 per 100 pupils", "58.00 per 100 pupils"),
        ("score", 1, "58.0", "58.0 points"),
        ("GBP", 0, "£58", "£58"),
        ("count", 0, "58", "58"),
    ],
)
def test_a_value_and_a_difference_carry_their_unit(unit: str, decimals: int, value: str, amount: str) -> None:
    of = indicator(unit=unit, decimals=decimals)

    assert (words.printed(58.0, of), words.difference(-58.0, of)) == (value, amount)


def test_one_is_singular() -> None:
    assert words.difference(1.0, indicator(decimals=0)) == "1 percentage point"


@pytest.mark.parametrize(
    ("gap", "standing", "text"),
    [
        (-4.1, "behind", "4.1 percentage points behind England"),
        (4.1, "ahead", "4.1 percentage points ahead of England"),
        (0.02, "level", "level with England"),
    ],
)
def test_a_gap_reads_in_percentage_points(gap: float, standing: str, text: str) -> None:
    assert words.gap_words(gap, standing, indicator(), "England") == text


def test_a_change_is_signed_and_nothing_is_not() -> None:
    of = indicator()

    assert [words.signed(amount, of) for amount in (3.0, -0.57, 0.01)] == ["+3.0", "−0.6", "0.0"]


def test_counts_stand_beside_a_ratio_only() -> None:
    plans = counted("202324", 139, 286)

    assert words.counts(plans, indicator()) == "139 of 286"
    assert words.counts(plans, indicator(aggregation="weighted_mean")) == ""


def test_a_long_list_is_cut_with_the_rest_counted() -> None:
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(list("abcdefgh")) == "a, b, c, d, e, f and 2 more"
