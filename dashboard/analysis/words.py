"""Numbers as a reader meets them: an indicator's decimals, its unit, a true minus sign.

Rounding is half away from zero on the decimal spelling of the number, as published tables do it: 2.675 prints as 2.68.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from dashboard.analysis.model import Point
from etl.catalogue import Indicator

MINUS = "−"

_DIFFERENCE = {
    "percent": ("percentage point", "percentage points"),
    "pp": ("percentage point", "percentage points"),
    "rate per 100 pupils": ("per 100 pupils", "per 100 pupils"),
    "rate per 100 teachers": ("per 100 teachers", "per 100 teachers"),
    "score": ("point", "points"),
    "FTE count": ("full-time equivalent", "full-time equivalents"),
}
_SUFFIX = {
    "percent": "%",
    "pp": " percentage points",
    "rate per 100 pupils": " per 100 pupils",
    "rate per 100 teachers": " per 100 teachers",
    "FTE count": " FTE",
}

COUNTS = ("count", "FTE count", "GBP")
"""Units that grow with the place: never compared with England's total."""

GRAIN = 12
"""Digits that are kept before rounding: below them is the noise of binary arithmetic (0.1 + 0.2)."""


def rounded(value: float, decimals: int) -> Decimal:
    """The number as printed, without its unit; never minus zero."""
    quantum = Decimal(1).scaleb(-decimals)
    result = Decimal(f"{value:.{GRAIN}g}").quantize(quantum, rounding=ROUND_HALF_UP)
    return result if result else abs(result)


@lru_cache(maxsize=16_384)
def number(value: float, decimals: int) -> str:
    """``1,234.5`` or ``−0.05``."""
    return f"{rounded(value, decimals):,}".replace("-", MINUS)


def printed(value: float, indicator: Indicator) -> str:
    """The value with its unit: ``58%``, ``−0.05``, ``9.43 per 100 pupils``, ``£4,120``."""
    text = number(value, indicator.decimals)
    if indicator.unit == "GBP":
        return f"{MINUS}£{text.removeprefix(MINUS)}" if text.startswith(MINUS) else f"£{text}"
    return text + _SUFFIX.get(indicator.unit, "")


def span(earlier: float, later: float, indicator: Indicator) -> str:
    """Two values, the unit once where it is a word: ``54% to 58%``, ``2.05 to 9.43 per 100 pupils``."""
    first = printed(earlier, indicator)
    if indicator.unit not in ("percent", "GBP"):
        first = number(earlier, indicator.decimals)
    return f"{first} to {printed(later, indicator)}"


def difference(amount: float, indicator: Indicator) -> str:
    """The size of a difference, without its sign: ``12 percentage points``, ``0.02 points``, ``£120``."""
    text = number(abs(amount), indicator.decimals)
    if indicator.unit == "GBP":
        return f"£{text}"
    one, many = _DIFFERENCE.get(indicator.unit, ("", ""))
    return f"{text} {one if Decimal(text.replace(',', '')) == 1 else many}".rstrip()


def signed(amount: float, indicator: Indicator) -> str:
    """A change with its sign, bare: ``+3``, ``−0.57``, ``0``."""
    text = number(amount, indicator.decimals)
    return text if text.startswith(MINUS) or not rounded(amount, indicator.decimals) else f"+{text}"


def gap_words(gap: float, standing: str, indicator: Indicator, than: str) -> str:
    """``4.1 percentage points behind England``; a level gap says so."""
    if standing == "level":
        return f"level with {than}"
    preposition = "of" if standing == "ahead" else ""
    return " ".join(f"{difference(gap, indicator)} {standing} {preposition} {than}".split())


def counts(point: Point, indicator: Indicator) -> str:
    """``139 of 286`` where the value is made of counts of things, else nothing."""
    if point.numerator is None or point.denominator is None or indicator.aggregation not in ("ratio", "school_count"):
        return ""
    return f"{number(point.numerator, 0)} of {number(point.denominator, 0)}"


def listed(names: tuple[str, ...] | list[str], *, most: int = 6) -> str:
    """``a, b and c``; past ``most`` names the rest is counted."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 point``, ``4 points``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
