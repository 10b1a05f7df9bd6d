"""Periods: one spelling inside, the reader's words on screen.

``202324`` is an academic or financial year, ``2024`` a calendar or reporting year, ``202425-T1`` a term
(``T12`` two terms), ``2022-W37`` a week, ``2023-07`` a snapshot month. A period always travels with its kind:
``202324`` alone does not say which year it is, and series of different kinds never share a line.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

KINDS = (
    "academic_year",
    "financial_year",
    "calendar_year",
    "reporting_year",
    "term",
    "two_terms",
    "week",
    "snapshot",
)

DAYS = {"academic_year": 364, "financial_year": 364, "calendar_year": 364, "reporting_year": 364,
        "two_terms": 244, "term": 122, "snapshot": 30, "week": 6}  # fmt: skip
"""How many days before its last one a period of each kind began, at most."""

_TERM_WORDS = {"1": "autumn", "2": "spring", "3": "summer", "12": "autumn and spring"}
_TERM_ENDS = {"1": (0, 12, 31), "2": (1, 4, 30), "3": (1, 8, 31), "12": (1, 4, 30)}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_TWO_YEARS = re.compile(r"^(\d{4})(\d{2})$")
_TERM = re.compile(r"^(\d{4})(\d{2})-T(12|1|2|3)$")
_YEAR = re.compile(r"^(\d{4})$")
_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_YEARS_IN_WORDS = re.compile(r"^(\d{4})\s*[/-]\s*(?:\d{2})?(\d{2})$")
_TERM_IN_WORDS = re.compile(r"^([a-z ]+?) (?:term )?(\d{4})[/-]?(\d{2})$")
_WEEK_IN_WORDS = re.compile(r"^week (\d{1,2})(?: of|,)? (\d{4})$")
_MONTH_IN_WORDS = re.compile(r"^([a-z]+) (\d{4})$")

_PATTERNS = {
    "academic_year": _TWO_YEARS,
    "financial_year": _TWO_YEARS,
    "calendar_year": _YEAR,
    "reporting_year": _YEAR,
    "term": _TERM,
    "two_terms": _TERM,
    "week": _WEEK,
    "snapshot": _MONTH,
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period with its kind; raises ``ValueError`` on a spelling that the kind does not have."""

    code: str
    kind: str

    def __post_init__(self) -> None:
        pattern = _PATTERNS.get(self.kind)
        if pattern is None:
            raise ValueError(f"period kind {self.kind!r} is not one of {', '.join(KINDS)}")
        found = pattern.match(self.code)
        if not found:
            raise ValueError(f"{self.code!r} is not a {self.kind.replace('_', ' ')}, expected {example(self.kind)}")
        if pattern in (_TWO_YEARS, _TERM) and int(found[2]) != (int(found[1]) + 1) % 100:
            raise ValueError(f"{self.code!r} does not name two consecutive years, expected {example(self.kind)}")
        _ = self.end  # a week 54 or a month 13 fails here, with its own words

    @property
    def label(self) -> str:
        """The words on screen: 2023/24, 2024, autumn 2024/25, week 37 of 2022, July 2023."""
        return _label(self.code)

    @property
    def end(self) -> date:
        """The last day that the period covers.

        Academic and reporting years end on 31 August (Ofsted's and NEET's reporting years close in the summer),
        financial years on 31 March, terms at the end of December, April and August.
        """
        return _end(self.code, self.kind)

    @property
    def ordinal(self) -> int:
        """The year in which it starts: two periods of one yearly kind are a year apart when these differ by one."""
        return int(self.code[:4])

    def earlier(self, years: int = 1) -> Period:
        """The same period some years before (later if negative)."""
        return _earlier(self.code, self.kind, years)


@lru_cache(maxsize=4096)
def known(code: str, kind: str) -> Period:
    """The period of a code, made once: a page reads thousands of figures of the same few dozen periods."""
    return Period(code, kind)


@lru_cache(maxsize=4096)
def _earlier(code: str, kind: str, years: int) -> Period:
    first = int(code[:4]) - years
    if _TWO_YEARS.match(code) or _TERM.match(code):
        return known(f"{first:04d}{(first + 1) % 100:02d}{code[6:]}", kind)
    return known(f"{first:04d}{code[4:]}", kind)


@lru_cache(maxsize=4096)
def _label(code: str) -> str:
    if found := _TWO_YEARS.match(code):
        return f"{found[1]}/{found[2]}"
    if found := _TERM.match(code):
        return f"{_TERM_WORDS[found[3]]} {found[1]}/{found[2]}"
    if found := _WEEK.match(code):
        return f"week {int(found[2])} of {found[1]}"
    if found := _MONTH.match(code):
        return f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return code


@lru_cache(maxsize=4096)
def _end(code: str, kind: str) -> date:
    if found := _TERM.match(code):
        later, month, day = _TERM_ENDS[found[3]]
        return date(int(found[1]) + later, month, day)
    if found := _TWO_YEARS.match(code):
        second = int(found[1]) + 1
        return date(second, 3, 31) if kind == "financial_year" else date(second, 8, 31)
    if found := _WEEK.match(code):
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) + timedelta(days=6)
    if found := _MONTH.match(code):
        year, month = int(found[1]), int(found[2])
        return date(year, month, monthrange(year, month)[1])
    return date(int(code), 8, 31) if kind == "reporting_year" else date(int(code), 12, 31)


def example(kind: str) -> str:
    """A valid code of that kind, for error messages."""
    return {
        "academic_year": "202324",
        "financial_year": "202324",
        "calendar_year": "2024",
        "reporting_year": "2024",
        "term": "202425-T1",
        "two_terms": "202425-T12",
        "week": "2022-W37",
        "snapshot": "2023-07",
    }[kind]


def parse(words: str, *, kind: str) -> Period:
    """A period from its code or from the words on screen (``2023/24``, ``2023-24``, ``autumn 2024/25``).

    Raises ``ValueError`` with the expected form when the words cannot be a period of that kind.
    """
    text = " ".join(words.split()).lower()
    if kind in ("academic_year", "financial_year") and (found := _YEARS_IN_WORDS.match(text)):
        return Period(found[1] + found[2], kind)
    if kind in ("term", "two_terms") and (found := _TERM_IN_WORDS.match(text)):
        number = {name: code for code, name in _TERM_WORDS.items()}.get(found[1].strip())
        if number:
            return Period(f"{found[2]}{found[3]}-T{number}", kind)
    if kind == "week" and (found := _WEEK_IN_WORDS.match(text)):
        return Period(f"{found[2]}-W{int(found[1]):02d}", kind)
    if kind == "snapshot" and (found := _MONTH_IN_WORDS.match(text)):
        months = [month.lower() for month in MONTHS]
        if found[1] in months:
            return Period(f"{found[2]}-{months.index(found[1]) + 1:02d}", kind)
    return Period(" ".join(words.split()), kind)
