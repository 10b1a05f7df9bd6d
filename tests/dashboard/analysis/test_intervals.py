"""Intervals against the check values of the statistical practice and against other libraries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from dashboard.analysis.intervals import Z95, Z998, Interval, combined, events, few, wilson

LEVELS = [(Z95, 0.05), (Z998, 0.002)]


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [
        (20, 30, 48.78, 80.77),
        (0, 12, 0, 24.25),
        (12, 12, 75.75, 100),
        (63, 100, 53.22, 71.82),
        (189, 300, 57.40, 68.27),
        (5, 10, 23.66, 76.34),
    ],
)
def test_wilson_gives_the_published_check_values(x: int, n: int, lower: float, upper: float) -> None:
    interval = wilson(x, n)

    assert interval is not None
    assert (round(interval.lower * 100, 2), round(interval.upper * 100, 2)) == (lower, upper)


@pytest.mark.parametrize(("z", "alpha"), LEVELS)
@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(z: float, alpha: float, pair: tuple[int, int]) -> None:
    x, n = pair
    theirs = proportion_confint(x, n, alpha=alpha, method="wilson")
    ours = wilson(x, n, z=z)

    assert ours is not None
    assert (ours.lower, ours.upper) == pytest.approx(theirs, abs=1e-9)
    assert ours.lower <= x / n <= ours.upper


@pytest.mark.parametrize(("x", "n"), [(1, 0), (5, 4), (-1, 4)])
def test_no_interval_where_x_is_no_part_of_n(x: int, n: int) -> None:
    assert wilson(x, n) is None


@pytest.mark.parametrize(
    ("x", "lower", "upper"),
    [
        (12, 6.194, 20.963),
        (100, 81.362, 121.628),
        (0, 0, 3.689),
        (3, 0.619, 8.767),
        (9, 4.115, 17.085),
    ],
)
def test_events_give_the_published_check_values(x: int, lower: float, upper: float) -> None:
    interval = events(x)

    assert interval is not None
    assert (round(interval.lower, 3), round(interval.upper, 3)) == (lower, upper)


def test_one_event_has_the_exact_poisson_interval() -> None:
    interval = events(1)

    assert interval is not None
    assert (round(interval.lower, 4), round(interval.upper, 3)) == (0.0253, 5.572)


@pytest.mark.parametrize("z", [Z95, Z998])
@pytest.mark.parametrize("x", range(10))
def test_the_bounds_of_few_events_that_are_kept_are_those_of_the_gamma_distribution(x: int, z: float) -> None:
    interval = events(x, z=z)

    assert interval is not None
    assert (interval.lower, interval.upper) == pytest.approx(few(x, z=z), abs=1e-11)


def test_events_that_are_no_whole_number_have_bounds_between_their_neighbours() -> None:
    below, between, above = events(2), events(2.5), events(3)

    assert below
    assert between
    assert above
    assert below.upper < between.upper < above.upper
    assert below.lower < between.lower < above.lower


@pytest.mark.parametrize(("z", "alpha"), LEVELS)
@given(st.integers(0, 9))
def test_under_ten_events_the_interval_is_scipys_exact_one(z: float, alpha: float, x: int) -> None:
    interval = events(x, z=z)

    assert interval is not None
    assert interval.lower == pytest.approx(0.0 if x == 0 else stats.chi2.ppf(alpha / 2, 2 * x) / 2, rel=1e-9)
    assert interval.upper == pytest.approx(stats.chi2.ppf(1 - alpha / 2, 2 * x + 2) / 2, rel=1e-9)
    assert interval.lower <= x <= interval.upper


@given(st.integers(10, 3000))
def test_at_99_8_percent_byar_is_within_a_fiftieth_of_exact(x: int) -> None:
    interval = events(x, z=Z998)

    assert interval is not None
    assert interval.lower == pytest.approx(stats.chi2.ppf(0.001, 2 * x) / 2, rel=0.02)
    assert interval.upper == pytest.approx(stats.chi2.ppf(0.999, 2 * x + 2) / 2, rel=0.02)
    assert interval.lower <= x <= interval.upper


@given(st.integers(10, 3000))
def test_byar_is_close_to_exact_from_ten_events_on(x: int) -> None:
    interval = events(x)

    assert interval is not None
    assert interval.lower == pytest.approx(stats.chi2.ppf(0.025, 2 * x) / 2, rel=0.004)
    assert interval.upper == pytest.approx(stats.chi2.ppf(0.975, 2 * x + 2) / 2, rel=0.004)


def test_two_thirds_and_half_of_a_one_form_school_do_not_differ() -> None:
    change = _change(15, 28, 20, 30)

    assert [round(100 * each, 1) for each in (change.estimate, change.lower, change.upper)] == [-13.1, -35.8, 11.5]


def test_the_same_shares_of_an_authority_differ() -> None:
    change = _change(1500, 2800, 2000, 3000)

    assert [round(100 * each, 1) for each in (change.lower, change.upper)] == [-15.6, -10.6]


@pytest.mark.parametrize(("z", "alpha"), LEVELS)
@given(st.integers(0, 40), st.integers(40, 90), st.integers(0, 40), st.integers(40, 90))
def test_a_change_agrees_with_newcombe_in_statsmodels(
    z: float, alpha: float, x1: int, n1: int, x2: int, n2: int
) -> None:
    ours = _change(x1, n1, x2, n2, z=z)
    theirs = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=alpha)

    assert (ours.lower, ours.upper) == pytest.approx(theirs, abs=1e-6)


def test_a_fixed_comparator_adds_no_width() -> None:
    place, england = Interval(50.0, 45.0, 55.0), Interval(60.0, 60.0, 60.0)

    assert combined([(1, place), (-1, england)]) == Interval(-10.0, -15.0, -5.0)


def test_the_normal_quantiles_are_those_of_95_and_99_8_percent() -> None:
    assert pytest.approx(stats.norm.ppf(0.975)) == Z95
    assert pytest.approx(stats.norm.ppf(0.999)) == Z998


@pytest.mark.parametrize(
    ("ends", "distance"), [((-1.0, 3.0), (0.0, 3.0)), ((-3.0, -1.0), (1.0, 3.0)), ((1.0, 2.0), (1.0, 2.0))]
)
def test_as_a_distance_from_zero_an_interval_folds(ends: tuple[float, float], distance: tuple[float, float]) -> None:
    folded = Interval(sum(ends) / 2, *ends).distance

    assert (folded.lower, folded.upper) == distance


def _change(x1: int, n1: int, x2: int, n2: int, *, z: float = Z95) -> Interval:
    later, earlier = wilson(x1, n1, z=z), wilson(x2, n2, z=z)
    assert later is not None
    assert earlier is not None
    return combined([(1, later), (-1, earlier)])
