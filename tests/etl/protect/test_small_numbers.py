"""Which figures are small themselves: counts of 1 to 4, fewer than 10 pupils, all or none of a small group."""

from __future__ import annotations

import pytest

from etl.dataset_parts import Disclosure
from tests.etl.protect.tables import number, share, withheld


@pytest.mark.parametrize(
    ("n", "d", "small"),
    [
        (4, 50, True),
        (5, 50, False),
        (46, 50, True),  # all but 4
        (45, 50, False),
        (0, 50, False),
        (50, 50, False),
        (5, 10, False),
        (5, 9, True),
        (0, 19, True),
        (0, 20, False),
        (19, 19, True),
        (20, 20, False),
        (0, 0, False),
    ],
)
def test_a_percentage_of_few_pupils_is_withheld(n: int, d: int, small: bool) -> None:
    assert bool(withheld(share("urn/1", n, d))) is small


@pytest.mark.parametrize(("value", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_count_of_1_to_4_is_withheld_and_a_zero_is_not(value: int, small: bool) -> None:
    assert bool(withheld(number("urn/1", value))) is small


def test_a_percentage_printed_with_its_pupils_is_as_good_as_its_count() -> None:
    """12.5 % of 24 is 3 pupils."""
    assert withheld({"place_id": "urn/1", "value": 12.5, "denominator": 24, "basis": "printed"})
    assert not withheld({"place_id": "urn/1", "value": 25.0, "denominator": 24, "basis": "printed"})


@pytest.mark.parametrize(("pupils", "small"), [(9, True), (10, False)])
def test_a_mean_of_fewer_than_ten_pupils_is_withheld(pupils: int, small: bool) -> None:
    claim = {"indicator_id": "ks4_attainment8_avg", "place_id": "urn/1", "value": 45.1, "denominator": pupils}
    assert bool(withheld(claim)) is small


def test_a_share_of_schools_tells_nothing_of_pupils() -> None:
    assert not withheld(share("urn/1", 1, 1, indicator_id="ofsted_good_or_outstanding_pct"))


def test_a_dataset_may_have_limits_of_its_own() -> None:
    assert not withheld(share("urn/1", 3, 8), limits=Disclosure(smallest_count=3, smallest_denominator=6))
    assert withheld(share("urn/1", 9, 60), limits=Disclosure(smallest_count=10))


def test_an_official_figure_is_never_withheld() -> None:
    assert not withheld(official=[share("urn/1", 3, 8)])
