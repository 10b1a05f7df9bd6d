"""Better than it was: ``direction``."""

from __future__ import annotations

from dataclasses import replace

from dashboard.analysis import comparable, words
from dashboard.analysis.change import moved
from dashboard.analysis.model import Point, Series
from dashboard.analysis.verdicts.case import Case, Outcome, no_baseline, value_step
from etl.catalogue import Indicator

_SAID = {"improved": "Better than at the baseline", "worse": "Worse than at the baseline"}


def judge(case: Case, own: Series, indicator: Indicator) -> Outcome:
    """The latest figure against the baseline, by the indicator's polarity and by more than chance.

    Where the plan counts things ("the number of ...") and the counts are held, the counts are compared.
    """
    counted, caveat = _as_counted(case, own, indicator)
    series, measure = counted or (own, indicator)
    point = series.known[-1]
    start, how = comparable.baseline(series, measure, point, start=case.start)
    if start is None:
        return no_baseline("Whether it is better cannot be said", how, series, point)
    found = moved(measure, start, point)
    what = f" ({_things(indicator)})" if counted else ""
    reason = (
        f"{_SAID.get(found.word, 'No clear change since the baseline')}{what}: "
        f"{words.printed(point.figure, measure)} in {point.period.label}, "
        f"{words.printed(start.figure, measure)} in {how}; {found.why}"
    )
    reason += f"; {caveat}" if caveat else ""
    brief = words.span(start.figure, point.figure, measure)
    if found.word == "no_clear_change":
        brief += ", may be chance" if found.tested else ", too small to tell"
    steps = (
        value_step(start, measure, f"Baseline, {case.place_name}"),
        value_step(point, measure, case.place_name),
        *found.steps,
    )
    own_point, own_start = own.at(point.period), own.at(start.period)
    return Outcome(
        found.word, reason, brief, "better_than_baseline", steps, point=own_point, baseline=own_start, how=how
    )


def _as_counted(case: Case, own: Series, indicator: Indicator) -> tuple[tuple[Series, Indicator] | None, str | None]:
    """The numerators as a series of their own where the plan asks for a number and the indicator is a share."""
    if case.target.unit != "count" or indicator.unit in words.COUNTS:
        return None, None
    if any(point.numerator is None for point in own.known):
        return None, "the plan counts, but the source gives no counts, so the rate is compared"
    points = tuple(_count(point) for point in own.points)
    counts = indicator.model_copy(
        update={"unit": "count", "decimals": 0, "interval": "none", "material": None, "aggregation": "sum"}
    )
    return (replace(own, points=points), counts), None


def _count(point: Point) -> Point:
    value = None if point.value is None else point.numerator
    return point._replace(value=value, numerator=None, denominator=None)


def _things(indicator: Indicator) -> str:
    return f"a count: {indicator.numerator.strip().rstrip('.')}"
