"""Changes that count and changes that do not."""

from __future__ import annotations

import pytest

from dashboard.analysis import change
from tests.dashboard.analysis.lines import broken, counted, indicator, line, point, series


def test_with_counts_a_change_must_be_more_than_chance() -> None:
    small = change.since_last(series(counted("202324", 20, 30), counted("202425", 15, 28)), indicator())
    large = change.since_last(series(counted("202324", 2000, 3000), counted("202425", 1500, 2800)), indicator())

    assert (small.word, large.word) == ("no_clear_change", "worse")
    assert small.reason == "53.6% after 66.7%; may be chance, the difference lies between −35.8 and +11.5"


def test_ehc_plans_within_20_weeks_fell_by_more_than_chance_from_262_of_296_to_139_of_286() -> None:
    found = change.since_last(
        series(
            counted("2023", 262, 296, kind="calendar_year"),
            counted("2024", 139, 286, kind="calendar_year"),
        ),
        indicator(time_identifier="calendar_year"),
    )

    assert found.word == "worse"
    assert found.amount == pytest.approx(-39.91, abs=0.005)


@pytest.mark.parametrize(
    ("later", "word"), [(60.2, "no_clear_change"), (60.3, "improved"), (59.8, "no_clear_change"), (59.7, "worse")]
)
def test_without_counts_two_units_of_the_last_decimal_do_not_count(later: float, word: str) -> None:
    found = change.since_last(line(y202324=60.0, y202425=later), indicator())

    assert found.word == word
    assert "the source has no pupil numbers" in found.reason


@pytest.mark.parametrize(("later", "word"), [(62.0, "no_clear_change"), (62.1, "improved")])
def test_the_catalogues_own_step_takes_the_place_of_two_units(later: float, word: str) -> None:
    assert change.since_last(line(y202324=60.0, y202425=later), indicator(material=2.0)).word == word


def test_lower_is_better_where_the_indicator_says_so() -> None:
    found = change.since_last(line(y202324=3.23, y202425=4.29), indicator(polarity="lower", decimals=2))

    assert (found.word, found.amount) == ("worse", 1.06)


def test_missing_years_are_skipped_and_the_period_compared_with_is_named() -> None:
    found = change.since_last(line(y201819=60.0, y201920=None, y202122=70.0), indicator())

    assert found.since is not None
    assert (found.word, found.since.label) == ("improved", "2018/19")


def test_nothing_is_compared_across_a_break() -> None:
    found = change.since_last(line(y201819=60.0, y202122=70.0), indicator(breaks=(broken("202122"),)))

    assert (found.word, found.amount) == ("not_compared", None)
    assert "the test changed" in found.reason


def test_a_neutral_indicator_moves_without_a_word_for_it() -> None:
    found = change.since_last(line(y202324=10.0, y202425=12.0), indicator(polarity="neutral"))

    assert (found.word, found.amount) == ("not_compared", 2.0)


def test_published_intervals_are_used_as_they_are() -> None:
    scores = indicator(unit="score", decimals=2, interval="published", aggregation="weighted_mean")
    found = change.since_last(
        series(
            point("202223", -0.14, lower=-0.20, upper=-0.08),
            point("202324", -0.05, lower=-0.11, upper=0.01),
        ),
        scores,
    )

    assert (found.word, found.amount) == ("improved", 0.09)


def test_a_first_figure_has_nothing_to_be_compared_with() -> None:
    assert change.since_last(line(y202425=60.0), indicator()).reason == "2024/25 is the only figure held"


def test_a_count_of_all_schools_is_no_sample_and_has_no_interval() -> None:
    """31 of 38 after 30 of 35 would be chance for a sample of pupils; the schools were all looked at."""
    schools = indicator(aggregation="school_count", decimals=0)
    found = change.since_last(series(counted("201718", 30, 35), counted("201819", 31, 38)), schools)

    assert found.word == "worse"
    assert found.reason == "82% after 86%; every school is counted, so chance has no part in it"


def test_counts_of_sessions_say_that_they_allow_no_interval() -> None:
    sessions = indicator(interval="none", decimals=2)
    found = change.since_last(series(counted("202324", 938, 1000), counted("202425", 939, 1000)), sessions)

    assert found.reason == "93.90% after 93.80%; its counts allow no interval"
