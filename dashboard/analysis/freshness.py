"""Whether what is held is the newest there should be, by the publisher's own release months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etl.catalogue import Indicator

GRACE = timedelta(days=31)
"""After the month of a release, time to fetch and load it, before it is called late."""

_NEXT_END = {"annual": 12, "irregular": 12, "termly": 4, "monthly": 1}
_NO_CALENDAR = {
    "discontinued": "no longer published",
    "local": "collected locally, no release calendar",
    "irregular": "published at irregular times",
    "weekly": "published weekly",
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """``state`` is ``current``, ``due``, ``late``, ``never`` or ``no_calendar``; ``expected`` is the first day of the
    month in which the next figures come out."""

    state: str
    expected: date | None
    words: str


def freshness(held_to: date | None, indicator: Indicator, *, today: date) -> Freshness:
    """How fresh an indicator is whose newest period ended on ``held_to`` (``None``: nothing is held).

    The next period's figures are expected in the first release month after that period ends; where they come out
    within their period (a census in January, published in June) in the first one after the held period ends.
    Example: key stage 4 to 31 August 2024, released in October and February: 2024/25 is expected in October 2025, due
    that month, late after November. Example: a census held to 31 August 2025: 2025/26 is expected in June 2026.
    """
    if held_to is None:
        return Freshness("never", None, "nothing loaded")
    frequency, months = indicator.frequency, indicator.release_months
    if frequency in _NO_CALENDAR or not months:
        return Freshness("no_calendar", None, _NO_CALENDAR.get(frequency, "no release month known"))
    after = held_to if indicator.released_within else _months_on(held_to, _NEXT_END[frequency])
    expected = _first_release(after, months)
    month_end = _months_on(expected, 1) - timedelta(days=1)
    if today < expected:
        return Freshness("current", expected, f"next expected {expected:%B %Y}")
    if today <= month_end + GRACE:
        return Freshness("due", expected, f"due since {expected:%B %Y}" if today > month_end else "due this month")
    return Freshness("late", expected, f"late, expected {expected:%B %Y}")


def _first_release(after: date, months: Sequence[int]) -> date:
    """The first day of the first release month that starts after a day."""
    return min(
        candidate
        for month in months
        for year in (after.year, after.year + 1)
        if (candidate := date(year, month, 1)) > after
    )


def _months_on(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month where it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))
