"""Freshness against the publishers' own release months."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.analysis.freshness import freshness

KS4 = {"frequency": "annual", "release_months": (10, 2)}
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
    found = freshness(HELD_TO_2023_24, today=today, **KS4)
    assert (found.state, found.words) == (state, words)
    assert found.expected == date(2025, 10, 1)


def test_calendar_year_figures_come_the_june_after_the_next_year_ends():
    found = freshness(date(2024, 12, 31), frequency="annual", release_months=(6,), today=date(2026, 5, 1))
    assert (found.state, found.expected) == ("current", date(2026, 6, 1))


def test_a_term_is_followed_within_the_year():
    found = freshness(date(2024, 12, 31), frequency="termly", release_months=(7,), today=date(2025, 6, 1))
    assert found.expected == date(2025, 7, 1)


def test_nothing_held_is_never_loaded_whatever_the_calendar():
    assert freshness(None, frequency="discontinued", release_months=(), today=date(2025, 1, 1)).state == "never"


def test_a_discontinued_indicator_is_never_late():
    found = freshness(date(2019, 8, 31), frequency="discontinued", release_months=(10,), today=date(2026, 1, 1))
    assert (found.state, found.words) == ("no_calendar", "no longer published")
