"""The results of invented pupils, drawn one by one and counted, so that groups, schools and the county add up.

A pupil has an ability in standard deviations, made of the school's own, its trend, the year's level and what
disadvantage takes away. A test is passed when ability and the luck of the day together reach a threshold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from etl.demonstration.county import YEARS, School
from etl.demonstration.draws import between, stream
from etl.demonstration.schools import open_in

GROUPS = ("all", "disadvantaged", "not_disadvantaged", "female", "male", "no_sen", "sen_support", "ehcp")

Tally = Counter[str]
"""What was counted for some pupils: ``pupils``, and a number for each thing that they achieved."""

Results = dict[int, dict[str, Tally]]
"""Tallies by URN and group."""

_LEVEL = {
    **{"201617": -0.06, "201718": 0.0, "201819": 0.02},
    **{"202122": -0.13, "202223": -0.11, "202324": -0.08, "202425": -0.03},
}
"""How the county's pupils did that year: the years without tests set them back."""

_DISADVANTAGE = 0.52
_SEN = {"no_sen": 0.19, "sen_support": -0.75, "ehcp": -1.75}
"""What special needs take away; those without stand as much above the average."""
_TREND_FROM = YEARS.index("202122")

_EXPECTED = {"reading": -0.94, "writing": -0.86, "maths": -0.89, "science": -1.12}
_HIGHER = {"reading": 0.5, "writing": 0.95, "maths": 0.6}
_ALL_THREE = ("reading", "writing", "maths")


SMALL = 5
"""Published results of this many pupils or fewer are withheld, and with one group those that it could be told from."""

_DIMENSIONS = (("all",), ("disadvantaged", "not_disadvantaged"), ("female", "male"), ("no_sen", "sen_support", "ehcp"))
"""Groups that make up the whole together."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """``luck`` holds four standard normal draws, one for each thing that is tested."""

    disadvantaged: bool
    female: bool
    sen: str
    ability: float
    luck: tuple[float, float, float, float]

    @property
    def groups(self) -> tuple[str, str, str, str]:
        return (
            "all",
            "disadvantaged" if self.disadvantaged else "not_disadvantaged",
            "female" if self.female else "male",
            self.sen,
        )


@cache
def results(stage: str, year: str) -> Results:
    """One stage in one year: ``reception``, ``phonics``, ``ks2`` (92 primary schools), ``ks4`` (18 secondary)."""
    phase, years_in_school, mark = _STAGES[stage]
    return {
        school.urn: _tally(_cohort(stage, school, year, size=round(school.roll(year) / years_in_school)), mark)
        for school in open_in(year, phase)
    }


def county(found: Results, group: str) -> Tally:
    """One group's tally over every school: what the county's row prints."""
    return add(groups[group] for groups in found.values())


def add(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies, thing by thing."""
    total: Tally = Counter()
    for tally in tallies:
        total.update(tally)
    return total


def withheld(group: str, found: dict[str, Tally]) -> bool:
    """Whether a school's results of a group are too few to publish, its own or a group's of the same dimension."""
    dimension = next(names for names in _DIMENSIONS if group in names)
    return any(0 < found[name]["pupils"] <= SMALL for name in dimension)


def _cohort(stage: str, school: School, year: str, *, size: int) -> list[Pupil]:
    random = stream(stage, school.number, year)
    trend = school.trend * max(0, YEARS.index(year) - _TREND_FROM + 1)
    centre = school.ability + trend + _LEVEL[year] + random.gauss(0, 0.07)
    pupils = []
    for _ in range(size):
        poor, female, need = random.random() < school.disadvantaged, random.random() < 0.49, random.random()
        sen = "ehcp" if need < 0.035 else "sen_support" if need < 0.175 else "no_sen"
        luck = (random.gauss(0, 1), random.gauss(0, 1), random.gauss(0, 1), random.gauss(0, 1))
        pupils.append(Pupil(poor, female, sen, random.gauss(centre - _DISADVANTAGE * poor + _SEN[sen], 0.85), luck))
    return pupils


def _tally(pupils: list[Pupil], mark: Callable[[Pupil], dict[str, float]]) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {group: Counter(pupils=0) for group in GROUPS}
    for pupil in pupils:
        marks = {"pupils": 1, **mark(pupil)}
        for group in pupil.groups:
            tallies[group].update(marks)
    return tallies


def _reception(pupil: Pupil) -> dict[str, float]:
    return {"good_level": pupil.ability + 0.4 * pupil.luck[0] + 0.15 * pupil.female > -0.58}


def _phonics(pupil: Pupil) -> dict[str, float]:
    return {"expected": pupil.ability + 0.4 * pupil.luck[0] + 0.1 * pupil.female > -1.0}


def _ks2(pupil: Pupil) -> dict[str, float]:
    """Counts at the expected and the higher standard by subject and in all three; scaled scores, 80 to 120."""
    marks = {subject: pupil.ability + 0.5 * luck for subject, luck in zip(_EXPECTED, pupil.luck, strict=True)}
    counted: dict[str, float] = {f"{subject}_expected": marks[subject] > limit for subject, limit in _EXPECTED.items()}
    counted |= {f"{subject}_higher": marks[subject] > limit for subject, limit in _HIGHER.items()}
    counted |= {
        f"{subject}_score": round(between(80, 105 + 7 * marks[subject], 120)) for subject in ("reading", "maths")
    }
    for standard in ("expected", "higher"):
        counted[f"all_{standard}"] = all(counted[f"{subject}_{standard}"] for subject in _ALL_THREE)
    return counted


def _ks4(pupil: Pupil) -> dict[str, float]:
    """Points in steps that add up exactly: Attainment 8 in halves, EBacc and Progress 8 in quarters."""
    points = round(2 * between(0, 47 + 17 * (pupil.ability + 0.35 * pupil.luck[0]), 90)) / 2
    return {
        "attainment8": points,
        "basics_94": pupil.ability + 0.35 * pupil.luck[1] > -0.42,
        "basics_95": pupil.ability + 0.35 * pupil.luck[1] > 0.12,
        "ebacc_entered": 0.5 * pupil.ability + 0.9 * pupil.luck[2] > 0.26,
        "ebacc_points": round(4 * between(0, points / 11.6, 9)) / 4,
        "progress_pupils": pupil.luck[2] > -1.65,
        "progress": (round(4 * (0.5 * pupil.ability + pupil.luck[3])) / 4) * (pupil.luck[2] > -1.65),
    }


_STAGES: dict[str, tuple[str, int, Callable[[Pupil], dict[str, float]]]] = {
    "reception": ("primary", 7, _reception),
    "phonics": ("primary", 7, _phonics),
    "ks2": ("primary", 7, _ks2),
    "ks4": ("secondary", 5, _ks4),
}
"""Phase, year groups in the school, and how a pupil is marked."""
