"""The chi-square test of a straight line through yearly figures, and which way the line goes.

A proportion is tested by Armitage's test on its counts (Tests for linear trends in proportions and frequencies,
Biometrics 11, 1955), anything else by a line through its values, each weighted by one over its variance. Both assume
that the years count different children or events. These are the two tests of Fingertips' trend markers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import scipy  # its parts load when they are used: a quarter of a second less at the start of a server

from dashboard.analysis.intervals import Z95

LEAST, FEW, SHARE_OF_FEW = 1.0, 5.0, 0.2
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Counted:
    """``x`` of ``n`` in the year ``at``."""

    at: int
    x: float
    n: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A value in the year ``at`` with its standard error."""

    at: int
    value: float
    error: float


Years = Sequence[Counted] | Sequence[Measured]


def measured(at: int, value: float, *, lower: float, upper: float) -> Measured:
    """A value with its 95 % interval, whose width is taken for 2 × 1.96 standard errors, as Fingertips does."""
    return Measured(at, value, (upper - lower) / (2 * Z95))


def chi_square(years: Years) -> float:
    """The statistic of the test, with one degree of freedom; 0 where every year has none or all of them.

    Example: 621 of 3,454, 599 of 3,195, 556 of 3,256, 535 of 3,227 and 447 of 3,121 in five years: 20.8.
    """
    if not isinstance(years[0], Counted):
        gradient, error = _weighted(years)
        return (gradient / error) ** 2
    counted = [year for year in years if isinstance(year, Counted)]
    total, having = sum(year.n for year in counted), sum(year.x for year in counted)
    if having in (0, total):
        return 0.0
    middle = sum(year.n * year.at for year in counted) / total
    together = sum(year.x * (year.at - middle) for year in counted)
    spread = sum(year.n * (year.at - middle) ** 2 for year in counted)
    share = having / total
    return float(together**2 / (share * (1 - share) * spread))


def p_value(statistic: float) -> float:
    """How often chance alone gives so large a chi-square. Example: 9.5495 gives 0.002."""
    return float(scipy.special.chdtrc(1, statistic))


def slope(years: Years) -> float:
    """The gradient a year: of the logits of proportions, each year counting once, else of the weighted values.

    The logit of none or of all has no value; half a child is then added to both sides of every year (Haldane's way).
    Of proportions only the sign is told, as their gradient is in no unit that a reader knows.
    """
    if not isinstance(years[0], Counted):
        return _weighted(years)[0]
    counted = [year for year in years if isinstance(year, Counted)]
    half = 0.5 if any(year.x in (0, year.n) for year in counted) else 0.0
    logits = [log((year.x + half) / (year.n - year.x + half)) for year in counted]
    middle = sum(year.at for year in counted) / len(counted)
    across = [year.at - middle for year in counted]
    return sum(a * b for a, b in zip(across, logits, strict=True)) / sum(a * a for a in across)


def turning(years: Years) -> list[int]:
    """The years (their ``at``) without any one of which the line would go the other way, or nowhere.

    A trend that rests on one year is none: Fingertips calls such a year an outlier and shows no trend. Asked only of a
    line whose chi-square is more than chance, so it has a gradient.
    """
    way = slope(years)
    rest = [(year.at, [each for each in years if each is not year]) for year in years]
    # Equal years have a gradient of a few parts in 10^17 rather than none: noise is no direction.
    return [at for at, others in rest if slope(others) * way <= NOISE * way * way]  # type: ignore[arg-type]


def too_thin(years: Years) -> bool:
    """Whether counts are too small for the test (Cochran, Biometrics 10, 1954): an expected count under one, or more
    than a fifth of them under five. Values with an interval never are, nor is a series of none or of all."""
    counted = [year for year in years if isinstance(year, Counted)]
    if not counted:
        return False
    share = sum(year.x for year in counted) / sum(year.n for year in counted)
    expected = [year.n * part for year in counted for part in (share, 1 - share)]
    few = sum(each < FEW for each in expected)
    return 0 < share < 1 and (min(expected) < LEAST or few > SHARE_OF_FEW * len(expected))


def _weighted(years: Years) -> tuple[float, float]:
    """Gradient and its standard error of a line through the values."""
    known = [year for year in years if isinstance(year, Measured)]
    weights = [1 / year.error**2 for year in known]
    middle = sum(w * year.at for w, year in zip(weights, known, strict=True)) / sum(weights)
    spread = sum(w * (year.at - middle) ** 2 for w, year in zip(weights, known, strict=True))
    gradient = sum(w * (year.at - middle) * year.value for w, year in zip(weights, known, strict=True)) / spread
    return gradient, 1 / sqrt(spread)
