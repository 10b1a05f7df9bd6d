"""A place's rank and quartile among local authorities, as the Local Authority Interactive Tool gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SAME = 9
"""Values that agree to so many decimals are one value: the sources carry float noise beyond it."""


@dataclass(frozen=True, slots=True)
class Rank:
    """``position`` of ``of`` places, best first; ``tied`` places share it, itself included. ``quartile`` is A (best)
    to D. ``similar`` counts the other places whose interval meets the place's own, ``None`` without intervals."""

    position: int
    of: int
    tied: int
    quartile: str
    similar: int | None = None

    @property
    def words(self) -> str:
        """``joint 12th of 151``."""
        return f"{'joint ' if self.tied > 1 else ''}{ordinal(self.position)} of {self.of}"


def rank(
    values: Mapping[str, float | None],
    place_id: str,
    *,
    polarity: str,
    intervals: Mapping[str, tuple[float, float]] | None = None,
) -> Rank | None:
    """The rank of a place among those with a value, ties taking the best position they share.

    ``None`` when the indicator is neutral, which has no better end, or when the place has no value. Where closer to
    zero is better, the distance from zero is ranked. Regions and England do not belong in ``values``.
    Example: 63, 60, 60 and 55 with higher better: the two at 60 are joint 2nd of 4.
    """
    if polarity not in ("higher", "lower", "closer_to_zero"):
        return None
    known = {place: _order(value, polarity) for place, value in values.items() if value is not None}
    if place_id not in known:
        return None
    mine = known[place_id]
    tied = sum(value == mine for value in known.values())
    similar = None
    if intervals is not None and place_id in intervals:
        low, high = intervals[place_id]
        similar = sum(other != place_id and span[0] <= high and low <= span[1] for other, span in intervals.items())
    return Rank(
        position=1 + sum(value < mine for value in known.values()),
        of=len(known),
        tied=tied,
        quartile=quartile(list(known.values()), mine),
        similar=similar,
    )


def quartile(values: Sequence[float], mine: float) -> str:
    """A, B, C or D of a value where less is better; a value on a cut belongs to the better quarter."""
    return next(
        (band for band, share in zip("ABC", (0.25, 0.5, 0.75), strict=True) if mine <= quantile(values, share)), "D"
    )


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile by linear interpolation between order statistics (R's type 7, LAIT's own).

    Example: 1, 2, 3, 4 at a quarter: 1.75. Raises ``ValueError`` on no values.
    """
    if not values:
        raise ValueError("a quantile needs at least one value")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return round(ordered[below] + (ordered[above] - ordered[below]) * (place - below), SAME)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 22nd."""
    if 10 <= number % 100 <= 13:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _order(value: float, polarity: str) -> float:
    """A number that is smaller the better the value."""
    return round({"higher": -value, "lower": value, "closer_to_zero": abs(value)}[polarity], SAME)
