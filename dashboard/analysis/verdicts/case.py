"""What a judgement is made from, and what a target's rule hands back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.analysis import words
from dashboard.analysis.model import Point, Series, Step
from etl.catalogue import Indicator
from etl.periods import Period
from etl.plans import Progress, Target

NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Unit:
    """One school (or LA) behind "k of N": its name and its own series."""

    name: str
    series: Series


@dataclass(frozen=True, slots=True)
class Case:
    """One target for one indicator, group and place, with the lines that were known on ``as_of``.

    ``comparator`` has the scope of ``own``. ``refusal`` is set where the question cannot be put at all (a group that
    is not published), with ``wanting`` if data would answer it; ``shown_only`` marks context, which is never judged;
    ``note`` is a caveat that goes with any verdict. ``recorded`` holds what people wrote of each action
    that the measure hangs on, for milestones.
    """

    measure_id: str
    priority_id: str | None
    number: int
    target: Target
    indicator: Indicator | None
    group_id: str | None
    place_id: str
    place_name: str
    as_of: date
    start: date | None = None
    own: Series | None = None
    comparator: Series | None = None
    comparator_name: str | None = None
    units: tuple[Unit, ...] = ()
    recorded: tuple[tuple[Progress, ...], ...] = ()
    refusal: str | None = None
    refusal_brief: str = "Not published"
    wanting: str | None = None
    note: str | None = None
    shown_only: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says: the verdict, a sentence, a few words, and the parts of its sum.

    ``point`` is the one judged where it is not the latest; ``against`` the value it was tested with.
    """

    verdict: str
    reason: str
    brief: str
    steps: tuple[Step, ...] = ()
    point: Point | None = None
    baseline: Point | None = None
    target_line: tuple[tuple[Period, float], ...] = ()
    trajectory: tuple[tuple[Period, float], ...] = ()
    met_units: int | None = None
    all_units: int | None = None
    units_not_meeting: tuple[str, ...] = ()
    wanting: str | None = None


def refused(reason: str, brief: str, *, wanting: str | None = None) -> Outcome:
    return Outcome(NOT_JUDGED, reason, brief, wanting=wanting)


def value_step(point: Point, indicator: Indicator, name: str) -> Step:
    """The line of a sum for one figure: whose it is, when, its value and the counts behind it."""
    made_of = words.counts(point, indicator)
    estimate = ", estimated" if point.status == "estimated" else ""
    return Step(
        f"{name}, {point.period.label}{estimate}",
        words.printed(point.figure, indicator) + (f" ({made_of})" if made_of else ""),
        "input",
        point.origin,
    )


def paired(own: Series, comparator: Series | None) -> tuple[tuple[Point, Point], ...]:
    """The periods for which both the place and the comparator have a value, oldest first."""
    if comparator is None:
        return ()
    pairs = ((point, comparator.at(point.period)) for point in own.known)
    return tuple((mine, theirs) for mine, theirs in pairs if theirs is not None and theirs.value is not None)


def no_comparator(case: Case, own: Series) -> Outcome:
    """The refusal where the other side of a comparison is missing."""
    name = case.comparator_name or "England"
    latest = own.known[-1]
    return refused(
        f"No figure of {name} is held for {latest.period.label} or an earlier period with the same scope "
        f"({latest.coverage.replace('_', ' ')}), so there is nothing to compare with",
        f"No figure of {name}",
        wanting=f"the figure of {name}",
    )
