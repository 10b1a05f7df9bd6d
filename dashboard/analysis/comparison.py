"""Whether a figure is better than, similar to or worse than a reference that is taken as fixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.analysis import words
from dashboard.analysis.cohort import too_few
from dashboard.analysis.gaps import gap, standing
from dashboard.analysis.intervals import Z998, Interval, of_point, why_none
from dashboard.analysis.model import Point
from etl.catalogue import Indicator


class Comparison(NamedTuple):
    """A figure against a reference, in the indicator's unit.

    ``word`` is ``better``, ``similar`` or ``worse`` at 95 %; ``higher`` or ``lower`` where neither end is better; and
    ``not_tested`` where there is no ``interval`` (at 95 %) or too few are counted: ``untested`` then says why.
    ``alert`` says whether the difference also holds at 99.8 %, for screens that look at many at once; ``None`` where it
    was not tested. ``standing`` is the printed figures' own order and is withheld, like every other order, where too
    few are counted.
    """

    indicator: Indicator
    gap: float
    standing: str | None
    word: str
    alert: bool | None = None
    interval: Interval | None = None
    outside: bool = False
    untested: str = ""

    @property
    def reason(self) -> str:
        """Where the reference lies, or why nothing was tested."""
        if self.interval is None:
            return self.untested
        where = "outside" if self.outside else "within"
        level = ", but level in print" if self.outside and self.word == "similar" else ""
        span = words.span(self.interval.lower, self.interval.upper, self.indicator)
        return f"{where} the 95 % interval, {span}{level}"

    @property
    def certain(self) -> bool | None:
        """Whether the difference is more than chance at 95 %; ``None`` where it was not tested."""
        return None if self.word == "not_tested" else self.word != "similar"


@dataclass(frozen=True, slots=True)
class ByChance:
    """How many comparisons of a list were ``tested``, and about how many of them chance alone calls better or worse."""

    tested: int
    expected: float


def by_chance(found: Iterable[str | None]) -> ByChance:
    """What to expect of a list of comparisons (their words) in which no place differs: one in twenty of those tested.

    Example: 41 tested at 95 % give about 2 that are called better or worse by chance alone.
    """
    tested = sum(word is not None and word != "not_tested" for word in found)
    return ByChance(tested, tested / 20)


def compared(indicator: Indicator, point: Point, reference: float) -> Comparison:
    """A figure that has a value against a reference, as Fingertips compares a place with England.

    The reference is taken as fixed, because England counts so many that its own interval is nothing beside a place's:
    the word is ``similar`` while the figure's interval holds the reference, and a figure that prints level with it is
    similar too. At 95 % one comparison in twenty of places that do not differ comes out better or worse; at 99.8 %
    (``alert``) one in five hundred. Use it with a comparator, never between two places: two intervals may overlap and
    the places still differ.

    Example: 189 of 300 (63 %, interval 57.4 to 68.3) is similar to 65 and better than 57; at 99.8 % its interval is
    54.1 to 71.1, so being better than 57 is no alert.
    """
    amount = gap(point.figure, reference)
    small = too_few(indicator, point)
    if small:
        return Comparison(indicator, amount, None, "not_tested", untested=small)
    order = standing(point.figure, reference, indicator)
    interval = of_point(point, indicator)
    if interval is None:
        return Comparison(indicator, amount, order, "not_tested", untested=why_none(indicator, point))
    outside = _apart(interval, reference, indicator)
    differs = outside and order != "level"
    wider = of_point(point, indicator, z=Z998) if differs else None
    alert = wider is not None and _apart(wider, reference, indicator)
    word = _word(amount, order) if differs else "similar"
    return Comparison(indicator, amount, order, word, alert, interval, outside)


def _word(amount: float, order: str | None) -> str:
    if order is None:
        return "higher" if amount > 0 else "lower"
    return "better" if order == "ahead" else "worse"


def _apart(interval: Interval, reference: float, indicator: Indicator) -> bool:
    if indicator.polarity == "closer_to_zero":
        return not interval.distance.holds(abs(reference))
    return not interval.holds(reference)
