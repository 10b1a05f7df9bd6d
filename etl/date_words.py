"""Dates in cells, and dates as plans word them: "April 2018", "end of Aut 23", "Throughout 2023-24".

A plan keeps the words and the last day that they allow. This module says which last days the words do allow, so that
a wrong reading is found.
"""

from __future__ import annotations

import re
from calendar import month_abbr, monthrange
from datetime import date, datetime, timedelta

from etl.sql import literal

_MONTHS = {name.casefold(): number for number, name in enumerate(month_abbr) if name} | {"sept": 9}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_YEAR = r"(?P<year>(?:19|20)?\d{2})"
_TWO_YEARS = re.compile(r"\b(?P<first>20\d{2})\s*[-/–]\s*(?:20)?(?P<second>\d{2})\b")
_DAY_AND_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}\.?,?\s+{_YEAR}\b", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(rf"\b{_MONTH}\.?,?\s+{_YEAR}\b", re.IGNORECASE)
_TERM_AND_YEAR = re.compile(
    rf"\b(?P<term>aut|spr|sum)[a-z]*\.?(?:\s+term)?,?\s+{_YEAR}\b(?!\s*[-/–]\s*\d)", re.IGNORECASE
)
_YEAR_ALONE = re.compile(r"\b(?P<year>20\d{2})\b(?!\s*[-/–]\s*\d)")
_TERM_ENDS = {"aut": ((12, 31),), "spr": ((3, 31), (4, 30)), "sum": ((7, 31), (8, 31))}


# A year of two digits goes first: DuckDB would take 23 for the year 23, and no year of four digits fits it.
_SHORT = ("%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%d-%b-%y", "%d %b %y")
_DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")
_PLAIN = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d %B %Y", "%d %b %Y", "%d-%b-%Y",
    "%d-%B-%Y", "%B %d, %Y",
)  # fmt: skip
_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial dates, counted from March 1900 on."""
_SERIAL = re.compile(r"([2-7]\d{4})(\.\d+)?")


def forms(expected: str) -> tuple[str, ...]:
    """The forms of date that are tried, the expected one first among those with a year of four digits.

    Where the month is expected first, forms with the day first would read another day, and are left out.
    """
    month_first = "%m" in expected and expected.find("%m") < expected.find("%d") and not expected.startswith("%Y")
    others = () if month_first else (*_SHORT, expected, *_DAY_FIRST)
    return tuple(dict.fromkeys([*others, expected, *_PLAIN]))


def day(text: str, expected: str) -> date | None:
    """The day in a cell: in the expected form, another British or ISO one, or a spreadsheet's serial number (45170)."""
    text = text.strip()
    if serial := _SERIAL.fullmatch(text):
        return _EPOCH + timedelta(days=int(serial[1]))
    for form in forms(expected):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def day_sql(cell: str, expected: str) -> str:
    """The same of a cell given as SQL; null where it is no date."""
    listed = ", ".join(map(literal, forms(expected)))
    serial = f"regexp_full_match(trim({cell}), '[2-7][0-9]{{4}}(\\.[0-9]+)?')"
    return (
        f"CASE WHEN {serial} THEN DATE '1899-12-30' + CAST(trunc(try_cast({cell} AS DOUBLE)) AS INTEGER) "
        f"ELSE CAST(try_strptime(trim({cell}), [{listed}]) AS DATE) END"
    )


def last_days(words: str) -> dict[date, str]:
    """Every last day that the words allow, with its precision (``day``, ``month``, ``term`` or ``year``).

    ``"April 2018"`` allows 30 April 2018; ``"Summer 24"`` the end of July or of August 2024; ``"2023-24"`` the end of
    the academic year or of the financial one; ``"Summer 2024 / Sept 2024"`` each of its parts. Words that name no date
    ("as soon as can be") allow nothing: the result is empty.
    """
    found: dict[date, str] = {}
    rest = words
    for match in _DAY_AND_MONTH.finditer(rest):
        year, month, day = _year(match["year"]), _month(match["month"]), int(match["day"])
        if day <= monthrange(year, month)[1]:
            found[date(year, month, day)] = "day"
    rest = _DAY_AND_MONTH.sub(" ", rest)
    for match in _TERM_AND_YEAR.finditer(rest):
        for month, day in _TERM_ENDS[match["term"].casefold()]:
            found[date(_year(match["year"]), month, day)] = "term"
    rest = _TERM_AND_YEAR.sub(" ", rest)
    for match in _MONTH_AND_YEAR.finditer(rest):
        year, month = _year(match["year"]), _month(match["month"])
        found[date(year, month, monthrange(year, month)[1])] = "month"
    rest = _MONTH_AND_YEAR.sub(" ", rest)
    for match in _TWO_YEARS.finditer(rest):
        second = int(match["first"]) + 1
        if second % 100 == int(match["second"]):
            found[date(second, 8, 31)] = found[date(second, 3, 31)] = "year"
    for match in _YEAR_ALONE.finditer(_TWO_YEARS.sub(" ", rest)):
        found[date(int(match["year"]), 12, 31)] = "year"
    return found


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(word: str) -> int:
    return _MONTHS[word.casefold()]
