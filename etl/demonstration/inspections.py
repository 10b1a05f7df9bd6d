"""The inspections of every invented school: overall grades, then grades by area only, then report cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from etl.demonstration.county import School
from etl.demonstration.draws import stream

LAST_DAY = date(2026, 8, 31)
_NO_OVERALL_FROM = date(2024, 9, 2)
"""From here on a graded inspection has grades by area and no overall one."""
_REPORT_CARDS_FROM = date(2025, 11, 10)

AREAS = (
    *("Inclusion", "Curriculum and teaching", "Achievement", "Attendance and behaviour"),
    *("Personal development and wellbeing", "Early years (where applicable)", "Post-16 provision (where applicable)"),
    "Leadership and governance",
)
NOT_GRADED = "NULL"
_SCALE = ("Urgent improvement", "Needs attention", "Expected standard", "Strong standard", "Exceptional")


@dataclass(frozen=True)
class Inspection:
    """``overall`` is 1 to 4, or nothing from September 2024 on; ``areas`` are 1 to 4, or the words of a report card."""

    number: int
    day: date
    overall: int | None
    areas: tuple[int | str, ...]

    @property
    def is_report_card(self) -> bool:
        return self.day >= _REPORT_CARDS_FROM


@cache
def history(school: School) -> tuple[Inspection, ...]:
    """A school's graded inspections from 2012 on, some four years apart, each better or worse than the one before."""
    random = stream("inspections", school.number)
    day = date(2012, 9, 10) + timedelta(days=random.randrange(1100))
    strength, found = 0.9 * school.ability + random.gauss(0.1, 0.6), list[Inspection]()
    while day < LAST_DAY - timedelta(days=45):
        if date(2020, 3, 17) <= day < date(2021, 9, 6):
            day += timedelta(days=560)
        strength += 8 * school.trend + random.gauss(0, 0.35)
        day += timedelta(days=(1 - day.weekday()) % 7)
        found.append(
            _inspection(school, day, strength, random, number=10_000_000 + school.urn % 1000 * 100 + len(found))
        )
        day += timedelta(days=random.randrange(1050, 2000))
    return tuple(found)


def _inspection(school: School, day: date, strength: float, random: Random, *, number: int) -> Inspection:
    def grade() -> int:
        marks = strength + random.gauss(0, 0.25)
        return 1 if marks > 1.15 else 2 if marks > -0.75 else 3 if marks > -1.6 else 4

    if day >= _REPORT_CARDS_FROM:
        return Inspection(number, day, None, tuple(_on_scale(area, school, strength, random) for area in AREAS))
    areas = (grade(), grade(), grade(), grade())
    overall = max(areas[0], areas[-1]) if day < _NO_OVERALL_FROM else None
    return Inspection(number, day, overall, areas)


def _on_scale(area: str, school: School, strength: float, random: Random) -> str:
    if area.startswith("Post-16") or (area.startswith("Early years") and school.low_age > 4):
        return NOT_GRADED
    return _SCALE[min(4, max(0, round(2.2 + 0.8 * strength + random.gauss(0, 0.5))))]
