"""Values for narrow columns: the number with a sign for its unit, a longer unit once beside the name."""

from __future__ import annotations

from dashboard.analysis import words
from etl.catalogue import Indicator


def short_value(value: float, indicator: Indicator) -> str:
    """The value for a narrow column: a percentage keeps its sign, a longer unit stands once under the name."""
    if indicator.unit in ("percent", "GBP"):
        return words.printed(value, indicator)
    return words.number(value, indicator.decimals)


def unit_note(indicator: Indicator) -> str | None:
    """What stands under an indicator's name: its unit where the value does not carry it, and which way is better."""
    carried = indicator.unit in ("percent", "GBP", "score", "count", "ratio")
    unit = None if carried else "percentage points" if indicator.unit == "pp" else indicator.unit.removeprefix("rate ")
    lower = "lower is better" if indicator.polarity == "lower" else None
    return ", ".join(word for word in (unit, lower) if word) or None


def inline(words_: str) -> str:
    """A label inside a sentence: its first letter small unless it begins an abbreviation (``SEN support``)."""
    return words_[:1].lower() + words_[1:] if words_[1:2].islower() else words_


def counted(indicator: Indicator) -> str:
    """What a denominator of the indicator counts, in one word: pupils, unless its own words say otherwise."""
    said = indicator.denominator.casefold()
    for word in ("sessions", "places", "capacit", "teachers", "posts", "schools", "plans", "young people", "children"):
        if word in said:
            return {"capacit": "places"}.get(word, word)
    return "pupils"


def sized(count: int) -> str:
    """A number of bytes: ``200 MB``, ``64 kB``."""
    return f"{count / 1000**2:,.0f} MB" if count >= 1000**2 else f"{count / 1000:,.0f} kB"
