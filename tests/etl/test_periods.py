"""Periods: codes, the words on screen, ends, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.periods import KINDS, Period, example, parse

SPELLINGS = [
    ("202324", "academic_year", "2023/24", date(2024, 8, 31)),
    ("202324", "financial_year", "2023/24", date(2024, 3, 31)),
    ("2024", "calendar_year", "2024", date(2024, 12, 31)),
    ("2018", "reporting_year", "2018", date(2018, 8, 31)),
    ("202425-T1", "term", "autumn 2024/25", date(2024, 12, 31)),
    ("202425-T12", "two_terms", "autumn and spring 2024/25", date(2025, 4, 30)),
    ("2022-W37", "week", "week 37 of 2022", date(2022, 9, 18)),
    ("2023-07", "snapshot", "July 2023", date(2023, 7, 31)),
]


@pytest.mark.parametrize(("code", "kind", "words", "end"), SPELLINGS)
def test_a_period_has_a_code_words_and_an_end(code: str, kind: str, words: str, end: date) -> None:
    period = Period(code, kind)
    assert (period.label, period.end) == (words, end)
    assert parse(words, kind=kind) == period
    assert parse(code, kind=kind) == period


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_an_error_message_is_itself_valid(kind: str) -> None:
    assert Period(example(kind), kind).kind == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("202325", "academic_year"),
        ("2023", "academic_year"),
        ("202324", "calendar_year"),
        ("2022-W60", "week"),
        ("2023-13", "snapshot"),
        ("202425-T4", "term"),
        ("2023", "decade"),
    ],
)
def test_what_is_not_a_period_of_its_kind_is_refused(code: str, kind: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period(code, kind)


@given(st.integers(min_value=1900, max_value=2090), st.integers(min_value=-5, max_value=5))
def test_some_years_earlier_and_back_is_the_same_period(year: int, years: int) -> None:
    for period in (Period(f"{year}{(year + 1) % 100:02d}", "academic_year"), Period(str(year), "calendar_year")):
        assert period.earlier(years).earlier(-years) == period
        assert period.ordinal - period.earlier(years).ordinal == years


def test_words_in_any_usual_spelling_are_read() -> None:
    assert parse("2023-24", kind="academic_year").code == "202324"
    assert parse("2023/2024", kind="academic_year").code == "202324"
    assert parse("Autumn term 2024/25", kind="term").code == "202425-T1"
