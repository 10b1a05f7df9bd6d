"""Freshness against the publishers' own release months."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.analysis.freshness import freshness
from tests.dashboard.analysis.lines import indicator

KS4 = indicator(release_months=(10, 2))
HELD_TO_2023_24 = date(2024, 8, 31)


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (date(2025, 9, 30), "current", "next expected October 2025"),
        (date(2025, 10, 1), "due", "due this month"),
        (date(2025, 11, 30), "due", "due since October 2025"),
        (date(2025, 12, 2), "late", "late, expected October 2025"),
    ],
)
def test_key_stage_4_of_2023_24_is_followed_in_october_2025(today: date, state: str, words: str):
    found = freshness(HELD_TO_2023_24, KS4, today=today)
    assert (found.state, found.words) == (state, words)
    assert found.expected == date(2025, 10, 1)


def test_calendar_year_figures_come_the_june_after_the_next_year_ends():
    found = freshness(date(2024, 12, 31), indicator(release_months=(6,)), today=date(2026, 5, 1))
    assert (found.state, found.expected) == ("current", date(2026, 6, 1))


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 5, 31), "next expected June 2026"), (date(2026, 11, 22), "late, expected June 2026")],
)
def test_a_january_census_of_2024_25_is_followed_in_june_2026_within_its_own_year(today: date, words: str):
    """The census of January 2025 came out in June 2025, that of January 2026 comes out in June 2026."""
    census = indicator(release_months=(6,), released_within=True)
    assert freshness(date(2025, 8, 31), census, today=today).words == words


def test_a_term_is_followed_within_the_year():
    found = freshness(date(2024, 12, 31), indicator(frequency="termly", release_months=(7,)), today=date(2025, 6, 1))
    assert found.expected == date(2025, 7, 1)


def test_nothing_held_is_never_loaded_whatever_the_calendar():
    assert freshness(None, indicator(frequency="discontinued"), today=date(2025, 1, 1)).state == "never"


def test_a_discontinued_indicator_is_never_late():
    found = freshness(
        date(2019, 8, 31), indicator(frequency="discontinued", release_months=(10,)), today=date(2026, 1, 1)
    )
    assert (found.state, found.words) == ("no_calendar", "no longer published")
