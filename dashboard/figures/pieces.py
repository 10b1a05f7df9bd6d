"""A series in the pieces that may be joined by a line.

A line says that what lies between two points is known. It stops where data stop: at a missing year, at a figure that is
withheld, and at a change of method across which nothing is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.analysis.comparable import breaks_between
from dashboard.analysis.model import Point, Series
from etl.catalogue import Break, Indicator
from etl.periods import Period

LONGEST_STEP = {"week": 21}
"""Days between the ends of two neighbours of one kind, so that half-term does not cut a weekly line."""
YEAR_AND_SLACK = 400


@dataclass(frozen=True, slots=True)
class Change:
    """A break that falls between two periods of a chart, and whether it forbids comparison."""

    before: Period
    after: Period
    found: Break

    @property
    def refuses(self) -> bool:
        return self.found.strength == "refuse"


def pieces(points: Sequence[Point], indicator: Indicator) -> list[tuple[Point, ...]]:
    """Runs of known points that follow each other without a gap or a break that refuses comparison."""
    runs: list[list[Point]] = []
    previous: Point | None = None
    for point in points:
        if point.value is not None:
            if previous is not None and _joined(previous.period, point.period, indicator):
                runs[-1].append(point)
            else:
                runs.append([point])
        previous = point if point.value is not None else None
    return [tuple(run) for run in runs]


def eras(series: Series, indicator: Indicator) -> list[list[tuple[Point, ...]]]:
    """The pieces of a series by method, oldest first: only those of the last era are like today's figure."""
    found: list[list[tuple[Point, ...]]] = []
    for run in pieces(series.points, indicator):
        if found and not refused(indicator, found[-1][-1][-1].period, run[0].period):
            found[-1].append(run)
        else:
            found.append([run])
    return found


def changes(periods: Sequence[Period], indicator: Indicator) -> list[Change]:
    """The breaks between the periods of a chart in order, those before its first period left out."""
    return [
        Change(before, after, each)
        for before, after in pairwise(periods)
        for each in breaks_between(indicator, before, after)
    ]


def refused(indicator: Indicator, earlier: Period, later: Period) -> bool:
    """Whether a break between two periods forbids comparing them."""
    return any(each.strength == "refuse" for each in breaks_between(indicator, earlier, later))


def _joined(earlier: Period, later: Period, indicator: Indicator) -> bool:
    step = LONGEST_STEP.get(later.kind, YEAR_AND_SLACK)
    return (later.end - earlier.end).days <= step and not refused(indicator, earlier, later)
