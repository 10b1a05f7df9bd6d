"""What the analysis speaks in: points, series, judgements.

Values are in the indicator's own unit, percentages as 79 and not 0.79. A value that cannot be given is ``None``
and its ``status`` says why; nothing here ever turns a suppressed figure into a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from etl.periods import Period


class Origin(NamedTuple):
    """Where a number came from: the extract and its row, or how many members it was summed over."""

    extract_id: int | None
    file_name: str
    row: int | None
    invented: bool = False


class Point(NamedTuple):
    """One number of a series. ``basis`` is ``counts``, ``printed``, ``derived`` or ``aggregated``. Screens are made of
    hundreds, and a tuple is made three times as fast as a dataclass."""

    period: Period
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: str = "ok"
    basis: str = "printed"
    release: str = "final"
    coverage: str = "state_funded"
    origin: Origin | None = None
    members: int | None = None
    members_with_data: int | None = None

    @property
    def figure(self) -> float:
        """The value of a point that is known to have one; raises ``ValueError`` on a point without."""
        if self.value is None:
            raise ValueError(f"no value for {self.period.label}: {self.status}")
        return self.value


@dataclass(frozen=True)
class Series:
    """One line: an indicator for one place, phase, group and coverage, in period order and of one period kind."""

    indicator_id: str
    place_id: str
    phase: str
    group_id: str
    period_kind: str
    points: tuple[Point, ...]

    def at(self, period: Period) -> Point | None:
        return next((point for point in self.points if point.period == period), None)

    @cached_property
    def known(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def latest(self) -> Point | None:
        return self.known[-1] if self.known else None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum behind a verdict: what it is, and the number as printed. ``kind`` is ``input``,
    ``subtotal``, ``test`` or ``rule``."""

    label: str
    value: str
    kind: str = "input"
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule that gave a verdict: an ``id`` that stays, and what it says in one sentence."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The authority that a place took over from, with its own line: named beside the place's, never compared with."""

    place_id: str
    name: str
    since: date | None
    series: Series | None


@dataclass(frozen=True, slots=True)
class Change:
    """The signed change between two comparable periods, and its own word (``improved``, ``no_clear_change``,
    ``worse``, or ``not_compared`` with the reason)."""

    word: str
    amount: float | None
    since: Period | None
    reason: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What people said of a target on the day ``at``, in their own ``text``: a milestone ``done`` or ``not_done``, k of
    N (``met_units`` of ``all_units``), or a matter of judgement ``met``, ``partly`` or ``not_met``."""

    outcome: str
    at: date
    by: str
    text: str = ""
    met_units: int | None = None
    all_units: int | None = None


LineKey = tuple[str, int, str | None, str | None, str]
"""Measure, target, indicator, group and place of a detail line."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the engine says of one target for one indicator, group and place: a detail line of ``verdicts``.

    ``period`` and ``value`` are those judged: the latest ones, or for a target past its date those at that date, with
    ``latest`` beside them. ``brief`` is the reason in a few words, for a table row. ``worsening`` says since when a
    figure that is ``getting_worse`` is. ``met_units`` of ``all_units`` is the "k of N" of a target that every unit must
    meet, ``units_not_meeting`` their names. ``wanting`` is set where a verdict fails for want of data: what is missing.
    ``rule`` is the one that decided, ``aim`` the target in words, ``baseline_how`` how the baseline was found;
    ``lower`` and ``upper`` bound the value by its 95 % interval where one can be had. ``recorded`` is what people said
    of the target itself: their words, which colour nothing unless the rule says so.
    """

    measure_id: str
    priority_id: str | None
    target: int
    target_type: str
    indicator_id: str | None
    group_id: str | None
    place_id: str
    verdict: str
    reason: str
    rule: Rule
    aim: str = ""
    brief: str = ""
    period: Period | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    comparator_name: str | None = None
    comparator_value: float | None = None
    gap: float | None = None
    standing: str | None = None
    baseline: Period | None = None
    baseline_value: float | None = None
    baseline_how: str | None = None
    change: Change | None = None
    since_baseline: Change | None = None
    getting_worse: bool = False
    worsening: str | None = None
    latest: Point | None = field(default=None, repr=False)
    met_units: int | None = None
    all_units: int | None = None
    units_not_meeting: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    place_series: Series | None = field(default=None, repr=False)
    comparator_series: Series | None = field(default=None, repr=False)
    target_line: tuple[tuple[Period, float], ...] = ()
    trajectory: tuple[tuple[Period, float], ...] = ()
    wanting: str | None = None
    predecessor: Predecessor | None = field(default=None, repr=False)
    recorded: Recorded | None = None

    @property
    def key(self) -> LineKey:
        """What it is a line of: the same line at another moment has the same key."""
        return self.measure_id, self.target, self.indicator_id, self.group_id, self.place_id


@dataclass(frozen=True, slots=True)
class MeasureVerdict:
    """A measure's summary line with its details, and the indicators shown beside it without a colour (``context``)."""

    measure_id: str
    priority_id: str | None
    place_id: str
    verdict: str
    reason: str
    counts: dict[str, int]
    details: tuple[Judgement, ...]
    context: tuple[Judgement, ...] = ()

    @property
    def lead(self) -> Judgement:
        """The detail shown first on a row: of the measure's first indicator, the first group with a figure."""
        first = [detail for detail in self.details if detail.indicator_id == self.details[0].indicator_id]
        return next((detail for detail in first if detail.value is not None), first[0])


@dataclass(frozen=True, slots=True)
class Owed:
    """One figure that nobody has supplied: the indicator, who owes it, and what would fill it."""

    indicator_id: str
    owner: str
    what: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanVerdicts:
    """Everything that ``verdicts PLAN`` says, for one place on one date."""

    plan: str
    place_id: str
    as_of: date
    snapshot_id: str
    measures: tuple[MeasureVerdict, ...]
    owed: tuple[Owed, ...]
    invented: bool
    then: bool = False
    """Whether each figure counts where its school belonged at the figure's own time, not where it is today."""
