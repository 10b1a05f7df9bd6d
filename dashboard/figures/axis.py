"""The periods along a chart: which are shown, and which are empty and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.analysis.model import Series
from dashboard.figures.pieces import changes
from etl.catalogue import Indicator
from etl.periods import Period

YEARLY = ("academic_year", "financial_year", "calendar_year", "reporting_year")

WITHHELD = {
    "suppressed": "Withheld by the publisher: small numbers.",
    "low": "Below what the publisher rounds to.",
    "unreliable": "Withheld by the publisher as unreliable.",
    "not_applicable": "Does not apply here.",
    "not_available": "Not available from the source.",
}
"""Why a figure that the source mentions has no value."""
NOT_HELD = "No figure is held."


@dataclass(frozen=True, slots=True)
class Gap:
    """Neighbouring periods without a figure of anyone, from ``first`` to ``last`` along the axis, and why."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Periods of one kind in order. Years without any figure are there too, so that distances are true."""

    periods: tuple[Period, ...]

    @property
    def labels(self) -> list[str]:
        """The words under the axis: ``2023/24``, never a number that could be retyped."""
        return [period.label for period in self.periods]

    def index(self, period: Period) -> int:
        return self.periods.index(period)

    def span(self, first: int, last: int) -> str:
        """``2019/20``, ``2019/20 and 2020/21``, ``2017/18 to 2020/21``."""
        ends = self.periods[first].label, self.periods[last].label
        return ends[0] if first == last else (" and " if last == first + 1 else " to ").join(ends)


def axis(lines: Iterable[Series], *, upto: Iterable[Period] = ()) -> Axis:
    """The axis that holds every figure of the lines and the periods of ``upto`` (the way to a target).

    Years are counted through from the first with a value to the last; terms, weeks and months are those that are held.
    Raises ``ValueError`` for lines of different kinds: they never share one.
    """
    periods = {point.period for series in lines for point in series.known} | set(upto)
    kinds = {period.kind for period in periods}
    if len(kinds) > 1:
        raise ValueError(f"periods of different kinds on one axis: {', '.join(sorted(kinds))}")
    ordered = sorted(periods, key=lambda period: period.end)
    if not ordered or ordered[0].kind not in YEARLY:
        return Axis(tuple(ordered))
    years = ordered[-1].ordinal - ordered[0].ordinal
    return Axis(tuple(ordered[0].earlier(-number) for number in range(years + 1)))


def gaps(along: Axis, lines: Sequence[Series], indicator: Indicator) -> tuple[Gap, ...]:
    """Stretches in which no line has a figure, up to the last that any has; the future is not a gap."""
    held = {point.period for series in lines for point in series.known}
    last = max((number for number, period in enumerate(along.periods) if period in held), default=-1)
    return _joined(
        Gap(number, number, why_empty(period, indicator, lines[0]))
        for number, period in enumerate(along.periods[: last + 1])
        if period not in held
    )


def why_empty(period: Period, indicator: Indicator, series: Series | None = None) -> str:
    """Why there is no figure for a period: that it was withheld, else what the catalogue knows of the period, else what
    the source said, else that none is held. Never nothing.

    A source that says no more than "not available" for a cancelled year is outdone by the catalogue, which says why.
    """
    point = series.at(period) if series is not None else None
    status = point.status if point is not None else ""
    if status in ("suppressed", "low", "unreliable"):
        return WITHHELD[status]
    for missing in indicator.missing:
        before = missing.before is not None and not _reached(period, missing.before)
        after = missing.after is not None and _reached(period, missing.after) and period.code != missing.after
        if period.code in missing.periods or before or after:
            return missing.reason
    return WITHHELD.get(status, NOT_HELD)


def notes(along: Axis, lines: Sequence[Series], indicator: Indicator) -> list[str]:
    """What the bands and uprights of a chart stand for, and where the place (the first line) alone has no figure."""
    known = {point.period for point in lines[0].known}
    shared = gaps(along, lines, indicator)
    covered = {number for gap in shared for number in range(gap.first, gap.last + 1)}
    ends = [along.index(point.period) for series in lines for point in series.known]
    alone = [
        Gap(number, number, why_empty(period, indicator, lines[0]))
        for number, period in enumerate(along.periods[: max(ends, default=-1) + 1])
        if period not in known and number not in covered
    ]
    said = [f"{along.span(gap.first, gap.last)}: {gap.reason}" for gap in shared]
    said += [f"{along.span(gap.first, gap.last)}, this place alone: {gap.reason}" for gap in _joined(alone)]
    for change in changes(along.periods, indicator):
        how = "not compared with earlier figures" if change.refuses else "compare with care"
        said.append(f"From {change.after.label}, {how}: {change.found.reason}")
    return said


def _joined(single: Iterable[Gap]) -> tuple[Gap, ...]:
    """Neighbours with the same reason as one stretch."""
    found: list[Gap] = []
    for gap in single:
        if found and found[-1].last == gap.first - 1 and found[-1].reason == gap.reason:
            found[-1] = Gap(found[-1].first, gap.last, gap.reason)
        else:
            found.append(gap)
    return tuple(found)


def _reached(period: Period, code: str) -> bool:
    """Whether a period is at or after a code; codes of another kind are compared by their first year."""
    return period.code >= code if len(period.code) == len(code) else period.code[:4] >= code[:4]
