"""95 % and 99.8 % intervals for proportions, rates and the differences between them.

Methods as in PHEindicatormethods, Public Health England's R package (Wilson, Byar, exact Poisson), and Newcombe's
hybrid for differences (Statistics in Medicine 17, 1998, method 10). Assumptions: a proportion counts each pupil once; a
rate counts independent events, so that repeat suspensions of one pupil make the interval too narrow rather than too
wide. Where an indicator's counts are sessions, money or rounded means its ``interval`` is ``none`` and no interval is
invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import scipy  # its parts load when they are used: a quarter of a second less at the start of a server

from dashboard.analysis.model import Point
from etl.catalogue import Indicator

Z95 = 1.959963984540054
Z998 = 3.090232306167813


class Interval(NamedTuple):
    """An estimate between its bounds, all in the same unit."""

    estimate: float
    lower: float
    upper: float

    def holds(self, value: float) -> bool:
        return self.lower <= value <= self.upper

    def scaled(self, factor: float) -> Interval:
        return Interval(self.estimate * factor, self.lower * factor, self.upper * factor)

    def widened(self, factor: float) -> Interval:
        """Each arm drawn out (or in) by a factor."""
        down, up = (self.estimate - self.lower) * factor, (self.upper - self.estimate) * factor
        return Interval(self.estimate, self.estimate - down, self.estimate + up)

    @property
    def distance(self) -> Interval:
        """The same interval as a distance from zero: −1 to 3 is 0 to 3, −3 to −1 is 1 to 3."""
        ends = sorted((abs(self.lower), abs(self.upper)))
        return Interval(abs(self.estimate), 0.0 if self.holds(0.0) else ends[0], ends[1])


def wilson(x: float, n: float, *, z: float = Z95) -> Interval | None:
    """The score interval of x out of n as proportions; none when n is 0 or x is no part of n.

    Example: 20 of 30 gives 0.4878 to 0.8077, and 12 of 12 gives 0.7575 to 1, where Wald's would have no width.
    """
    if n <= 0 or not 0 <= x <= n:
        return None
    share = x / n
    spread = z * sqrt(z * z + 4 * x * (1 - share))
    below = (2 * x + z * z - spread) / (2 * (n + z * z))
    above = (2 * x + z * z + spread) / (2 * (n + z * z))
    return Interval(share, 0.0 if x == 0 else max(0.0, below), 1.0 if x == n else min(1.0, above))


def events(x: float, n: float = 1.0, *, z: float = Z95) -> Interval | None:
    """The interval of x events over n as a rate: Byar's from 10 events on, exact Poisson below.

    Example: 12 events give 6.194 to 20.963, 3 events 0.619 to 8.767. None when n is 0 or x negative.
    """
    if n <= 0 or x < 0:
        return None
    if x >= 10:
        below = x * (1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3
        more = x + 1
        above = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    else:
        below, above = _FEW[z][int(x)] if z in _FEW and x == int(x) else few(x, z=z)
    return Interval(x / n, below / n, above / n)


def few(x: float, *, z: float) -> tuple[float, float]:
    """The exact Poisson bounds of x events, from the gamma distribution."""
    tail = float(scipy.special.ndtr(-z))
    below = 0.0 if x == 0 else float(scipy.special.gammaincinv(x, tail))
    return below, float(scipy.special.gammaincinv(x + 1, 1 - tail))


_FEW = {
    Z95: (
        (0.0, 3.688879454114), (0.025317807984, 5.571643390939), (0.242209278544, 7.224687667724),
        (0.618672122896, 8.767273069742), (1.089865373626, 10.241588675404), (1.623486390118, 11.668332079323),
        (2.201894253491, 13.059474022519), (2.814363051520, 14.422675361702), (3.453832176749, 15.763189220193),
        (4.115373097378, 17.084803451419),
    ),
    Z998: (
        (0.0, 6.907755278982), (0.001000500334, 9.233413476452), (0.045402017769, 11.228872242413),
        (0.190533377568, 13.062240779188), (0.428552413628, 14.794149222537), (0.739371731918, 16.454745203680),
        (1.107104660256, 18.061636840199), (1.520336260399, 19.626177395384), (1.970813921740, 21.156198165840),
        (2.452424404364, 22.657373309063),
    ),
}  # fmt: skip
"""What :func:`few` gives for 0 to 9 events (a test compares them): scipy's functions take a quarter of a second to
load, which the first reader after a start would wait for."""


def combined(terms: Sequence[tuple[int, Interval]]) -> Interval:
    """The interval of a sum of signed estimates, from the distance of each to its own bounds (Newcombe's hybrid).

    ``[(1, later), (-1, earlier)]`` is a change; four terms are a change of a gap. Example: 15 of 28 against 20 of 30
    is −13.1 points, −35.8 to 11.5: no evidence of change.
    """
    total = sum(sign * term.estimate for sign, term in terms)
    down = sum(_reach(term, towards_lower=sign > 0) ** 2 for sign, term in terms)
    up = sum(_reach(term, towards_lower=sign < 0) ** 2 for sign, term in terms)
    return Interval(total, total - sqrt(down), total + sqrt(up))


def of_point(point: Point, indicator: Indicator, *, z: float = Z95) -> Interval | None:
    """The interval of a figure in the indicator's own unit: as published, or from its counts; else none.

    A published interval is a 95 % one; for another level each of its arms is drawn out as a normal one would be.
    """
    if point.value is None:
        return None
    if indicator.interval == "published":
        if point.lower is None or point.upper is None:
            return None
        published = Interval(point.value, point.lower, point.upper)
        return published if z == Z95 else published.widened(z / Z95)
    if point.numerator is None or point.denominator is None or indicator.aggregation == "school_count":
        return None  # all schools are counted: that is no sample
    make = {"wilson": wilson, "poisson": events}.get(indicator.interval)
    interval = make(point.numerator, point.denominator, z=z) if make else None
    return interval.scaled(indicator.scale) if interval else None


def why_none(indicator: Indicator, *points: Point) -> str:
    """Why figures have no interval, for the reader: no pupil numbers, a count of everything, counts of another sort."""
    if indicator.unit in ("count", "FTE count", "GBP"):
        return "a number has no interval as a share has"
    if any(point.denominator is None for point in points):
        return "the source has no pupil numbers"
    if indicator.aggregation == "school_count":
        return "every school is counted, so chance has no part in it"
    return "its counts allow no interval"


def _reach(term: Interval, *, towards_lower: bool) -> float:
    return term.estimate - term.lower if towards_lower else term.upper - term.estimate
