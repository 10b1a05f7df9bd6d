"""Teachers: vacancies and turnover by school; and school places: capacity, roll and unfilled places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from etl.demonstration.county import YEARS, School
from etl.demonstration.draws import between, stream, successes
from etl.demonstration.files import PLACE_COLUMNS, SCHOOL_COLUMNS, Cell, Extract, Row, percent, tidy
from etl.demonstration.register_files import establishment_type
from etl.demonstration.schools import open_in

_PUPILS_PER_TEACHER = {"primary": 20.6, "secondary": 16.9, "special": 6.3, "nursery": 19.0, "alternative": 4.5}
_VACANCY = {"primary": 0.004, "secondary": 0.011, "special": 0.012, "nursery": 0.002, "alternative": 0.012}
_GROWING = (0.5, 0.5, 0.55, 0.45, 0.6, 0.9, 1.1, 1.25, 1.2)
"""Vacancies by year against the usual."""

_NO_CAPACITY = ("201920",)
_PLACE_PHASES = {"primary": "Primary", "secondary": "Secondary"}
_TIME = ("time_period", "time_identifier", "geographic_level")
_TYPE_WORDS = {
    "primary": "LA maintained nursery and primary",
    "secondary": "LA maintained secondary",
    "special": "LA maintained special",
}


def extracts() -> Iterator[Extract]:
    place = ("region_code", "region_name", "old_la_code", "new_la_code", "la_name")
    yield Extract(
        "workforce",
        "teacher_vacancies_school_level.csv",
        (
            *(*_TIME, "country_code", "country_name", *place, "school_laestab", "school_urn", "school_name"),
            *("establishment_type_group", "vacancy", "rate", "tempfilled", "temprate"),
        ),
        [_vacancies(school, year) for year in YEARS for school in open_in(year)],
    )
    yield Extract(
        "workforce",
        "teacher_turnover_school_level.csv",
        (
            *(*_TIME, "country_code", "country_name", "school_urn", "school_laestab", "school_name", "school_type"),
            *("teacher_fte_in_census_year", "remained_in_the_same_school"),
            *("left_the_state-funded_system", "left_to_another_state-funded_school"),
        ),
        [_turnover(school, year) for year in YEARS[:-1] for school in open_in(year)],
    )
    yield Extract(
        "places",
        "school_capacity.csv",
        (
            *(*_TIME, *PLACE_COLUMNS, *SCHOOL_COLUMNS, "education_phase", "count_schools", "school_places"),
            *("pupils_on_roll", "at_or_over_capacity_schools", "unfilled_places", "percent_unfilled_places"),
        ),
        [row for year in YEARS if year not in _NO_CAPACITY for row in _capacity(year)],
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
    where = tidy("School", year, school=school)
    return {
        **{name: where[name] for name in (*_TIME, "country_code", "country_name", *SCHOOL_COLUMNS)},
        "school_type": _type_group(school),
        "teacher_fte_in_census_year": stock,
        "remained_in_the_same_school": round(stock - left - moved, 1),
        "left_the_state-funded_system": left,
        "left_to_another_state-funded_school": moved,
    }


def _capacity(year: str) -> list[Row]:
    """Unfilled places are each school's own: a full school does not make up for an empty one."""
    rows: list[Row] = []
    for phase, words in _PLACE_PHASES.items():
        schools = open_in(year, phase)
        for school in schools:
            rows.append(_places([school], year, words, where=tidy("School", year, school=school)))
        rows.append(_places(list(schools), year, words, where=tidy("Local authority", year)))
    everyone = [school for phase in _PLACE_PHASES for school in open_in(year, phase)]
    return [*rows, _places(everyone, year, "Total", where=tidy("Local authority", year))]


def _places(schools: list[School], year: str, words: str, *, where: dict[str, Cell]) -> Row:
    capacity = sum(school.capacity for school in schools)
    unfilled = sum(max(0, school.capacity - school.roll(year)) for school in schools)
    return {
        **where,
        "education_phase": words,
        "count_schools": len(schools),
        "school_places": capacity,
        "pupils_on_roll": sum(school.roll(year) for school in schools),
        "at_or_over_capacity_schools": sum(school.roll(year) >= school.capacity for school in schools),
        "unfilled_places": unfilled,
        "percent_unfilled_places": percent(unfilled, capacity, 2),
    }
