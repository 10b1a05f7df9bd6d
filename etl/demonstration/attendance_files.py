"""Absence by school, with sessions and enrolments counted, and the county's rows by phase as sums of its schools'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import exp

from etl.demonstration.county import LA_NUMBER, LANTERN, YEARS, School
from etl.demonstration.draws import between, stream, successes
from etl.demonstration.files import PLACE_COLUMNS, SCHOOL_COLUMNS, TIME_COLUMNS, Cell, Extract, Row, percent, tidy
from etl.demonstration.pupils import Tally, add
from etl.demonstration.schools import open_in

NO_YEAR = ("201920",)
"""No full year of absence was published: schools closed in March 2020."""

YEARS_WITH_ABSENCE = tuple(year for year in YEARS if year not in NO_YEAR)

_RATES = {
    "primary": (4.1, 4.3, 4.1, 0, 3.8, 6.4, 6.1, 5.7, 5.4),
    "secondary": (5.6, 5.8, 5.7, 0, 5.8, 9.3, 9.4, 9.3, 8.8),
    "special": (9.8, 10.3, 10.2, 0, 13.0, 13.3, 13.2, 13.0, 12.7),
}
"""Percent of sessions missed by year, near to what England had."""

_COMPULSORY = {"primary": 6 / 7, "secondary": 1.0, "special": 0.85}
"""The share of the roll that is aged 5 to 15."""

_PHASE_WORDS = {
    "total": "Total",
    "primary": "State-funded primary",
    "secondary": "State-funded secondary",
    "special": "Special",
}
_COUNTS = (
    *("enrolments", "sess_possible", "sess_overall", "sess_authorised", "sess_unauthorised"),
    *("enrolments_pa_10_exact", "enrolments_pa_50_exact"),
)
_PERCENTS = {
    "sess_overall_percent": ("sess_overall", "sess_possible"),
    "sess_authorised_percent": ("sess_authorised", "sess_possible"),
    "sess_unauthorised_percent": ("sess_unauthorised", "sess_possible"),
    "enrolments_pa_10_exact_percent": ("enrolments_pa_10_exact", "enrolments"),
    "enrolments_pa_50_exact_percent": ("enrolments_pa_50_exact", "enrolments"),
}


def extracts() -> Iterator[Extract]:
    header = (
        *(*TIME_COLUMNS, *PLACE_COLUMNS, *SCHOOL_COLUMNS, "education_phase"),
        *("num_schools", *_COUNTS, *_PERCENTS),
    )
    rows: list[Row] = []
    for year in YEARS_WITH_ABSENCE:
        counted = absence(year)
        for school, tally in counted.items():
            rows.append(_row(tally, schools=1, phase=school.phase, where=tidy("School", year, school=school)))
        for phase in _PHASE_WORDS:
            chosen = [tally for school, tally in counted.items() if phase in ("total", school.phase)]
            rows.append(_row(add(chosen), schools=len(chosen), phase=phase, where=tidy("Local authority", year)))
    yield Extract("attendance", "absence_by_school_full_year.csv", header, rows)
    latest = YEARS_WITH_ABSENCE[-1]
    yield Extract(
        "attendance",
        f"absence_{2000 + int(latest[2:4])}-{2001 + int(latest[2:4])}.csv",
        ("LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"),
        [
            {
                "LA": LA_NUMBER,
                "ESTAB": school.number,
                "URN": school.urn,
                "PERCTOT": percent(tally["sess_overall"], tally["sess_possible"], 1),
                "PPERSABS10": percent(tally["enrolments_pa_10_exact"], tally["enrolments"], 1),
            }
            for school, tally in absence(latest).items()
        ],
        said={"period": latest, "release": "final"},
        encoding="utf-8-sig",
    )


@cache
def absence(year: str) -> dict[School, Tally]:
    """Sessions and enrolments of every school with pupils of compulsory age, in one year."""
    return {school: _absence(school, year) for school in open_in(year, *_RATES)}


def _absence(school: School, year: str) -> Tally:
    own, random = stream("absence", school.number), stream("absence", school.number, year)
    usual = own.gauss(0, 0.11) - 0.12 * school.ability + 0.55 * (school.disadvantaged - 0.25)
    mended = 0.035 * max(0, YEARS.index(year) - YEARS.index("202223")) * (school.trust == LANTERN)
    rate = _RATES[school.phase][YEARS.index(year)] / 100 * exp(usual + random.gauss(0, 0.04) - mended)
    enrolments = max(1, round(school.roll(year) * _COMPULSORY[school.phase]))
    possible = sum(random.randint(355, 380) for _ in range(enrolments))
    missed = round(possible * rate)
    unauthorised = round(missed * between(0.1, random.gauss(0.24 + 0.3 * school.disadvantaged, 0.04), 0.7))
    persistent = successes(random, enrolments, between(0.005, 3.2 * rate - 0.045, 0.6))
    severe = successes(random, persistent, between(0.0, 1.1 * rate, 0.3))
    return Counter(
        enrolments=enrolments,
        sess_possible=possible,
        sess_overall=missed,
        sess_authorised=missed - unauthorised,
        sess_unauthorised=unauthorised,
        enrolments_pa_10_exact=persistent,
        enrolments_pa_50_exact=severe,
    )


def _row(tally: Tally, *, schools: int, phase: str, where: dict[str, Cell]) -> Row:
    printed = {name: percent(tally[part], tally[whole], 2) for name, (part, whole) in _PERCENTS.items()}
    counts = {name: tally[name] for name in _COUNTS}
    return {**where, "education_phase": _PHASE_WORDS[phase], "num_schools": schools, **counts, **printed}
