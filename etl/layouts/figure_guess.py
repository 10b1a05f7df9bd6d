"""Which indicators a table's number columns probably are, and which is value, numerator and denominator."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from etl.catalogue import Catalogue, Indicator
from etl.layouts.layout import Figure, title_of
from etl.layouts.sample import MOST_WORDS, Column
from etl.reading.tables import fold

_DENOMINATORS = re.compile(r"denominator|cohort|eligible|total|all pupils|number of pupils|roll|possible|population")
_NUMERATORS = re.compile(r"numerator|^(no|number|count|num)\b|number|count|achiev|reach|met\b")
_VALUES = re.compile(r"%|percent|\bpct\b|\brate\b|value|score|average|proportion|share")


def nearest_indicator(words: str, catalogue: Catalogue) -> str | None:
    """The indicator that the words most probably name; none where nothing is close."""
    asked = _tokens(words)
    scored = [(_likeness(asked, words, indicator), indicator.id) for indicator in catalogue.indicators.values()]
    best, found = max(scored, default=(0.0, ""))
    return found if best >= 0.6 else None


def _likeness(asked: set[str], words: str, indicator: Indicator) -> float:
    if fold(words) in (indicator.id, fold(indicator.name), fold(indicator.short)):
        return 2.0
    best = 0.0
    for said in (indicator.id.replace("_", " "), indicator.name, indicator.short):
        theirs = _tokens(said)
        if asked and theirs:
            best = max(
                best,
                len(asked & theirs) / len(asked | theirs),
                SequenceMatcher(None, fold(words), fold(said)).ratio() - 0.1,
            )
    return best


def _tokens(words: str) -> set[str]:
    stop = {
        "of",
        "the",
        "and",
        "at",
        "in",
        "pct",
        "percent",
        "percentage",
        "number",
        "rate",
        "count",
        "all",
        "value",
        "",
    }
    return {token[:6] for token in re.split(r"[^a-z0-9]+", words.casefold())} - stop


def figures(numbers: list[Column], *, series: Column | None, file: str, catalogue: Catalogue) -> tuple[Figure, ...]:
    """The indicators of the number columns: by the words of a ``series`` column, their own names or the file's."""
    roles = _roles(numbers)
    if series is not None:
        return tuple(
            Figure(word if word in catalogue else "", series=word, **roles) for word in series.words[:MOST_WORDS]
        )
    named = [(c, nearest_indicator(c.name, catalogue)) for c in numbers]
    found = [(c, indicator) for c, indicator in named if indicator]
    if len(found) > 1 or (found and not roles.get("numerator")):
        return tuple(Figure(indicator, value=c.name) for c, indicator in found)
    return (Figure((found[0][1] if found else nearest_indicator(title_of(file), catalogue)) or "", **roles),)


def _roles(numbers: list[Column]) -> dict[str, str]:
    """Which number column is the value, the numerator, the denominator; by its name, each once."""
    roles: dict[str, str] = {}
    for role, pattern in (("value", _VALUES), ("denominator", _DENOMINATORS), ("numerator", _NUMERATORS)):
        name = next((c.name for c in numbers if pattern.search(fold(c.name)) and c.name not in roles.values()), None)
        if name is not None:
            roles[role] = name
    left = [c.name for c in numbers if c.name not in roles.values()]
    if "denominator" in roles and "numerator" not in roles and "value" not in roles and left:
        roles["numerator"] = left[0]
    if ("numerator" in roles) != ("denominator" in roles):
        roles = {"value": roles["value"]} if "value" in roles else {}
    if not roles and numbers:
        roles = {"value": numbers[0].name}
    return roles
