"""Numbers and dates as people and programs write them mean what they mean, and never something near it."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from etl.datasets import Dataset
from etl.date_words import day, day_sql
from etl.tidy.cells import Cells


def cells(**more: Any) -> Cells:
    content = {"id": "d", "title": "D", "publisher": "P", "priority": 1, "recognise": {"columns": ["value"]}}
    return Cells(Dataset.model_validate({**content, **more}), {"value": "value"})


def number(text: str, **more: Any) -> float | None:
    with duckdb.connect() as connection:
        sql = cells(**more).number("value")
        row = connection.execute(f"SELECT {sql} FROM (SELECT ? AS value) s", [text]).fetchone()
    assert row is not None
    value: float | None = row[0]
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14,472", 14472),
        ("8,397,320.00", 8397320),
        ("3.4%", 3.4),
        ("3.4 %", 3.4),
        ("£45,421", 45421),
        ("8.443E-2", 0.08443),
        ("1\u00a0234", 1234),
        ("1\u2009234\u202f567", 1234567),
        ("14 472", 14472),
        ("\u00a05.5 ", 5.5),
        ("\u22125.2", -5.2),
        ("-1,204", -1204),
        ("+0.5", 0.5),
    ],
)
def test_a_number_is_read_in_every_usual_spelling(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["3,4", "12,34,5", "1 2", "12 34", "(3.4)", "5-", "3.4 r", "1e999", "nan", "c", "", "two", "10/12", "1.2.3"]
)
def test_what_could_be_read_in_two_ways_or_none_is_no_number(text: str) -> None:
    assert number(text) is None


def test_brackets_are_below_zero_only_where_the_dataset_says_so() -> None:
    assert number("(1,204.5)", brackets="negative") == -1204.5
    assert number("(£3.40)", brackets="negative") == -3.4
    assert number("7", brackets="negative") == 7


@pytest.mark.parametrize(("text", "status"), [("c", "suppressed"), ("\u00a0c\t", "suppressed"), ("–", "not_available")])
def test_a_symbol_is_known_with_any_blank_around_it(text: str, status: str) -> None:
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {cells().symbol('value')} FROM (SELECT ? AS value) s", [text]).fetchone()
    assert found == (status,)


FIRST_OF_SEPTEMBER = [
    "01/09/2023", "1/9/2023", "01/09/23", "01-09-2023", "01.09.2023", "2023-09-01", "2023/09/01", "20230901",
    "2023-09-01 00:00:00", "2023-09-01T00:00:00", "1 September 2023", "01 Sep 2023", "01-Sep-23", "1-Sep-2023",
    "September 1, 2023", "01/09/2023 14:30", "45170", "45170.0", " 01/09/2023 ",
]  # fmt: skip


@pytest.mark.parametrize("text", FIRST_OF_SEPTEMBER)
@pytest.mark.parametrize("expected", ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d"])
def test_a_date_is_read_in_every_british_and_iso_form_and_as_a_serial_number(text: str, expected: str) -> None:
    assert day(text, expected) == date(2023, 9, 1)
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {day_sql('t', expected)} FROM (SELECT ? AS t)", [text]).fetchone()
    assert found == (date(2023, 9, 1),)


@pytest.mark.parametrize("text", ["", "31/02/2023", "13/13/2023", "NULL", "2023", "Not recorded", "99999"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert day(text, "%d/%m/%Y") is None
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {day_sql('t', '%d/%m/%Y')} FROM (SELECT ? AS t)", [text]).fetchone()
    assert found == (None,)


def test_where_the_month_is_said_to_come_first_it_does() -> None:
    assert day("09/01/2023", "%m/%d/%Y") == date(2023, 9, 1)
    assert day("09/01/2023", "%d/%m/%Y") == date(2023, 1, 9)
