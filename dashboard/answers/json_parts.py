"""The pieces that every document is made of: a number, a point of a series, where a figure came from."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.analysis.model import Origin, Point
from dashboard.analysis.words import GRAIN

Document = dict[str, Any]


def source(origin: Origin | None) -> str | None:
    """``file.csv, row 12``."""
    if origin is None:
        return None
    return origin.file_name if origin.row is None else f"{origin.file_name}, row {origin.row}"


def day(given: date | None) -> str | None:
    """``2026-05-14``."""
    return given.isoformat() if given else None


def point(given: Point) -> Document:
    """One figure of a series with its counts, its status and its source."""
    return {
        "period": given.period.code,
        "period_kind": given.period.kind,
        "value": number(given.value),
        "numerator": number(given.numerator),
        "denominator": number(given.denominator),
        "lower": number(given.lower),
        "upper": number(given.upper),
        "status": given.status,
        "release": given.release,
        "coverage": given.coverage,
        "source": source(given.origin),
    }


def number(value: float | None) -> float | None:
    """The number without the noise of binary arithmetic, so that 0.1 + 0.2 reads 0.3."""
    return None if value is None else float(f"{value:.{GRAIN}g}")
