"""Suspensions and permanent exclusions by school and for the county, under the names of before and after 2020."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from etl.demonstration.county import YEARS, School
from etl.demonstration.draws import stream, successes
from etl.demonstration.files import PLACE_COLUMNS, SCHOOL_COLUMNS, Cell, Extract, Row, percent, tidy
from etl.demonstration.pupils import Tally, add
from etl.demonstration.schools import open_in

_OLD_NAMES_UNTIL = "201819"
_RENAMED = {
    "suspension": "fixed_excl",
    "susp_rate": "fixed_excl_rate",
    "one_plus_susp": "one_plus_fixed",
    "one_plus_susp_rate": "one_plus_fixed_rate",
}

_SUSPENSIONS = {
    "primary": (1.3, 1.4, 1.4, 1.0, 1.0, 1.5, 1.9, 2.4, 2.6),
    "secondary": (9.6, 10.4, 10.9, 7.6, 8.6, 14.2, 19.1, 22.8, 23.6),
    "special": (13.5, 12.6, 11.6, 8.3, 8.0, 10.5, 11.7, 12.3, 12.9),
}
"""Per 100 pupils by year, near to what England had; primary before special, so that ``Total`` is their sum."""

_PERMANENT = {"primary": 0.03, "secondary": 0.22, "special": 0.07}
_PHASE_WORDS = {
    "total": "Total",
    "primary": "State-funded primary",
    "secondary": "State-funded secondary",
    "special": "Special",
}
_VALUES = (
    *("headcount", "perm_excl", "perm_excl_rate", "suspension", "susp_rate", "one_plus_susp", "one_plus_susp_rate"),
)


def extracts() -> Iterator[Extract]:
    old = tuple(year for year in YEARS if year <= _OLD_NAMES_UNTIL)
    new = tuple(year for year in YEARS if year > _OLD_NAMES_UNTIL)
    header = (
        *("time_identifier", "time_period", "geographic_level", *PLACE_COLUMNS, *SCHOOL_COLUMNS, "education_phase"),
        *("num_schools", *_VALUES),
    )
    yield Extract("exclusions", "suspensions_and_permanent_exclusions.csv", header, _rows(new))
    renamed = tuple({**_RENAMED, "education_phase": "school_type"}.get(column, column) for column in header)
    rows = [
        {**row, **{new: row[old] for old, new in _RENAMED.items()}, "school_type": row["education_phase"]}
        for row in _rows(old)
    ]
    yield Extract("exclusions", "fixed_period_and_permanent_exclusions.csv", renamed, rows)


@cache
def exclusions(year: str) -> dict[School, Tally]:
    """Pupils in January, suspensions, pupils suspended and permanent exclusions of every school in one year."""
    return {school: _exclusions(school, year) for school in open_in(year, *_SUSPENSIONS)}


def _exclusions(school: School, year: str) -> Tally:
    own, random = stream("exclusions", school.number), stream("exclusions", school.number, year)
    inclination = own.lognormvariate(0, 0.5) * (1 + 1.6 * (school.disadvantaged - 0.25))
    pupils = school.roll(year)
    expected = max(0.0, pupils * _SUSPENSIONS[school.phase][YEARS.index(year)] / 100 * inclination)
    events = max(0, round(random.gauss(expected, (1.6 * expected) ** 0.5)))
    suspended = sum(1 for _ in range(events) if random.random() < 0.44)
    return Counter(
        headcount=pupils,
        suspension=events,
        one_plus_susp=max(min(1, events), suspended),
        perm_excl=successes(random, pupils, _PERMANENT[school.phase] / 100 * inclination),
    )


def _rows(years: tuple[str, ...]) -> list[Row]:
    rows: list[Row] = []
    for year in years:
        counted = exclusions(year)
        for school, tally in counted.items():
            rows.append(_row(tally, schools=1, phase=school.phase, where=tidy("School", year, school=school)))
        for phase in _PHASE_WORDS:
            chosen = [tally for school, tally in counted.items() if phase in ("total", school.phase)]
            rows.append(_row(add(chosen), schools=len(chosen), phase=phase, where=tidy("Local authority", year)))
    return rows


def _row(tally: Tally, *, schools: int, phase: str, where: dict[str, Cell]) -> Row:
    pupils = tally["headcount"]
    return {
        **where,
        "education_phase": _PHASE_WORDS[phase],
        "num_schools": schools,
        **{name: tally[name] for name in ("headcount", "perm_excl", "suspension", "one_plus_susp")},
        "perm_excl_rate": percent(tally["perm_excl"], pupils, 5),
        "susp_rate": percent(tally["suspension"], pupils, 5),
        "one_plus_susp_rate": percent(tally["one_plus_susp"], pupils, 5),
    }
