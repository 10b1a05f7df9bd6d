"""The spellings of a period in published files, read into :class:`etl.periods.Period`.

Each reader takes the cells of one row and the kind that the source expects, and gives the period with the release
that the spelling itself tells (``2025 (prov)``), or raises ``ValueError`` in an analyst's words.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from etl.date_words import day
from etl.periods import Period

TWO_YEAR = ("academic_year", "financial_year")

_IDENTIFIERS = {
    "academic year": "academic_year",
    "financial year": "financial_year",
    "tax year": "financial_year",
    "calendar year": "calendar_year",
    "reporting year": "reporting_year",
    "autumn term": "T1",
    "spring term": "T2",
    "summer term": "T3",
    "autumn and spring term": "T12",
    "autumn and spring terms": "T12",
    "snapshot": "snapshot",
    "week": "week",
    "term": "term",
    "two terms": "two_terms",
}
_MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_LAIT = re.compile(r"^(\d{4})(?:[/-](\d{2}|\d{4}))?(?:\s*\((rev|prov|final|ot)\))?$", re.IGNORECASE)
_YEAR = re.compile(r"^(\d{4})(?:\s*[/-]\s*(\d{4}|\d{2})|(\d{2}))?$")
_RELEASES = {"rev": "revised", "prov": "provisional", "final": "final", "ot": None}


class Parsed(NamedTuple):
    """A period, and the release that its spelling tells, if any."""

    period: Period
    release: str | None


def ees(cells: tuple[str, ...], kind: str) -> Parsed:
    """``202324`` + ``Academic year``; ``2022`` + ``Week 37``; ``202425`` + ``Autumn term``; or a code of ``kind``."""
    code = cells[0]
    identifier = " ".join(cells[1].split()).casefold().replace("_", " ") if len(cells) > 1 else ""
    if identifier.startswith("week ") and identifier[5:].isdigit():
        return Parsed(Period(f"{code}-W{int(identifier[5:]):02d}", "week"), None)
    if identifier in _MONTHS:
        return Parsed(Period(f"{code}-{_MONTHS[identifier]:02d}", "snapshot"), None)
    if identifier and identifier not in _IDENTIFIERS:
        raise ValueError(f"time_identifier {cells[1]!r} is not one that is known")
    said = _IDENTIFIERS.get(identifier, kind)
    if said in ("T1", "T2", "T3", "T12"):
        return Parsed(Period(f"{_two_years(code)}-{said}", "two_terms" if said == "T12" else "term"), None)
    if identifier and {said, kind} == {"calendar_year", "reporting_year"}:
        said = kind  # the same four digits: the source says which year its series is kept by
    return Parsed(year((code,), said).period, None)


def lait(cells: tuple[str, ...], kind: str) -> Parsed:
    """``2025`` (the year in which a two-year period ends), ``2023/24``, ``2022-23 (OT)``, ``2025 (prov)``."""
    found = _LAIT.match(cells[0])
    if not found:
        raise ValueError(f"{cells[0]!r} is not a single year")
    first, second, release = int(found[1]), found[2], found[3]
    if second is None:
        code = f"{first - 1}{first % 100:02d}" if kind in TWO_YEAR else str(first)
    elif int(second) % 100 != (first + 1) % 100:
        raise ValueError(f"{cells[0]!r} pools several years")
    else:
        code = f"{first}{int(second) % 100:02d}" if kind in TWO_YEAR else str(first + 1)
    return Parsed(Period(code, kind), _RELEASES[release.casefold()] if release else None)


def year(cells: tuple[str, ...], kind: str) -> Parsed:
    """One column in any common spelling, the year that a two-year period starts with first: 201516, 2015/16, 2015-2016.

    A single year stands for itself; for a two-year kind it would be ambiguous and is refused.
    """
    text = cells[0].strip()
    if kind in TWO_YEAR:
        return Parsed(Period(_two_years(text), kind), None)
    if kind in ("calendar_year", "reporting_year"):
        found = _YEAR.match(text)
        if not found or found[2] or found[3]:
            raise ValueError(f"{text!r} is not a {kind.replace('_', ' ')}, expected 2024")
        return Parsed(Period(found[1], kind), None)
    return Parsed(Period(text, kind), None)


def dated(cells: tuple[str, ...], kind: str, form: str) -> Parsed:
    """The period of ``kind`` that a date falls in; a reporting or academic year runs from September to August."""
    found = day(cells[0], form)
    if found is None:
        raise ValueError(f"{cells[0]!r} is not a date, expected one like {date(2023, 9, 1):{form}}")
    return Parsed(containing(found, kind), None)


def containing(day: date, kind: str) -> Period:
    """The period of ``kind`` that a day falls in."""
    if kind == "snapshot":
        return Period(f"{day:%Y-%m}", kind)
    if kind == "week":
        iso = day.isocalendar()
        return Period(f"{iso.year}-W{iso.week:02d}", kind)
    if kind == "calendar_year":
        return Period(str(day.year), kind)
    if kind == "reporting_year":
        return Period(str(day.year + (day.month >= 9)), kind)
    first = day.year - (day.month < (4 if kind == "financial_year" else 9))
    return Period(f"{first}{(first + 1) % 100:02d}", kind)


def declared(text: str, kind: str | None) -> Period:
    """A period given by a person (``--period``, ``extract.yaml``, a file name): a code or the words on screen.

    Without a kind its shape must tell it: 202324 and 2023/24 are academic years, 2023-07 a snapshot, 2022-W37 a week.
    """
    text = text.strip()
    if kind is None:
        if re.match(r"^\d{4}-W\d{2}$", text):
            kind = "week"
        elif re.match(r"^\d{6}-T12$", text):
            kind = "two_terms"
        elif re.match(r"^\d{6}-T[123]$", text):
            kind = "term"
        elif re.match(r"^\d{4}-(0[1-9]|1[0-2])$", text) and int(text[5:]) != (int(text[:4]) + 1) % 100:
            kind = "snapshot"
        elif re.match(r"^\d{4}$", text):
            kind = "calendar_year"
        else:
            kind = "academic_year"
    return year((text,), kind).period


def start(period: Period) -> date:  # noqa: PLR0911 - one line a kind
    """The first day: a period that has not begun cannot have figures."""
    match period.kind:
        case "academic_year":
            return date(period.ordinal, 9, 1)
        case "reporting_year":
            return date(period.ordinal - 1, 9, 1)
        case "financial_year":
            return date(period.ordinal, 4, 1)
        case "snapshot":
            return period.end.replace(day=1)
        case "term" | "two_terms":
            return {"T1": date(period.ordinal, 9, 1), "T12": date(period.ordinal, 9, 1)}.get(
                period.code[7:], date(period.ordinal + 1, 1 if period.code.endswith("T2") else 4, 1)
            )
        case "week":
            return date.fromordinal(period.end.toordinal() - 6)
        case _:
            return date(period.ordinal, 1, 1)


def _two_years(text: str) -> str:
    found = _YEAR.match(text.strip())
    if not found or not (found[2] or found[3]):
        raise ValueError(f"{text!r} is not a year over two, expected 202324 or 2023/24")
    second = (found[2] or found[3])[-2:]
    if int(second) != (int(found[1]) + 1) % 100:
        raise ValueError(f"{text!r} does not name two consecutive years")
    return f"{found[1]}{second}"
