"""Which schools lie outside what chance alone would give around their common figure: a funnel.

Limits as in PHEindicatormethods (``calculate_funnel_limits``) at 95 % and 99.8 %; reading and overdispersion after
Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import scipy  # its parts load when they are used: a quarter of a second less at the start of a server

from dashboard.analysis.cohort import FEWEST
from dashboard.analysis.intervals import Z95, Z998, events, wilson

Kind = Literal["proportion", "rate"]

LEAST = 5
"""Fewer figures than this give no common figure to lie around."""
STEPS = 60
SHARE_95, SHARE_998 = 0.05, 0.002
"""Of members that do not differ, the share outside each pair of limits."""
OVERDISPERSED = 0.001
"""So unlikely must the schools' common spread be by chance before it is called more than chance."""


@dataclass(frozen=True, slots=True)
class Member:
    """``x`` of ``n``, or ``x`` events among ``n``. Members whose figure is withheld are not given here at all."""

    place_id: str
    name: str
    x: float
    n: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A member in the funnel. ``band`` is ``inside``, ``watch`` (outside 95 %) or ``outside`` (outside 99.8 %), or
    ``too_few`` under eleven; ``above`` says on which side of the common figure it lies. ``value`` is in the unit."""

    member: Member
    value: float
    band: str
    above: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One limit: (n, value) from small to large n, in the unit of the values."""

    level: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """``baseline`` is the figure of all that are plotted; ``overdispersed`` that they differ from each other by more
    than chance as a whole, so that lying outside says little of one of them."""

    baseline: float
    placed: tuple[Placed, ...]
    lines: tuple[Line, ...]
    overdispersed: bool

    @property
    def watched_by_chance(self) -> float:
        """How many members would lie between the 95 % and the 99.8 % limits if all were alike: 4.8 in a hundred of
        those that have a band."""
        return (SHARE_95 - SHARE_998) * sum(each.band != "too_few" for each in self.placed)

    def of(self, band: str) -> tuple[Placed, ...]:
        return tuple(each for each in self.placed if each.band == band)


def funnel(members: Iterable[Member], *, kind: Kind, scale: float) -> Funnel | None:
    """Every member against the common figure of all, sum of x over sum of n; ``None`` under five members.

    Outside 99.8 % is worth a question, outside 95 % worth watching (of twenty schools that do not differ one lies
    there), inside is chance and is not ranked. Members of fewer than eleven are drawn without a band. The order of the
    members does not matter, and what is not given here has no part in the common figure.
    """
    known = sorted((each for each in members if each.n > 0), key=lambda each: (each.name, each.place_id))
    if len(known) < LEAST:
        return None
    baseline = sum(each.x for each in known) / sum(each.n for each in known)
    placed = tuple(
        Placed(each, scale * each.x / each.n, band(each, baseline=baseline, kind=kind), each.x / each.n > baseline)
        for each in known
    )
    widest = 1.05 * max(each.n for each in known)
    lines = [
        Line(level, tuple((n, scale * value) for n, value in points))
        for z, level in ((Z95, "95 %"), (Z998, "99.8 %"))
        for points in limit_lines(baseline, kind=kind, z=z, first=min(each.n for each in known), last=widest)
    ]
    return Funnel(scale * baseline, placed, tuple(lines), _overdispersed(known, baseline, kind))


def band(member: Member, *, baseline: float, kind: Kind) -> str:
    """Whether the member's own interval at 95 % and at 99.8 % holds the common figure, which is where the limits lie.

    Example: around 60 %, 50 of 100 lies outside 95 % (50.4 to 69.6) and inside 99.8 % (44.9 to 75.1): ``watch``.
    """
    if member.n < FEWEST:
        return "too_few"
    make = wilson if kind == "proportion" else events
    for z, word in ((Z998, "outside"), (Z95, "watch")):
        interval = make(member.x, member.n, z=z)
        if interval is not None and not interval.holds(baseline):
            return word
    return "inside"


def limits(baseline: float, n: float, *, z: float) -> tuple[float, float]:
    """The shares between which ``n`` pupils of a common share ``baseline`` lie, held between 0 and 1.

    It is the share whose Wilson limit at n equals the common one, which is p ± z √(p(1 − p)/n). Example: 0.6 at 100
    pupils gives 0.504 to 0.696 at 95 %.
    """
    reach = z * sqrt(baseline * (1 - baseline) / n)
    return max(0.0, baseline - reach), min(1.0, baseline + reach)


def limit_lines(
    baseline: float, *, kind: Kind, z: float, first: float, last: float
) -> tuple[Sequence[tuple[float, float]], Sequence[tuple[float, float]]]:
    """The lower and the upper limit as points (n, value) from ``first`` to ``last``, evenly spaced by ratio.

    Of a rate each number of events has the n at which its own interval just meets the common rate: that is where the
    limit passes. Nothing is drawn of a common figure of none.
    """
    if kind == "proportion":
        ratio = (last / first) ** (1 / STEPS)
        grid = [first * ratio**step for step in range(STEPS + 1)]
        both = [limits(baseline, n, z=z) for n in grid]
        return [(n, low) for n, (low, _) in zip(grid, both, strict=True)], [
            (n, high) for n, (_, high) in zip(grid, both, strict=True)
        ]
    lower: list[tuple[float, float]] = []
    upper: list[tuple[float, float]] = []
    for x in _event_counts(2 * baseline * last + 20):
        interval = events(x, z=z)
        if interval is None or baseline == 0:
            continue
        for line, bound in ((lower, interval.upper), (upper, interval.lower)):
            n = bound / baseline
            if first <= n <= last:
                line.append((n, x / n))
    return lower, upper


def _event_counts(most: float) -> list[int]:
    """0, 1, 2, … and then ever wider apart: enough points for a smooth line, never thousands of them."""
    counts, x = [0], 1
    while x <= most:
        counts.append(x)
        x += max(1, x // 20)
    return counts


def _overdispersed(members: Sequence[Member], baseline: float, kind: Kind) -> bool:
    if baseline <= 0 or (kind == "proportion" and baseline >= 1):
        return False
    unit = baseline * (1 - baseline) if kind == "proportion" else baseline
    total = sum((each.x / each.n - baseline) ** 2 * each.n / unit for each in members)
    return float(scipy.special.chdtrc(len(members) - 1, total)) < OVERDISPERSED
