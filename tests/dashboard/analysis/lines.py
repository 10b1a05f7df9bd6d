"""Indicators and lines for tests of the analysis, as short as they can be written."""

from __future__ import annotations

from typing import Any

from dashboard.analysis.model import Point, Series
from etl.catalogue import Break, Indicator, Publication
from etl.periods import Period


def indicator(**changes: Any) -> Indicator:
    """A percentage by academic year, higher is better, one decimal, Wilson intervals."""
    given: dict[str, Any] = {
        "id": "standard_pct",
        "name": "Pupils at the standard",
        "short": "Standard",
        "definition": "Share of pupils at the standard.",
        "numerator": "pupils at the standard",
        "denominator": "pupils",
        "unit": "percent",
        "polarity": "higher",
        "decimals": 1,
        "stage": "any",
        "time_identifier": "academic_year",
        "aggregation": "ratio",
        "interval": "wilson",
        "lowest_level": "school",
        "publication": Publication(publisher="Department for Education", title="Standards"),
        "frequency": "annual",
        "release": "October",
    }
    return Indicator(**(given | changes))


def broken(period: str, strength: str = "refuse", reason: str = "the test changed") -> Break:
    return Break(period=period, strength=strength, reason=reason)  # type: ignore[arg-type]


def point(period: str, value: float | None, *, kind: str = "academic_year", **rest: Any) -> Point:
    return Point(Period(period, kind), value, **rest)


def counted(period: str, numerator: float, denominator: float, **rest: Any) -> Point:
    return point(period, 100 * numerator / denominator, numerator=numerator, denominator=denominator, **rest)


def series(*points: Point, place: str = "E06000034", group: str = "all") -> Series:
    kind = points[0].period.kind if points else "academic_year"
    return Series("standard_pct", place, "total", group, kind, points)


def line(place: str = "E06000034", group: str = "all", **values: float | None) -> Series:
    """``line(y202324=58, y202425=60)``: values without counts by academic year."""
    return series(*(point(year.removeprefix("y"), value) for year, value in values.items()), place=place, group=group)
