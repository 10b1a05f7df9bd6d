"""What an authority and a trust hold themselves, in the layout that ``outcomes template`` writes."""

from __future__ import annotations

from collections.abc import Iterator

from etl.demonstration.county import LA_CODE, LANTERN, TESTED, YEARS, School
from etl.demonstration.draws import between, stream, successes
from etl.demonstration.files import Cell, Extract, Row
from etl.demonstration.pupils import Tally, county, results
from etl.demonstration.schools import open_in
from etl.demonstration.workforce_files import teachers

_HEADER = (
    *("indicator_id", "time_period", "time_identifier", "geographic_level", "la_code", "urn", "cluster_id", "group"),
    *("phase", "numerator", "denominator", "value"),
)
_EARLY = {"eyfsp_gld_pct": ("reception", "good_level"), "phonics_y1_pct": ("phonics", "expected")}
_UNPUBLISHED = {("eyfsp_gld_pct", "disadvantaged"), ("eyfsp_gld_pct", "not_disadvantaged")}
_GROUPS = ("all", "disadvantaged", "not_disadvantaged")
_PLAN_YEARS = ("202223", "202324", "202425")
"""The trust plan starts in September 2023: one year before, and the years since."""


def extracts() -> Iterator[Extract]:
    yield Extract("local", "early_years_and_phonics_held_by_the_authority.csv", _HEADER, _held())
    yield Extract("local", "trust_return.csv", _HEADER, [*_collected(), *_absence_gaps()])


def _row(indicator: str, year: str, level: str, **cells: Cell) -> Row:
    return {
        "indicator_id": indicator,
        "time_period": year,
        "time_identifier": "Academic year",
        "geographic_level": level,
        "la_code": LA_CODE,
        "group": "all",
        "phase": "total",
        **cells,
    }


def _held() -> list[Row]:
    """Early years and phonics by school, and the county's groups of which no publication is among the extracts."""
    rows: list[Row] = []
    for indicator, (stage, thing) in _EARLY.items():
        for year in TESTED:
            found = results(stage, year)
            for group in _GROUPS:
                if (indicator, group) in _UNPUBLISHED:
                    whole = _counts(county(found, group), thing)
                    rows.append(_row(indicator, year, "Local authority", group=group, **whole))
                rows += [
                    _row(indicator, year, "School", urn=urn, group=group, **_counts(groups[group], thing))
                    for urn, groups in found.items()
                    if groups[group]["pupils"]
                ]
    return rows


def _counts(tally: Tally, thing: str) -> dict[str, Cell]:
    return {"numerator": int(tally[thing]), "denominator": tally["pupils"]}


def _collected() -> list[Row]:
    """The trust's own return: a row for each of its schools and years."""
    rows: list[Row] = []
    for number, year in enumerate(_PLAN_YEARS):
        for school in open_in(year):
            if school.trust == LANTERN:
                rows += _school_return(school, year, number)
    return rows


def _school_return(school: School, year: str, number: int) -> list[Row]:
    random, staff = stream("trust return", school.number, year), round(teachers(school, year))
    answers = max(4, successes(random, 2 * staff, 0.7))
    governors, pupils = random.randint(8, 12), school.roll(year)
    shares = {
        "coaching_coverage_pct": (staff, (0.42, 0.74, 0.93)),
        "staff_wellbeing_score": (answers, (0.61, 0.66, 0.72)),
        "governor_training_pct": (governors, (0.55, 0.86, 0.97)),
        "charter_70_participation_pct": (pupils, (0.58, 0.83, 0.95)),
    }
    if school.phase == "primary":
        shares["speech_language_baseline_pct"] = (round(pupils / 7), (0.0, 0.35, 0.9))
    return [
        _row(
            indicator,
            year,
            "School",
            urn=school.urn,
            numerator=successes(random, whole, between(0, chances[number] + random.gauss(0, 0.05), 1)),
            denominator=whole,
        )
        for indicator, (whole, chances) in shares.items()
        if chances[number]
    ]


def _absence_gaps() -> list[Row]:
    """The trust's absence of vulnerable groups less that of others: worked out from pupil records that it holds."""
    usual = {"fsm": 3.4, "sen_support": 2.3, "ehcp": 4.1}
    return [
        _row(
            "absence_vulnerable_gap_pp",
            year,
            "Trust",
            la_code="",
            cluster_id=f"trust/{LANTERN}",
            group=group,
            value=round(level - 0.18 * number + stream("absence gap", group, year).gauss(0, 0.12), 1),
        )
        for group, level in usual.items()
        for number, year in enumerate(YEARS[-4:])
    ]
