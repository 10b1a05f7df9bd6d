"""How far a figure is from another one, and on which side."""

from __future__ import annotations

from dashboard.analysis.words import GRAIN
from etl.catalogue import Indicator


def gap(value: float, comparator: float) -> float:
    """``value − comparator`` in the indicator's unit, raw; the noise of binary arithmetic taken off."""
    return float(f"{value - comparator:.{GRAIN}g}")


def half_unit(indicator: Indicator) -> float:
    """Half a unit of the last printed decimal: 0.05 where one decimal is printed."""
    return 0.5 * 10.0**-indicator.decimals


def advantage(value: float, comparator: float, indicator: Indicator) -> float:
    """How much better ``value`` is than ``comparator``: positive is better, whatever the polarity.

    Raises ``ValueError`` for a neutral indicator, of which no value is better than another.
    """
    if indicator.polarity == "higher":
        return gap(value, comparator)
    if indicator.polarity == "lower":
        return gap(comparator, value)
    if indicator.polarity == "closer_to_zero":
        return gap(abs(comparator), abs(value))
    raise ValueError(f"{indicator.id} is neutral: neither more nor less is better")


def standing(value: float, comparator: float, indicator: Indicator) -> str | None:
    """``ahead``, ``level`` or ``behind``; level within half a unit of the last printed decimal; none when neutral.

    Example: 79.4 % against 79.44 %, printed with one decimal, is level.
    """
    if indicator.polarity == "neutral":
        return None
    better = advantage(value, comparator, indicator)
    if abs(better) <= half_unit(indicator) + 1e-9:
        return "level"
    return "ahead" if better > 0 else "behind"
