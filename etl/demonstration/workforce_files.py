"""Teachers: vacant and temporarily filled posts, and where the teachers of one census were a year later."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from etl.demonstration.county import YEARS, School
from etl.demonstration.draws import between, stream, successes
from etl.demonstration.files import NATION, PLACE_COLUMNS, SCHOOL_COLUMNS, TIME_COLUMNS, Extract, Row, percent, tidy
from etl.demonstration.register_files import establishment_type
from etl.demonstration.schools import open_in

_PUPILS_PER_TEACHER = {"primary": 20.6, "secondary": 16.9, "special": 6.3, "nursery": 19.0, "alternative": 4.5}
_VACANCY = {"primary": 0.004, "secondary": 0.011, "special": 0.012, "nursery": 0.002, "alternative": 0.012}
_GROWING = (0.5, 0.5, 0.55, 0.45, 0.6, 0.9, 1.1, 1.25, 1.2)
"""Vacancies by year against the usual."""

_TYPE_WORDS = {
    "primary": "LA maintained nursery and primary",
    "secondary": "LA maintained secondary",
    "special": "LA maintained special",
}


def extracts() -> Iterator[Extract]:
    yield Extract(
        "workforce",
        "teacher_vacancies_school_level.csv",
        (
            *(*TIME_COLUMNS, *PLACE_COLUMNS, *SCHOOL_COLUMNS),
            *("establishment_type_group", "vacancy", "rate", "tempfilled", "temprate"),
        ),
        [_vacancies(school, year) for year in YEARS for school in open_in(year)],
    )
    yield Extract(
        "workforce",
        "teacher_turnover_school_level.csv",
        (
            *(*TIME_COLUMNS, *NATION, *SCHOOL_COLUMNS, "school_type"),
            *("teacher_fte_in_census_year", "remained_in_the_same_school"),
            *("left_the_state-funded_system", "left_to_another_state-funded_school"),
        ),
        [_turnover(school, year) for year in YEARS[:-1] for school in open_in(year)],
    )


@cache
def teachers(school: School, year: str) -> float:
    """Full-time equivalent teachers in November, to a tenth."""
    random = stream("teachers", school.number, year)
    return round(max(2.0, school.roll(year) / _PUPILS_PER_TEACHER[school.phase] * random.gauss(1, 0.04)), 1)


def _type_group(school: School) -> str:
    if school.trust:
        return "Academies and free schools"
    return _TYPE_WORDS.get(school.phase, establishment_type(school)[1])


def _vacancies(school: School, year: str) -> Row:
    random, posts = stream("vacancies", school.number, year), round(teachers(school, year))
    chance = _VACANCY[school.phase] * _GROWING[YEARS.index(year)] * (1 + 1.5 * (school.disadvantaged - 0.2))
    vacant, covered = successes(random, posts, max(chance, 0.001)), successes(random, posts, max(1.3 * chance, 0.001))
    return {
        **tidy("School", year, school=school),
        "establishment_type_group": _type_group(school),
        "vacancy": vacant,
        "rate": percent(vacant, posts, 1),
        "tempfilled": covered,
        "temprate": percent(covered, posts, 1),
    }


def _turnover(school: School, year: str) -> Row:
    random, stock = stream("turnover", school.number, year), teachers(school, year)
    own = between(0.5, stream("turnover", school.number).gauss(1, 0.25), 1.8)
    left = round(min(stock / 2, stock * own * between(0.0, random.gauss(0.088, 0.03), 0.3)), 1)
    moved = round(min(stock / 3, stock * own * between(0.0, random.gauss(0.072, 0.03), 0.3)), 1)
    return {
        **tidy("School", year, school=school),
        "school_type": _type_group(school),
        "teacher_fte_in_census_year": stock,
        "remained_in_the_same_school": round(stock - left - moved, 1),
        "left_the_state-funded_system": left,
        "left_to_another_state-funded_school": moved,
    }
