"""The spellings of periods that real files have."""

from __future__ import annotations

from datetime import date

import pytest

from etl import period_words
from etl.periods import Period


@pytest.mark.parametrize(
    ("cells", "kind", "code", "read_as"),
    [
        (("202324", "Academic year"), "academic_year", "202324", "academic_year"),
        (("202425", "Autumn term"), "academic_year", "202425-T1", "term"),
        (("202425", "Autumn and spring term"), "academic_year", "202425-T12", "two_terms"),
        (("2022", "Week 37"), "academic_year", "2022-W37", "week"),
        (("2024", "Reporting year"), "reporting_year", "2024", "reporting_year"),
        (("2025", "Calendar year"), "reporting_year", "2025", "reporting_year"),
        (("2023", "July"), "snapshot", "2023-07", "snapshot"),
        (("202324",), "financial_year", "202324", "financial_year"),
        (("202324", ""), "academic_year", "202324", "academic_year"),
        (("2023/24", "academic year"), "academic_year", "202324", "academic_year"),
    ],
)
def test_the_department_s_two_columns(cells: tuple[str, ...], kind: str, code: str, read_as: str) -> None:
    """NEET calls its year a calendar year and is kept by reporting year: four digits take the source's kind."""
    assert period_words.ees(cells, kind).period == Period(code, read_as)


@pytest.mark.parametrize(
    ("text", "kind", "code", "release"),
    [
        ("2025", "academic_year", "202425", None),
        ("2025", "financial_year", "202425", None),
        ("2025", "calendar_year", "2025", None),
        ("2025 (prov)", "academic_year", "202425", "provisional"),
        ("2024 (Rev)", "academic_year", "202324", "revised"),
        ("2021 (Final)", "academic_year", "202021", "final"),
        ("2023/24", "academic_year", "202324", None),
        ("2022-23", "academic_year", "202223", None),
        ("2022-23 (OT)", "financial_year", "202223", None),
        ("2023/24", "reporting_year", "2024", None),
    ],
)
def test_a_year_of_the_interactive_tool_depends_on_the_kind(
    text: str, kind: str, code: str, release: str | None
) -> None:
    assert period_words.lait((text,), kind) == (Period(code, kind), release)


@pytest.mark.parametrize("text", ["0", "2014-16", "2014/15-16/17", "latest"])
def test_pooled_years_are_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"single year|pools several"):
        period_words.lait((text,), "academic_year")


@pytest.mark.parametrize(
    ("text", "kind", "code", "read_as"),
    [
        ("202324", None, "202324", "academic_year"),
        ("2023/24", None, "202324", "academic_year"),
        ("2023-2024", None, "202324", "academic_year"),
        ("2023-24", None, "202324", "academic_year"),
        ("2023-07", None, "2023-07", "snapshot"),
        ("2022-W37", None, "2022-W37", "week"),
        ("2024", None, "2024", "calendar_year"),
        ("2024", "reporting_year", "2024", "reporting_year"),
    ],
)
def test_a_declared_period_tells_its_kind_by_its_shape(text: str, kind: str | None, code: str, read_as: str) -> None:
    assert period_words.declared(text, kind) == Period(code, read_as)


@pytest.mark.parametrize(
    ("day", "kind", "code"),
    [
        (date(2018, 8, 31), "reporting_year", "2018"),
        (date(2018, 9, 1), "reporting_year", "2019"),
        (date(2018, 9, 1), "academic_year", "201819"),
        (date(2018, 3, 31), "financial_year", "201718"),
        (date(2023, 7, 4), "snapshot", "2023-07"),
        (date(2022, 9, 14), "week", "2022-W37"),
    ],
)
def test_a_day_falls_in_one_period_of_each_kind(day: date, kind: str, code: str) -> None:
    assert period_words.containing(day, kind) == Period(code, kind)


@pytest.mark.parametrize(
    ("code", "kind", "first"),
    [
        ("202324", "academic_year", date(2023, 9, 1)),
        ("202324", "financial_year", date(2023, 4, 1)),
        ("2024", "reporting_year", date(2023, 9, 1)),
        ("202324-T2", "term", date(2024, 1, 1)),
        ("2022-W37", "week", date(2022, 9, 12)),
        ("2023-07", "snapshot", date(2023, 7, 1)),
    ],
)
def test_a_period_begins_on_its_first_day(code: str, kind: str, first: date) -> None:
    assert period_words.start(Period(code, kind)) == first


def test_an_identifier_that_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="Fortnight 3"):
        period_words.ees(("2024", "Fortnight 3"), "academic_year")
